"""Plug-ins, the only place to add things: one folder per kind, one file per plug-in, found by its file name."""
