"""What a day offers to say: every candidate for a line, with its weight, its values and the people concerned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.classroom.diary import Day
from sim.classroom.phrases import Money, Words, phrases

BY_HAND, OF_A_COMMUNITY, TURN, RECORD, FIRST, PERSON, FLOW = 100.0, 60.0, 50.0, 25.0, 20.0, 10.0, 3.0
WEEK, MONTH, SETTLED = 7, 30, 28  # days summed for turns; days before a record is one
FEW = 10  # below so many in a week no balance turns
LIGHTS = 40  # members that a line lights up on the map
BROUGHT = (5, 10, 20, 50, 100, 200, 500, 1000)  # newcomers of one member that are worth a line


@dataclass(frozen=True)
class Candidate:
    """Something that could be said: kind and weight, the template and its values, how many people it concerns, which,
    and for flows how to find the number on other days."""

    kind: str
    weight: float
    phrase: str
    values: Mapping[str, Any]
    people: int = 1
    subjects: tuple[int, ...] = ()
    flow: Callable[[Day], float] | None = None


def candidates(days: Sequence[Day], pinned: Mapping[str, Sequence[float]] | None,
               labels: Mapping[str, Words]) -> Iterator[Candidate]:
    """All candidates of the last of `days`."""
    yield from by_hand(days[-1], labels)
    yield from shocks(days[-1])
    yield from of_communities(days)
    yield from turns(days)
    yield from against(days, pinned or {})
    yield from records(days)
    yield from firsts(days)
    yield from persons(days)
    yield from flows(days[-1])


def by_hand(day: Day, labels: Mapping[str, Words]) -> Iterator[Candidate]:
    """Parameters that were changed by hand."""
    for change in day.changes:
        what = labels.get(change.path, change.path.rpartition(".")[2])
        values = {"what": what, "before": change.before, "after": change.after}
        yield Candidate("changed", BY_HAND, "changed", values, day.people)


def shocks(day: Day) -> Iterator[Candidate]:
    """Events of the timeline."""
    for event in day.shocks:
        name = event["shock"] if event["shock"] in phrases() else "shock"
        values = {"community": event["community"], "shock": event["shock"].replace("_", " ")}
        yield Candidate(name, BY_HAND, name, values, day.people)


def of_communities(days: Sequence[Day]) -> Iterator[Candidate]:
    """Communities that were founded or closed, groups that split, merged or broke away, partners who came or left."""
    today = days[-1].today
    kinds = {"founded": today["foundings"] - today["secessions"], "seceded": today["secessions"],
             "closed": today["founded_closed"], "split": today["splits"], "merged": today["merges"]}
    for kind, n in kinds.items():
        if n > 0:
            yield Candidate(kind, OF_A_COMMUNITY if kind in ("founded", "seceded", "closed") else PERSON, kind,
                            {"n": int(n)}, int(n))
    came = int(today["partners"] - days[-2].today["partners"]) if len(days) > 1 else 0
    if came:
        kind = "partners_in" if came > 0 else "partners_out"
        yield Candidate(kind, OF_A_COMMUNITY, kind, {"n": abs(came), "total": int(today["partners"])}, abs(came))


def turns(days: Sequence[Day]) -> Iterator[Candidate]:
    """Balances that have changed sign."""
    if len(days) >= 2 * WEEK:
        come = _weeks(days, "joins", "returns")
        yield from _turn("more_come", "more_leave", come, _weeks(days, "lapses"))
        yield from _turn("more_praise", "more_warn", _weeks(days, "recommendations"), _weeks(days, "warnings"))
    if len(days) > MONTH + WEEK:
        profit = [day.today["profit"] for day in days[-MONTH - WEEK - 1:]]
        months = [profit[at] - profit[at - MONTH] for at in range(-1, -WEEK - 2, -1)]
        kind = "gain" if months[0] > 0 else "loss"
        if all(month * months[0] <= 0 for month in months[1:]) and abs(months[0]) >= 1:
            yield Candidate(kind, TURN, kind, {"money": Money(round(abs(months[0]) * 100))}, days[-1].people // 2)


def _weeks(days: Sequence[Day], *names: str) -> list[int]:
    """The sum of measures over seven days, for the week that ends today, that which ended yesterday, and so on."""
    values = [sum(int(day.today[name]) for name in names) for day in days[-2 * WEEK:]]
    return [sum(values[end - WEEK:end]) for end in range(2 * WEEK, WEEK - 1, -1)]


def _turn(up: str, down: str, first: Sequence[int], second: Sequence[int]) -> Iterator[Candidate]:
    """The first passes the second, or the other way round, after a week in which it did not on any day."""
    for kind, a, b in ((up, first, second), (down, second, first)):
        if a[0] > b[0] and a[0] + b[0] >= FEW and all(x <= y for x, y in zip(a[1:], b[1:], strict=True)):
            yield Candidate(kind, TURN, kind, {"n": a[0], "m": b[0]}, a[0] + b[0])


def against(days: Sequence[Day], pinned: Mapping[str, Sequence[float]]) -> Iterator[Candidate]:
    """Members pass those of the run that is pinned as A, or fall behind them."""
    ghost, at = pinned.get("followers", ()), days[-1].day
    if len(days) < 2 or not 0 < at < len(ghost):
        return
    now, before = days[-1].today["followers"] - ghost[at], days[-2].today["followers"] - ghost[at - 1]
    if now > 0 >= before or now < 0 <= before:
        kind = "above_pinned" if now > 0 else "below_pinned"
        values = {"n": int(days[-1].today["followers"]), "m": int(ghost[at])}
        yield Candidate(kind, TURN, kind, values, values["n"])


def records(days: Sequence[Day]) -> Iterator[Candidate]:
    """Highest numbers of members and orders, and the lowest trust, so far; a streak is one line with its length."""
    if len(days) <= SETTLED:
        return
    for kind, name, sign in (("most_members", "followers", 1), ("least_trust", "trust", -1),
                             ("most_orders", "orders", 1)):
        series = [sign * day.today[name] for day in days]
        running = _records_running(series)
        if running:
            value = days[-1].today[name]
            values = {"trust": float(value)} if name == "trust" else {"n": int(value)}
            again = {"k": running} if running > 1 else {}
            yield Candidate(kind, RECORD / running, kind + ("_again" if again else ""), {**values, **again},
                            int(days[-1].today["followers"]))


def _records_running(series: Sequence[float]) -> int:
    """On how many of the last days in a row the value was higher than ever before."""
    highest, running = series[0], 0
    for value in series[1:]:
        running = running + 1 if value > highest else 0
        highest = max(highest, value)
    return running


def firsts(days: Sequence[Day]) -> Iterator[Candidate]:
    """The first order, warning, praise, leaver and cocreator of the run."""
    day = days[-1]
    if len(day.orders) and not any(len(one.orders) for one in days[:-1]):
        first = day.orders[0]
        yield _first("first_order", first["member"], money=Money(int(first["cents"])))
    for kind, praise in (("first_warning", False), ("first_praise", True)):
        told = day.telling(praise)
        if len(told) and not any(len(one.telling(praise)) for one in days[:-1]):
            yield _first(kind, told[0]["member"], n=int(told[0]["listeners"]))
    for kind, which in (("first_leaver", "leavers"), ("first_cocreator", "new_cocreators")):
        moved = getattr(day, which)
        if len(moved) and not any(len(getattr(one, which)) for one in days[:-1]):
            yield _first(kind, moved[0]["member"])


def _first(kind: str, member, **values) -> Candidate:
    return Candidate(kind, FIRST, kind, {"who": int(member), **values}, 1, (int(member),))


def persons(days: Sequence[Day]) -> Iterator[Candidate]:
    """Who becomes a cocreator, and who has brought a round number of members."""
    for moved in days[-1].new_cocreators[:3]:
        who, friend = int(moved["member"]), int(moved["introducer"])
        name = "cocreator_brought" if friend >= 0 else "cocreator"
        values = {"who": who} | ({"friend": friend} if friend >= 0 else {})
        yield Candidate("cocreator", PERSON, name, values, 1, tuple(values.values()))
    for who, n in sorted(days[-1].brought.items()):
        total = sum(day.brought[who] for day in days)
        if any(total - n < mark <= total for mark in BROUGHT):
            yield Candidate("introducer", PERSON, "introducer", {"who": who, "n": total}, total, (who,))


def flows(day: Day) -> Iterator[Candidate]:
    """Who came, left, received an order, praised and warned today."""
    came, gone = day.newcomers, day.leavers
    if len(came):
        by_friends = int((came["introducer"] >= 0).sum())
        name = "joined_by_friends" if by_friends and (len(came) > 1 or by_friends == 1) else "joined"
        values = {"n": len(came)} | ({"m": by_friends} if by_friends else {})
        yield _flow("joined", name, came, values, lambda one: len(one.newcomers))
    if len(gone):
        yield _flow("left", "left", gone, {"n": len(gone)}, lambda one: len(one.leavers))
    short = day.deliveries[~day.deliveries["kept"]]
    if len(short):
        yield _flow("delivered", "delivered", short, {"n": len(day.deliveries), "m": len(short)},
                    lambda one: int((~one.deliveries["kept"]).sum()))
    for kind, praise in (("praised", True), ("warned", False)):
        told = day.telling(praise)
        if len(told):
            yield _flow(kind, kind, told, {"n": len(told)}, lambda one, praise=praise: len(one.telling(praise)))


def _flow(kind: str, name: str, table, values, flow) -> Candidate:
    people = tuple(int(member) for member in table["member"][:LIGHTS])
    return Candidate(kind, FLOW, name, values, len(table), people, flow)
