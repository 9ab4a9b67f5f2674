"""Every party and heading that the model writes into the ledger has a name for readers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import sim
from sim.compare import parties
from sim.system import words

ROOMS = ("model", "plugins", "world")
BOOKS = ("move", "spend", "pay", "pay_out", "charge", "paid_for")


def written() -> Iterator[str]:
    """The texts that stand in calls that book a payment."""
    root = Path(sim.__file__).parent
    for file in (file for room in ROOMS for file in (root / room).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in BOOKS:
                yield from (one.value for one in node.args
                            if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_every_party_and_heading_is_known():
    found = set(written())
    assert len(found) > 20
    assert found <= {*parties.PARTIES, *parties.HEADINGS}


def test_they_are_said_in_the_language_of_the_reader():
    assert (parties.party("investors"), parties.heading("sales: shop")) == ("investors", "sales: shop")
    with words.using("zh"):
        assert (parties.party("investors"), parties.heading("take rate")) == ("投资方", "平台抽成")
        assert parties.heading("sales: preorder") == "销售：预售" and parties.heading("sales: 我的店") == "销售：我的店"
