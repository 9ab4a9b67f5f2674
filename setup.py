"""Names the packages, and puts the folders beside `sim` into the wheel, as sim/shipped/…; pyproject.toml says the rest.

Hydra looks for plug-ins in the namespace `hydra_plugins`, so that the one of Shequn is installed there.
"""

import shutil
from pathlib import Path

from setuptools import find_namespace_packages, setup
from setuptools.command.build_py import build_py

SHIPPED = ("scenarios", "experiments")
PLUG_IN = "hydra_plugins.shequn"
CACHES = ("*.__pycache__", "*.__pycache__.*")


class BuildWithFolders(build_py):
    """Copies the folders anew for a wheel; an editable install reads them where they are."""

    def run(self):
        super().run()
        if not self.editable_mode:
            for name in SHIPPED:
                into = Path(self.build_lib, "sim", "shipped", name)
                shutil.rmtree(into, ignore_errors=True)
                shutil.copytree(name, into, ignore=shutil.ignore_patterns("__pycache__", "*.py[co]", ".*"))


setup(cmdclass={"build_py": BuildWithFolders},
      packages=[*find_namespace_packages(include=["sim", "sim.*"],
                                         exclude=[*CACHES, "sim.cli.hydra.hydra_plugins*"]), PLUG_IN],
      package_dir={PLUG_IN: "sim/cli/hydra/hydra_plugins/shequn"})
