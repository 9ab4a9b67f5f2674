"""The engine against theory and against peers: exact or asymptotic results, one file each."""
