"""Rules by which trust in a host moves. One file each: `Parameters`, `moves(...)` over rows, `begin(...)`."""
