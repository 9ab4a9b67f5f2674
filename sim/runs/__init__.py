"""Runs: from a scenario to an outcome, with an identity by which it is stored and found."""
