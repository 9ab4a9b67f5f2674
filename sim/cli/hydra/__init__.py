"""Shequn as a Hydra application, with its sweeper and its callback."""
