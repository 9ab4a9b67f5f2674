"""The direction table: every declared parameter moves its nearest measure as it promises. It finds dead parameters.

Each is tried between points of the setting in which it matters (`directions.yaml`), with the same seeds at all points.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml

from sim.compare import pool
from sim.model import recorder
from sim.runs import run, warmup
from sim.scenario import load
from sim.system.worker_processes import available
from tests.statistical import living
from tests.statistical.declarations import declared
from tests.statistical.judging import holds

HERE = Path(__file__).parent
TABLE, NEARER = (yaml.safe_load((HERE / one).read_text(encoding="utf-8")) for one in ("directions.yaml", "nearer.yaml"))
ONCE, SEEDS, MANY_SEEDS = 1, range(1, 5), range(101, 121)
TURNING_DAY = 3  # on which a timeline turns a live parameter to its last point
TURNED = {  # or on another day, or to another point, where the last one would be no turn yet, or too late
    "communities.partners.patience_in": (2, None),  # on day 3 the partner is in
    "organisation.self.topic_half_life": (TURNING_DAY, 20),  # the last point is as good as the first: hardly ever
    "organisation.self.per_organiser": (TURNING_DAY, 5),  # who is an organiser stays one, so that more must be wanted
}

# Parameters that say which run it is, not what the economy is like.
NO_DIRECTION = {
    "seed": "which luck, not which economy", "run.days": "how long one looks",
    "run.festivals": "a list of days; see trade.festival_rate", "run.tracked": "whose payments are recorded",
    "word_of_mouth.tracked_day": "which post is watched",
    "ties.file": "the name of a file", "ties.folder": "the name of a folder", "ties.people": "the name of a file",
    "ties.directed": "how that file is read; test_choices.py tries it", "communities.host.rank": "a person in it",
    **{f"{one}.adaptive.levers": "a list; see test_policies.py" for one in (
        "communities.policy", "communities.brand.policy", "platforms.policy")},
    **{f"communities.channels.{one}.category": "a name" for one in ("shop", "preorder", "group_buying", "micro_shops")},
    "communities.platform": "a name", "treatments.price.channel": "a name", "communities.endorsement.by": "a name",
    "communities.channels.bundle.goods": "names of shops", "communities.growth.seed_list": "see test_choices.py",
}


PARAMETERS = declared()
PLACES = {name: setting for setting, rows in TABLE.items() for name in rows}


def scenario(name: str, point):
    """The setting of a parameter, with the parameter at a point."""
    file, one = HERE / "settings" / f"{PLACES[name]}.yaml", PARAMETERS[name]
    if not one.path.startswith("timeline."):
        text = str(point).lower() if isinstance(point, bool) else point
        return load(file, [f"{one.path}={text}"])
    loaded, shock = load(file), name.split(".")[1]
    timeline = [{**event, one.par.name: one.par.coerce(point)} if "treat" in event or event.get("shock") == shock
                else event for event in loaded.values["timeline"]]
    return replace(loaded, values={**loaded.values, "timeline": timeline})


def start(name: str):
    """The setting of a live parameter from which a timeline turns it: at its first point."""
    return scenario(name, TABLE[PLACES[name]][name][0])


def turned(name: str):
    """The same, where the timeline turns the parameter to another point."""
    first, path, (day, to) = start(name), PARAMETERS[name].path, TURNED.get(name, (TURNING_DAY, None))
    event = {"day": day, "set": path, "to": PARAMETERS[name].par.coerce(to or TABLE[PLACES[name]][name][-1])}
    timeline = sorted([*first.values["timeline"], event], key=lambda one: one["day"])
    return replace(first, values={**first.values, "timeline": timeline})


def promise(name: str) -> tuple[str, str]:
    """The direction of a parameter, and the measure or look that moves in it."""
    direction, measure = NEARER.get(name) or PARAMETERS[name].par.moves
    return direction, measure


class Lived:
    """Lives at the points of the table, lived in a few processes; the same economy is lived once."""

    def __init__(self):
        self.lives = {}

    def live(self, names, seeds) -> None:
        """Live all points of these parameters with all seeds."""
        jobs = {(name, str(point), seed): (run.prepare(scenario(name, point), seed), seen(name))
                for name in names for point in TABLE[PLACES[name]][name] for seed in seeds}
        different = {(one.digest(), looks): (one, looks) for one, looks in jobs.values()}
        files = sorted({PLACES[name] for name in names})
        warmup.up([load(HERE / "settings" / f"{file}.yaml").values for file in files])
        found = pool.run_all(living.lived, list(different.values()), available(), lambda life: None)
        lived = dict(zip(different, found, strict=True))
        self.lives |= {which: lived[one.digest(), looks] for which, (one, looks) in jobs.items()}

    def values(self, name: str, measure: str, seeds) -> np.ndarray:
        """The measure at the points of a parameter: one row a seed, one column a point, in the table's order."""
        return np.array([[self.lives[name, str(point), seed].seen(measure)
                          for point in TABLE[PLACES[name]][name]] for seed in seeds])

    def happened(self, name: str, seed: int) -> set[str]:
        """The different hashes of what happened at the points of a parameter."""
        return {self.lives[name, str(point), seed].happened for point in TABLE[PLACES[name]][name]}


def seen(name: str) -> tuple[str, ...]:
    """The looks that a parameter needs."""
    measure = promise(name)[1]
    return (measure,) if measure in living.LOOKS else ()


def _asked_for(session, test: str) -> list[str]:
    """The parameters for which a test was selected, so that one alone is quick."""
    return sorted({item.callspec.params["name"] for item in session.items
                   if getattr(item, "originalname", "") == test and hasattr(item, "callspec")})


@pytest.fixture(scope="session")
def apart(request):
    """Whether anything comes out differently between the points of a parameter, and when a timeline turns it."""
    dead, live = (_asked_for(request.session, test) for test in ("test_no_parameter_is_dead", "test_live"))
    found = {}
    for name in sorted({*dead, *live}):
        points = [course(scenario(name, point)) for point in TABLE[PLACES[name]][name]]
        if name in dead:  # it may also show itself in its measure, though nothing that happens is different
            found[name] = living.apart(points, promise(name)[1])
        if name in live:
            found[name, "turned"] = living.apart([points[0], course(turned(name))])
    return found


def course(one) -> living.Course:
    """The life in a scenario, of which nothing is lived yet."""
    return living.Course(run.prepare(one, ONCE).values)


@pytest.fixture(scope="session")
def few(request):
    """All points that the selected tests ask for, with few seeds."""
    lived = Lived()
    lived.live(_asked_for(request.session, "test_direction"), SEEDS)
    return lived


@pytest.fixture(scope="session")
def many(request):
    """The same with many other seeds."""
    lived = Lived()
    lived.live(_asked_for(request.session, "test_direction_with_many_seeds"), MANY_SEEDS)
    return lived


def judged(lived: Lived, name: str, seeds) -> None:
    """Assert the promise of one parameter."""
    direction, measure = promise(name)
    values = lived.values(name, measure, seeds)
    means = ", ".join(f"{point}: {mean:.5g}" for point, mean in
                      zip(TABLE[PLACES[name]][name], values.mean(axis=0), strict=True))
    dead = all(len(lived.happened(name, seed)) == 1 for seed in seeds)
    assert holds(direction, values), (f"{name} should move {measure} {direction}, but {measure} is {means}"
                                      f"{'; nothing else changes either' if dead else ''}\n{values}")


NAMES = sorted(set(PARAMETERS) & set(PLACES))
LIVE = [name for name in NAMES if PARAMETERS[name].par.live]


def some_slow(names: list[str]) -> list:
    """Every fifth name at once; the others are slow tests, since hundreds of economies take more than a minute."""
    return [pytest.param(name, marks=[pytest.mark.slow] if at % 5 else []) for at, name in enumerate(names)]


@pytest.mark.parametrize("name", some_slow(NAMES))
def test_no_parameter_is_dead(apart, name):
    """Between the points of the table something that happens to people or money is different, or its measure is."""
    assert apart[name], f"{name} changes nothing"


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_direction(few, name):
    """A paired experiment with few seeds."""
    judged(few, name, SEEDS)


@pytest.mark.parametrize("name", some_slow(LIVE))
def test_live(apart, name):
    """A parameter declared live is read while the economy runs: a timeline that sets it changes what happens."""
    assert apart[name, "turned"], (
        f"{name} is declared live, but setting it on a day changes nothing that happens; live=False?")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_direction_with_many_seeds(many, name):
    """The same with four times as many, other seeds."""
    judged(many, name, MANY_SEEDS)


def test_every_parameter_has_a_direction():
    """No parameter without a promise, and no promise about something that is not measured."""
    known = set(recorder.known())
    vague = {name for name in NAMES if (PARAMETERS[name].par.moves or "+")[0] == "changes"}
    assert set(NEARER) == vague, f"say in nearer.yaml which way and what: {sorted(set(NEARER) ^ vague)}"
    assert all(measure in {*known, *living.LOOKS} for _, measure in NEARER.values())
    missing = [name for name, one in PARAMETERS.items() if one.par.moves is None and name not in NO_DIRECTION]
    assert not missing, f"declare moves=(direction, measure) for {', '.join(missing)}"
    unmeasured = [f"{name}: {one.par.moves[1]}" for name, one in PARAMETERS.items()
                  if one.par.moves and one.par.moves[1] not in known]
    assert not unmeasured, f"moves names what is no measure: {', '.join(unmeasured)}"


def test_the_table_is_complete():
    """Every parameter with a promise is tried, and nothing else is."""
    wanted = {name for name in PARAMETERS if name not in NO_DIRECTION}
    assert set(PLACES) == wanted, f"not tried: {sorted(wanted - set(PLACES))}; unknown: {sorted(set(PLACES) - wanted)}"
    assert sum(map(len, TABLE.values())) == len(PLACES), "a parameter stands in the table twice"
    assert not set(NO_DIRECTION) - set(PARAMETERS)
    settings = sorted(one.stem for one in (HERE / "settings").glob("*.yaml"))
    unknown = sorted(set(TABLE) - set(settings))
    assert not unknown, f"directions.yaml names no file of settings/: {unknown}; there are {', '.join(settings)}"


def test_points_fit_the_direction():
    """Up or down needs two points in rising order, ∩ and ∪ three, all within the declared range."""
    for name in NAMES:
        points, par = TABLE[PLACES[name]][name], PARAMETERS[name].par
        assert len(points) == (3 if promise(name)[0] in "∩∪" else 2), name
        assert par.choices or points == sorted(points), name
        assert [par.coerce(point) for point in points]


@pytest.mark.parametrize("direction, values, verdict", [
    ("+", [[1, 2], [1, 3], [2, 4], [0, 1], [5, 7]], True),
    ("+", [[1, 2], [1, 0], [2, 1], [0, 1], [5, 7]], False),
    ("+", [[1, 1]] * 5, False),
    ("-", [[2, 1], [3, 1], [4, 2], [1, 0], [7, 5]], True),
    ("∩", [[1, 3, 1], [1, 4, 2], [2, 4, 3], [0, 3, 1], [5, 8, 7]], True),
    ("∩", [[1, 3, 5], [1, 4, 6], [2, 4, 6], [0, 3, 4], [5, 8, 9]], False),
    ("∪", [[3, 1, 3], [4, 1, 3], [4, 2, 5], [2, 0, 1], [8, 5, 9]], True),
    ("∪", [[1, 2, 2], [2, 1, 2], [3, 4, 4], [1, 0, 1], [1, 5, 2]], False),
])
def test_the_judge_can_say_no(direction, values, verdict):
    """What `holds` accepts and what it refuses."""
    assert holds(direction, np.array(values, float)) is verdict
