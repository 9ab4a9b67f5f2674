"""The tools of which rules are made (random numbers, parameters, compilation, threads, the registry), and intervals."""
