"""The error of who writes plug-ins: a file, or a declaration in it, is not what it must be."""

from __future__ import annotations


class PluginError(TypeError):
    """A plug-in is not what its kind asks for. Each line names the file, the fault, and what is expected."""
