"""The tools of which rules are made: random numbers, parameters, compilation, threads, and the registry of plug-ins."""
