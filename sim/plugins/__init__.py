"""The only place to add things: one folder for each kind, one file for each plug-in, found by its name."""
