"""Networks: who listens to whom at the start. Each file is a generator, which scenarios name by its file name.

A generator declares its `@parameters` (or none) and two functions:

- `edges(count, p, key, people=None) -> (a, b)`: undirected pairs of rows, int32, each once with a < b, sorted, without
  self-loops; the same for the same `key` (from `sim.core.rng.stream_key`) on any machine. `people` are the town and the
  taste of every member (two arrays), for generators in which similar people know each other.
- `mean_degree(count, p) -> float`: the expected mean number of ties per member.

Files whose names begin with `_` are shared parts. `sim.plugins.networks._edgelist.read` reads edge lists from files.
"""
