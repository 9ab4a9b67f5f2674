"""Shocks of a scenario's timeline: a file declares its parameters and `strike(economy, day, community, p)`."""
