"""The former name `python -m sim.hydra_app`: print the new one."""

import shlex
import sys

NOW = "sim.cli.hydra.app"

if __name__ == "__main__":
    print(f"shequn: python -m sim.hydra_app is now python -m {NOW}; write: python -m {NOW} {shlex.join(sys.argv[1:])}",
          file=sys.stderr)
    sys.exit(2)
raise ImportError(f"sim.hydra_app is now {NOW}")
