"""The agents: members as views on rows, and the few: KOLs, brands, platforms, communities, partners."""
