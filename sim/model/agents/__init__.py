"""The agents. Members are views of rows; hosts, brands, platforms, communities and partners are ordinary agents."""
