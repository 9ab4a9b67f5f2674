"""Who listens to whom at the start: every file here is one way to lay ties, named in a scenario by its file name.

A generator declares its `@parameters` (or none) and two functions:

- `edges(count, p, key, people=None) -> (a, b)`: undirected pairs of rows, int32, each pair once with a < b, sorted, no
  self-loops; the same pairs for the same `key` (from `sim.core.rng.key`) on any machine. `people`, for generators by
  which people who are alike know each other, is the town and the taste of every member (two arrays).
- `mean_degree(count, p) -> float`: the mean number of ties per member that `p` promises.

Files whose names begin with `_` are shared parts. Edge lists from a file are read by
`sim.plugins.networks._edgelist.read`.
"""
