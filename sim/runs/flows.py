"""Who paid whom over a whole run, by heading: the entries of the ledger, summed over days and over parties of a kind.

    payer      payee        heading        cents
    members    communities  sales: shop    31285400

Communities that members founded are apart from those of the scenario. A payment between two parties of one kind stands
in the table as well, so that its sum is that of all entries of the ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas

# Imported where it is needed, so that what is stored can be found and read without the engine.

COLUMNS = ("payer", "payee", "heading", "cents")
COMMUNITIES, FOUNDED = "communities", "founded communities"
KINDS = {"host": "hosts", "brand": "brands", "platform": "platforms", "partner": "partners", "escrow": "escrow"}


def group(party: str, declared: Iterable[str]) -> str:
    """The group of a party of the ledger; `declared` are the names of the scenario's own communities."""
    kind, _, name = party.partition(":")
    if kind == "community" and name:
        return COMMUNITIES if name in declared else FOUNDED
    return KINDS.get(kind, party) if name else party


def table(entries: Mapping[tuple[int, str, str, str], int], declared: Iterable[str]) -> pandas.DataFrame:
    """The flows of a run: a row for each payer, payee and heading, with the sum of its entries in cents."""
    import pandas

    declared, sums = set(declared), Counter[tuple[str, str, str]]()
    for (_, payer, payee, heading), cents in entries.items():
        sums[group(payer, declared), group(payee, declared), heading] += cents
    rows = [(*key, cents) for key, cents in sorted(sums.items())]
    return pandas.DataFrame(rows, columns=list(COLUMNS)).astype({"cents": "int64"})
