"""Sweeps: many runs from one question. `words` and `experiment` read a question, `plan` says which runs it means."""
