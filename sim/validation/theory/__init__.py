"""The engine compared with theory and other libraries: exact or asymptotic results, one file each."""
