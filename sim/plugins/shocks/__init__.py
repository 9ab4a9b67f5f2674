"""Shocks of a scenario's timeline. A file declares its parameters and `strike(economy, day, community, p)`."""
