"""Kinds of platforms: `offers(row, …)`, about one visit, and its loop `step`; facts that agents read are constants."""
