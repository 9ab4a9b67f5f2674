"""Puts the folders beside `sim` into the wheel, as sim/shipped/…; everything else is said in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SHIPPED = ("scenarios", "experiments")


class BuildWithFolders(build_py):
    """Copies the folders anew for a wheel; an editable install reads them where they are."""

    def run(self):
        super().run()
        if not self.editable_mode:
            for name in SHIPPED:
                into = Path(self.build_lib, "sim", "shipped", name)
                shutil.rmtree(into, ignore_errors=True)
                shutil.copytree(name, into, ignore=shutil.ignore_patterns("__pycache__", "*.py[co]", ".*"))


setup(cmdclass={"build_py": BuildWithFolders})
