"""Plug-ins of Shequn for Hydra; installed as `hydra_plugins.shequn`, where Hydra looks for them."""
