"""Measures, taken daily or at the end of a run. They read and never write."""
