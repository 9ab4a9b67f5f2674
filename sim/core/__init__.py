"""Tools for writing rules: random numbers, parameters, compilation, threads, and the registry of plug-ins."""
