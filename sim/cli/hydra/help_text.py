"""The help of `python -m sim.cli.hydra.app`, which Hydra completes."""

from __future__ import annotations

HELP = """\
usage: python -m sim.cli.hydra.app [scenario=NAME] [path=value …] [flags]
       python -m sim.cli.hydra.app -m [the words of shequn sweep] [flags]

Run a scenario, or with -m a sweep, as an application of Hydra.

flags:
$FLAGS_HELP

The scenario as it would be run:

$CONFIG"""
