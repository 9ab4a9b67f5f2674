"""Messages of argparse, put plainly and in the reader's language."""

from __future__ import annotations

import re

from sim.system.words import later, translated

_PLAINLY = ((r"argument (?P<option>.+): expected one argument", later("{option} needs a value")),
            (r"argument (?P<option>.+): not allowed with argument (?P<other>.+)",
             later("{option} and {other} exclude each other; give one of them")),
            (r"argument (?P<option>.+): ignored explicit argument (?P<value>.+)",
             later("{option} takes no value, but {value} is given")),
            (r"argument (?P<option>\S+): invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)",
             later("{option}: invalid choice: {value} (choose from {choices})")),
            (r"argument (?P<option>\S+): (?P<fault>.+)", later("{option}: {fault}")))


def plainly(message: str) -> str:
    """What argparse says of a command line, in the words of this program."""
    for pattern, plain in _PLAINLY:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return translated(plain).format(**found.groupdict())
    return message
