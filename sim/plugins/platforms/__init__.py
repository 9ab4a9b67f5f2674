"""Kinds of platforms. Each file has `offers(n, row, …)`, about one visit, its loop `step`, and constants for agents."""
