"""Plug-ins, the only place to add things: one folder per kind, one file per plug-in, found by its file name.

Folders from outside (`sim.core.outside`) count as part of the folder of their kind.
"""

import importlib

from sim.core import outside

outside.files()  # names that are taken are said before anything is found under them
for _kind in outside.KINDS:
    importlib.import_module(f"{__name__}.{_kind}").__path__ += outside.folders(_kind)
