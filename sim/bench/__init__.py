"""The speed of Shequn: one day against one sparse matrix-vector product over the same ties, memory, and others."""
