"""Policies of hosts: how they decide over time. A file declares its parameters and a `Policy`."""
