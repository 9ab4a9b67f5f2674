"""The command `shequn`: its options, its commands, what it prints, and the application for Hydra."""
