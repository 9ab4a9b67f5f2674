"""The command `shequn`: its options, its commands, its output, and the application for Hydra."""
