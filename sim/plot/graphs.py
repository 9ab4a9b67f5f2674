"""People and their ties: the network of followers on a day, and the trees along which a post was passed on."""

from __future__ import annotations

import numpy as np

from sim.plot import again, figure
from sim.system.text import counted
from sim.world.events import UNREACHED
from sim.world.stages import COCREATOR, FOLLOWER, NAMES

SEED = 1  # of the layout, so that the same network is drawn the same way


def network(what, day: int | None = None, most: int = 300, ax=None):
    """Draw followers of the scenario's communities after `day` days, and the ties between them; returns the axes.

    `what` is an Economy (as it is now, or run on to `day`), an Outcome (which is run again to that day, as it does not
    hold ties), or a scenario or its name. A member who follows several communities has the highest of these stages. Of
    more than `most` followers, those with the most ties to other followers are drawn, and the title says how many there
    are. Positions come from a spring layout (Fruchterman & Reingold 1991) and mean nothing by themselves. Raises
    ScenarioError for a day that cannot be reached, or if nobody follows.
    """
    economy = again.economy(what, day)
    people, stages, ties = _followers(economy)
    if not people.size:
        raise figure.refused(f"nobody follows a community of the scenario after {economy.day} days")
    drawn = _best_tied(people, ties, most)
    kept = ties[np.isin(ties, drawn).all(axis=1)]
    ax, places = figure.axes(ax), _layout(drawn, kept)
    _lines(ax, [(places[int(a)], places[int(b)]) for a, b in kept], "#8B95A1", 0.4)
    of = dict(zip(people.tolist(), stages.tolist(), strict=True))
    _people(ax, places, {int(i): of[int(i)] for i in drawn})
    some = "" if drawn.size == people.size else f" of {people.size:,}, those with most ties"
    ax.set_title(f"{drawn.size:,} followers{some}, after {economy.day} days", loc="left")
    return ax


def _followers(economy) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Members who follow, the highest stage of each, and the pairs of them of whom one listens to the other."""
    r, t, n = economy.world.r, economy.world.t, economy.world.rows
    here = (r.stage[:n] >= FOLLOWER) & (r.stage[:n] <= COCREATOR) & (r.community[:n] < economy.declared)
    highest = np.zeros(economy.world.members, np.int64)
    np.maximum.at(highest, r.member[:n][here], r.stage[:n][here])
    people = np.flatnonzero(highest)
    pairs = {(min(i, int(j)), max(i, int(j))) for i in people.tolist()
             for j in t.target[t.start[i]:t.start[i] + int(t.count[i])] if highest[j]}
    return people, highest[people], np.array(sorted(pairs), np.int64).reshape(-1, 2)


def _best_tied(people: np.ndarray, ties: np.ndarray, most: int) -> np.ndarray:
    if people.size <= most:
        return people
    degree = np.bincount(ties.ravel(), minlength=int(people.max()) + 1)[people]
    return np.sort(people[np.argsort(-degree, kind="stable")[:most]])


def _layout(people: np.ndarray, ties: np.ndarray) -> dict[int, tuple[float, float]]:
    import networkx  # Imported where it is needed: it takes a while, and only this picture needs it

    graph = networkx.Graph()
    graph.add_nodes_from(people.tolist())
    graph.add_edges_from(ties.tolist())
    places = networkx.spring_layout(graph, seed=SEED, k=1.6 / np.sqrt(len(people)))
    return {who: (float(x), float(y)) for who, (x, y) in places.items()}


def _people(ax, places: dict, stage: dict[int, int]) -> None:
    for k, one in enumerate(range(FOLLOWER, COCREATOR + 1)):
        who = [i for i in stage if stage[i] == one]
        if who:
            x, y = zip(*(places[i] for i in who), strict=True)
            ax.scatter(x, y, s=10 + 14 * k, color=figure.mixed(figure.DARK, 0.3 + 0.233 * k), zorder=2 + k,
                       marker=figure.mark(k).marker, linewidths=0.3, edgecolors="white",
                       label=f"{NAMES[one]}: {len(who):,}")
    ax.legend(frameon=False, fontsize="small", loc="upper left", bbox_to_anchor=(1, 1))
    ax.set_axis_off()


def cascade(what, trees: int = 5, ax=None):
    """Draw the largest trees of the tracked post: who heard of it from whom, down from the first; returns the axes.

    A filled mark passed the post on; a ring only heard of it. `what` is an Economy whose scenario tracks a post
    (word_of_mouth.tracked_day); an Outcome, or a scenario or its name, is run to its end, as a store does not hold who
    told whom. `trees` is how many are drawn. Raises ScenarioError if no post was tracked, or nobody passed it on.
    """
    economy = again.economy(what)
    if economy.post is None or economy.passed is None:
        raise figure.refused("no post was tracked; set word_of_mouth.tracked_day to a day on which the host posts")
    parent = economy.post.astype(np.int64)
    families = _families(parent)
    if not families:
        raise figure.refused("nobody passed the tracked post on")
    ax, drawn = figure.axes(ax), families[:max(1, trees)]
    places = _side_by_side(drawn, parent)
    _lines(ax, [(places[int(parent[i])], places[i]) for i in places if parent[i] >= 0], "#8B95A1", 0.6)
    told = economy.passed > 0
    passed, heard = [i for i in places if told[i]], [i for i in places if not told[i]]
    for who, fill, label in ((passed, figure.DARK, "passed it on"), (heard, "white", "heard of it")):
        if who:
            x, y = zip(*(places[i] for i in who), strict=True)
            ax.scatter(x, y, s=14, facecolors=fill, edgecolors=figure.DARK, linewidths=0.7, zorder=3,
                       label=f"{label}: {len(who):,}")
    _title(ax, drawn, families)
    return ax


def _title(ax, drawn: list, families: list) -> None:
    reached = sum(len(one) for one in families)
    which = counted(len(families), "cascade")
    if len(drawn) < len(families):
        which = f"The {len(drawn)} largest of {which}"
    ax.set_title(f"{which}: {sum(map(len, drawn)):,} of {counted(reached, 'member')} reached", loc="left")
    ax.set_ylabel("Steps from the first")
    ax.set_xticks([])
    ax.yaxis.get_major_locator().set_params(integer=True)
    ax.invert_yaxis()
    for side in ("top", "right", "bottom"):
        ax.spines[side].set_visible(False)
    ax.legend(frameon=False, fontsize="small")


def _families(parent: np.ndarray) -> list[list[int]]:
    """Members of each tree, parents before children; the largest tree first."""
    children: dict[int, list[int]] = {}
    for i in np.flatnonzero(parent >= 0).tolist():
        children.setdefault(int(parent[i]), []).append(i)
    families = []
    for root in np.flatnonzero((parent < 0) & (parent != UNREACHED)).tolist():
        family = [root]
        for i in family:  # it grows while it is read
            family += children.get(i, [])
        families.append(family)
    return sorted(families, key=lambda one: (-len(one), one[0]))


def _side_by_side(families: list[list[int]], parent: np.ndarray) -> dict[int, tuple[float, float]]:
    """The place of each member: leaves beside each other, a parent above the middle of its children; y is the depth."""
    x: dict[int, float] = {}
    depth: dict[int, int] = {}
    edge = 0.0
    for family in families:
        children: dict[int, list[int]] = {i: [] for i in family}
        for i in family:
            depth[i] = depth[int(parent[i])] + 1 if parent[i] >= 0 else 0
            if parent[i] >= 0:
                children[int(parent[i])].append(i)
        leaves = [i for i in _in_order(family[0], children) if not children[i]]
        x |= {i: edge + n for n, i in enumerate(leaves)}
        for i in reversed(family):
            if children[i]:
                x[i] = (min(x[j] for j in children[i]) + max(x[j] for j in children[i])) / 2
        edge += len(leaves) + 1
    return {i: (x[i], float(depth[i])) for i in x}


def _in_order(root: int, children: dict[int, list[int]]) -> list[int]:
    """A tree from left to right, so that branches do not cross."""
    order, waiting = [], [root]
    while waiting:
        i = waiting.pop()
        order.append(i)
        waiting += reversed(children[i])
    return order


def _lines(ax, ends: list, shade: str, width: float) -> None:
    from matplotlib.collections import LineCollection  # Imported where it is needed: reports draw without it

    ax.add_collection(LineCollection(ends, colors=shade, linewidths=width, zorder=1))
    ax.autoscale()
