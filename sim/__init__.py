"""Shequn: a laboratory for community economies."""
