"""Where the money went: for each strategy, who paid its communities and whom they paid, from the ledger.

Capital from investors would hide everything else. It is therefore not drawn as a payment; what the communities hold at
the end beyond it has been added to cash, and what is missing was drawn from capital. So both sides are equal, to the
cent. Payments outside the scenario's own communities (wages, spending elsewhere, communities that members founded) are
in the table below the picture, which is the whole ledger.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.compare import draw, figures, ledgers, marks, parties, plots
from sim.compare.data import Column, Data
from sim.compare.format import joined
from sim.runs.flows import COMMUNITIES, FOUNDED
from sim.system.text import shortened
from sim.system.words import later, say

INVESTORS = "investors"
IN, OUT, LEFT = "#AEB7C2", "#8B95A1", "#C9D3DE"
WIDTH, HEIGHT, MIDDLE = 366, 230.0, 0.47  # pixels; the communities stand a little left of the middle
LEAST = 32.0  # between labels, in pixels
LONGEST = {-1: 18, 1: 22}  # of a label on either side, in columns
ADDED, DRAWN = later("added to cash"), later("drawn from capital")


@dataclass(frozen=True)
class Node:
    """One payer or payee of a strategy's communities, under one heading, in cents over all seeds."""

    party: str
    heading: str
    cents: int

    @property
    def label(self) -> str:
        """The party with the heading, if it has one."""
        party, heading = parties.party(self.party), parties.heading(self.heading)
        return say("{party}: {heading}", party=party, heading=heading) if heading else party

    @property
    def spoken(self) -> str:
        """The party with the heading, in a sentence."""
        party, heading = parties.party(self.party), parties.heading(self.heading)
        return say("{party} ({heading})", party=party, heading=heading) if heading else party


@dataclass(frozen=True)
class Sides:
    """What came into a strategy's communities besides capital, what they paid, and their capital, over all seeds."""

    coming: tuple[Node, ...]
    going: tuple[Node, ...]
    capital: int
    runs: int

    @property
    def added(self) -> int:
        """What came in and was not paid out, in cents over all seeds; below 0 if it was drawn from capital."""
        return sum(node.cents for node in self.coming) - sum(node.cents for node in self.going)

    @property
    def left(self) -> tuple[Node, ...]:
        """All bands on the left."""
        return (*self.coming, Node(DRAWN, "", -self.added)) if self.added < 0 else self.coming

    @property
    def right(self) -> tuple[Node, ...]:
        """All bands on the right; their sum is that of the left."""
        return (Node(ADDED, "", self.added), *self.going) if self.added > 0 else self.going

    @property
    def total(self) -> int:
        """The sum of either side, in cents over all seeds."""
        return sum(node.cents for node in self.left)


def sides(c, name: str) -> Sides:
    """The two sides of a strategy's accounts. Payments between its own communities are on neither."""
    flows = ledgers.mean_flows(c, name)
    inward = flows[(flows.payee == COMMUNITIES) & (flows.payer != COMMUNITIES)]
    outward = flows[(flows.payer == COMMUNITIES) & (flows.payee != COMMUNITIES)]
    capital = inward.payer == INVESTORS
    coming = tuple(Node(one.payer, one.heading.removeprefix(parties.SALES), int(one.cents))
                   for one in inward[~capital].itertuples())
    going = tuple(Node(one.payee, one.heading, int(one.cents)) for one in outward.itertuples())
    return Sides(coming, going, int(inward[capital].cents.sum()), c.flows[c.flows.scenario == name].seed.nunique())


def title(c, name: str) -> str:
    """What remains of each 100 yuan that came in, or what was drawn from capital, and where most of it went."""
    one = sides(c, name)
    if not one.total:
        return say("No money came in, and none was paid.")
    first = max(one.going, key=lambda node: node.cents, default=None)
    values = {"part": _of_100(abs(one.added), one.total)}
    if first:
        values |= {"most": _of_100(first.cents, one.total), "payee": first.spoken}
    if one.added < 0:
        return say("Of each ¥100 paid, {part} come from capital and {most} go to {payee}.", **values)
    if first:
        return say("Of each ¥100 that came in, {part} remain and {most} go to {payee}.", **values)
    return say("Of each ¥100 that came in, {part} remain.", **values)


def _of_100(cents: int, total: int) -> str:
    """A part of 100 yuan in whole yuan; between 0 and 1, and between 99 and 100, it is said so."""
    share = 100 * cents / total
    if 0 < share < 0.5 or 99.5 <= share < 100:
        return say("less than ¥1") if share < 1 else say("more than ¥99")
    return say("¥{number}", number=f"{share:.0f}")


def facts(c, name: str) -> str:
    """The sum of the picture, the capital, and in one line the communities that members founded."""
    one, flows = sides(c, name), ledgers.mean_flows(c, name)
    took = int(flows[(flows.payee == FOUNDED) & (flows.payer != FOUNDED)].cents.sum())
    paid = int(flows[(flows.payer == FOUNDED) & (flows.payee != FOUNDED)].cents.sum())
    total, capital, income, costs = (figures.short(cents / 100 / one.runs, "¥")
                                      for cents in (one.total, one.capital, took, paid))
    founded = say("Communities that members founded took in {income} and paid {costs}; they are not in the picture.",
                  income=income, costs=costs) if took or paid else ""
    return joined(say("Each side: {total}. Capital from investors: {capital}.", total=total, capital=capital), founded)


@plots.styled
def sankey(c, name: str):
    """The picture: payers on the left, the communities in the middle, payees on the right."""
    one = sides(c, name)
    height = max(HEIGHT, LEAST * max(len(one.left), len(one.right)))
    canvas = draw.Canvas(c, WIDTH, height + 26, f"sankey {name}")
    canvas.framed(2, 2, 13, 13)
    axes = canvas.axes
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.02, 1.02)
    axes.fill_betweenx([0, 1], MIDDLE - 0.015, MIDDLE + 0.015, color=marks.mark(c, name).colour, linewidth=0)
    _side(axes, one.left, one, -1, height)
    _side(axes, one.right, one, 1, height)
    return canvas.done(say("{name}: {title}", name=name, title=title(c, name)))


def data(c, name: str) -> Data:
    """What the picture shows: a row for each band, means over seeds in yuan."""
    one = sides(c, name)
    return Data(f"money-{1 + c.names.index(name)}.csv", say("{name}: where money came from and went", name=name),
                [Column(say("side")), Column(say("party")), Column(say("mean over seeds"), "¥")],
                [(side, node.label, node.cents / 100 / one.runs)
                 for side, nodes in ((say("came in"), one.left), (say("went out"), one.right)) for node in nodes])


def _side(axes, nodes, one: Sides, way: int, height: float) -> None:
    """The bands of one side, from the middle to the labels; `way` is −1 for the left, 1 for the right."""
    sizes = np.array([node.cents for node in nodes], float) / max(1, one.total)
    tops = 1.0 - np.concatenate([[0.0], np.cumsum(sizes)])[:len(sizes)]
    for node, size, top in zip(nodes, sizes, tops, strict=True):
        shade = LEFT if node.party in (ADDED, DRAWN) else IN if way < 0 else OUT
        _band(axes, MIDDLE + 0.015 * way, MIDDLE + 0.1 * way, top, size, shade)
    places = plots.apart((tops - sizes / 2) * height, LEAST, height) / height if nodes else tops
    for node, at, middle in zip(nodes, places, tops - sizes / 2, strict=True):
        axes.plot([MIDDLE + 0.102 * way, MIDDLE + 0.125 * way], [middle, at], color=marks.AXIS, linewidth=0.6)
        axes.text(MIDDLE + 0.13 * way, at, _label(node, one, LONGEST[way]), fontsize=draw.LABEL, linespacing=1.25,
                  va="center", ha="left" if way > 0 else "right")


def _label(node: Node, one: Sides, most: int) -> str:
    return f"{shortened(node.label, most)}\n{figures.short(node.cents / 100 / one.runs, '¥')}"


def _band(axes, near: float, far: float, top: float, size: float, shade: str) -> None:
    """One payment as a band, at least a hairline."""
    axes.fill_between([near, far], [top, top], [top - size, top - size], color=shade, linewidth=0.4,
                      edgecolor="white")


def rows(c, name: str) -> list[tuple[str, str, str, str]]:
    """The whole ledger of a strategy as texts: payer, payee, heading, mean over seeds to the cent."""
    return [(parties.party(one.payer), parties.party(one.payee), parties.heading(one.heading),
             say("¥{number}", number=f"{one.yuan:,.2f}")) for one in ledgers.mean_flows(c, name).itertuples()]


def note(c, name: str) -> str:
    """What a reader must know about the flows of a strategy: runs without them; empty if there are none."""
    without = ledgers.missing(c, name)
    if not without:
        return ""
    if without == len(c.seeds):
        return say("{name}: these runs were stored by an earlier version, without who paid whom. Run them again with "
                   "another store (--store FILE) to see where the money went.", name=name)
    return say("{name}: {without} of its {runs} runs were stored by an earlier version, without who paid whom. Run "
               "them again with another store (--store FILE) to see where the money went.", name=name,
               without=without, runs=len(c.seeds))
