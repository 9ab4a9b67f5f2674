"""Measure the speed and memory of Shequn: a day compared with a sparse matrix-vector product, and with others."""
