"""Channels, the ways of earning money. A file declares parameters and a `Channel`, which makes and settles offers."""
