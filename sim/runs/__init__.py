"""Runs: from a scenario to an outcome, under an identity by which it is stored and found again."""
