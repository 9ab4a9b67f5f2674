"""Measures: what is looked at, daily or at the end of a run. They read and never write."""
