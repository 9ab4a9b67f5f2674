"""The answer in three sentences: what wins, how sure that is, and what would turn it. *…* is set in bold."""

from __future__ import annotations

from sim.compare import answer, figures, guards, levers_text, matters, names, statistics
from sim.compare.decision import NO_VALUE, NONE_KEEPS, ONE, ONE_SEED, Decision, rival
from sim.compare.explore import ASSUMPTION, words
from sim.compare.flips import FAR, flips
from sim.compare.format import joined, listed
from sim.compare.parameters import assumed
from sim.system.text import width
from sim.system.words import say

LONGEST = 190  # columns: three lines of the page


def three(c, made: Decision) -> list[dict]:
    """Label and text of the three sentences."""
    return [{"label": say("What wins") if len(c.names) > 1 else say("What comes of it"), "text": wins(c, made)},
            {"label": say("How sure"), "text": sure(c, made)},
            {"label": say("What would turn it"), "text": turns(c, made)}]


def amount(c, name: str) -> str:
    """A strategy's mean of the ranking measure."""
    return figures.short(float(c.statistics().loc[name, "mean"]), names.unit(c.measure))


def _unit(c) -> str:
    return "points" if names.unit(c.measure) == "share" else names.unit(c.measure)


def _gaps(c, pair) -> str:
    low, high = sorted((pair.low, pair.high))
    return figures.interval(low, high, _unit(c))


def _matter(c, made: Decision) -> str:
    return figures.short(float(c.pair(made.first, rival(c, made)).matters), _unit(c))


def wins(c, made: Decision) -> str:
    """What wins, by how much; who loses money; who does not win although its mean is better."""
    return joined(*_barred(c, made), _first(c, made), *_losers(c, made))


def _barred(c, made: Decision) -> list[str]:
    return [say("*{name} does not win:* with {value} it is first, but it breaks {rail}.", name=name,
                value=amount(c, name), rail=listed(map(guards.limit, guards.broken(c, name))))
            for name in made.barred[:1]]


def _first(c, made: Decision) -> str:
    if made.kind == NO_VALUE:
        return answer.undefined(c, list(made.order))
    if made.kind == NONE_KEEPS:
        return say("*No winner:* none keeps {rail}. The best mean is that of {name}, {value}.",
                   rail=listed(map(guards.limit, c.guards)), name=made.first, value=amount(c, made.first))
    values = {"first": made.first, "mean": amount(c, made.first), "measure": names.called(c.measure)}
    if made.kind == ONE:
        return _alone(c, made, values)
    pair = c.pair(made.first, rival(c, made))
    values |= {"second": pair.b, "gap": figures.short(abs(pair.difference), _unit(c)), "matter": _matter(c, made),
               "gaps": _gaps(c, pair)}
    if made.kind == matters.APART or made.kind == ONE_SEED and pair.difference:
        return _winner(c, made, values)
    return _undecided(made.kind, values)


def _alone(c, made: Decision, values: dict) -> str:
    if len(c.names) > 1:
        return say("*Of the others only {first} keeps every rail:* its {measure} is {mean}.", **values) if (
            made.barred) else say("*Only {first} keeps every rail:* its {measure} is {mean}.", **values)
    if c.measure == "profit":
        return say("*As planned, {first} earns {mean}.*", **values) if not values["mean"].startswith("−") else say(
            "*As planned, {first} loses money: {mean}.*", **values)
    return say("*As planned, {first} reaches {mean}* ({measure}).", **values)


def _winner(c, made: Decision, values: dict) -> str:
    """One seed ranks first and does not win: the first words say so."""
    seed = made.kind == ONE_SEED
    if made.barred and not seed:
        return say("*Of those that keep it, {first} is first: {mean}*, {gap} ahead of {second}.", **values)
    if c.measure == "profit" and not c.lowest:
        if values["mean"].startswith("−"):
            return say("*With this seed, {first} loses least: {mean}*, {gap} less than {second}.", **values) if seed \
                else say("*As planned, {first} loses least: {mean}*, {gap} less than {second}.", **values)
        return say("*With this seed, {first} earns most: {mean}*, {gap} more than {second}.", **values) if seed \
            else say("*As planned, {first} earns most: {mean}*, {gap} more than {second}.", **values)
    if c.lowest:
        return say("*With this seed, {first} has the lowest {measure}: {mean}*, {gap} less than {second}.", **values) \
            if seed else say("*As planned, {first} has the lowest {measure}: {mean}*, {gap} less than {second}.",
                             **values)
    return say("*With this seed, {first} has the highest {measure}: {mean}*, {gap} more than {second}.", **values) \
        if seed else say("*As planned, {first} has the highest {measure}: {mean}*, {gap} more than {second}.", **values)


def _undecided(kind: str, values: dict) -> str:
    if kind in (matters.IDENTICAL, ONE_SEED):
        return say("*No winner:* {first} and {second} are the same on {measure}, {mean}.", **values)
    if kind == matters.OPEN:
        return say("*No winner:* {first} reaches {mean}, and its gap to {second} is {gaps}; {matter} would matter.",
                   **values)
    if kind == matters.UNSURE:
        return say("*No winner yet:* {first} is ahead of {second} by {gap}, not separated after correction for all "
                   "pairs.", **values)
    return say("*No difference that matters:* {first} is ahead of {second} by {gap}; {matter} would matter.", **values)


def _losers(c, made: Decision) -> list[str]:
    """Strategies behind the first two that lose money, as far as there is room."""
    means = c.statistics()["mean"]
    losing = [name for name in made.order[2:] if c.measure == "profit" and means[name] < 0 <= means[made.first]]
    return [say("{name} loses {value}.", name=name, value=amount(c, name).removeprefix("−")) for name in losing[:2]]


def sure(c, made: Decision) -> str:
    """How sure: what chance leaves open, and that the model is not covered by it."""
    unsure, known = assumed(c.scenarios)
    model = say("*The model might:* {unsure} of {known} parameters are assumptions.", unsure=unsure, known=known)
    if len(c.seeds) < 2:
        return joined(say("*One seed cannot separate strategy from chance:* use 20."), model)
    if made.kind in (ONE, NONE_KEEPS, NO_VALUE):
        return joined(_spread(c, made), model)
    pair = c.pair(made.first, rival(c, made))
    better, _ = answer.wins(c, pair.a, pair.b)
    values = {"gaps": _gaps(c, pair), "k": better, "n": len(c.seeds),
              "matter": _matter(c, made), "first": made.first}
    if made.kind == matters.IDENTICAL:
        return say("*Chance has no part in it:* both have the same value with each of {n} seeds.", **values)
    if made.won:
        return joined(say("*Chance does not turn it:* the gap is {gaps} (95%), in {k} of {n} seeds; from {matter} on "
                          "it matters.", **values), model)
    if made.kind in (matters.SMALL, matters.EQUAL):
        return joined(say("*The gap is too small to matter:* {first} is ahead in {k} of {n} seeds; the gap is {gaps} "
                          "(95%), and {matter} would matter.", **values), model)
    chance = say("*Chance may decide:* {first} is ahead in {k} of {n} seeds; the gap is {gaps} (95%).", **values)
    return joined(chance, say("{unsure} of {known} parameters are assumptions.", unsure=unsure, known=known))


def _spread(c, made: Decision) -> str:
    row = c.statistics().loc[made.first]
    shown = figures.interval(row.low, row.high, names.unit(c.measure))
    return say("*Chance leaves {interval}* (95% interval of the mean over {n} seeds).", interval=shown,
               n=len(c.seeds)) if shown else ""


def turns(c, made: Decision) -> str:
    """The nearest flips by relative distance, as many as fit; what settles a tie; or that nothing that was run did."""
    texts = [*_more_seeds(c, made), *(one.text for one in flips(c, made))]
    if not any(one.distance < FAR for one in flips(c, made)) and made.won:
        texts = [_nothing(c), *texts]
    elif not texts:
        texts = [_unturned(c, made)]
    chosen = texts[:1]
    for text in texts[1:3]:
        if width(joined(*chosen, text)) <= LONGEST:
            chosen.append(text)
    return joined(*chosen)


def _unturned(c, made: Decision) -> str:
    """What to say where there is no winner that could be turned."""
    if made.kind == ONE_SEED:
        return say("*Another seed:* one run says nothing about chance.")
    if made.kind == matters.IDENTICAL:
        return say("*A change in one of the files:* as they are, both run the same economy.")
    if made.barred:
        return say("*A looser guard rail:* {name} has the better mean, {value}.", name=made.barred[0],
                   value=amount(c, made.barred[0]))
    gain = next((one for one in levers_text.best(c, made.first) if not one.hollow), None)
    if gain:
        return say("*A lever:* {lever} ({gain}).", lever=words.lever(gain.tried.trial),
                   gain=figures.short(gain.mean, _unit(c), sign=True))
    return _nothing(c) if not c.explored else say("*No lever that was tried* is told from chance.")


def _nothing(c) -> str:
    if not c.explored:
        return say("*Not tested:* no further run has varied a lever or an assumption. --explore quick does.")
    varied = len({one.trial.key for one in c.explored.of(ASSUMPTION)})
    return say("*Nothing that was varied:* of {all} assumptions {n} were tried 20% higher, and the {k} that move the "
               "lead most 20% lower too.", n=c.explored.screened, all=c.explored.candidates, k=varied)


def _more_seeds(c, made: Decision) -> list[str]:
    if made.kind not in (matters.OPEN, matters.UNSURE):
        return []
    need = seeds_needed(c, made)
    return [say("*More seeds:* about {need} would separate the two if they differ by {size}; {n} were run.",
                need=f"{need:,.0f}", size=figures.short(_size(c, made), _unit(c)), n=len(c.seeds))] if need else []


def _size(c, made: Decision) -> float:
    pair = c.pair(made.first, rival(c, made))
    return float(max(abs(pair.difference), pair.matters))


def seeds_needed(c, made: Decision) -> int:
    """Seeds that would separate the first two, four times of five; 0 if more would not help."""
    pair = c.pair(made.first, rival(c, made))
    need = statistics.seeds_needed(_size(c, made), pair.sd, answer.pairs_in_all(c))
    return int(need) if len(c.seeds) < need < 100_000 else 0
