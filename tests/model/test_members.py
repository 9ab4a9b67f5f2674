"""The set of members does what Mesa's own AgentSet of the same members does, or says in a sentence that it does not."""

import copy
from random import Random
from types import SimpleNamespace

import mesa
import numpy as np
import pytest

from sim.model.agents.agent_set import Rows
from sim.model.agents.kol import KOL
from sim.model.agents.member import Member
from sim.model.agents.member_set import MemberSet
from sim.model.agents.mesa_compat import AgentSet

FEW = 40

# Mesa's own sets, with which ours are compared, are no sequences any more in Mesa 4.
pytestmark = pytest.mark.filterwarnings("ignore:AgentSet.__getitem__:PendingDeprecationWarning")


@pytest.fixture(scope="module")
def economy():
    from sim import scenario
    from sim.model.economy import Economy

    return Economy(scenario.load("base", ["members.count=300", "run.days=10", "members.towns=3"]).values).run()


@pytest.fixture
def members(economy):
    """A set of the first few members."""
    return economy.members[:FEW]


@pytest.fixture
def held(economy):
    """The same as Mesa would have them: views that somebody holds. Its generator is as the economy's begins."""
    views = [Member(economy, row) for row in range(FEW)]
    economy.random.seed(7)
    return SimpleNamespace(views=views, set=AgentSet(views, random=Random(7)))


def poor(member):
    return member.wallet < 60_000


def even(member):
    return member.row % 2 == 0


READ = {
    "sorted": lambda s: s.sort("wallet"),
    "sorted upwards": lambda s: s.sort("taste", ascending=True),
    "sorted, most are equal": lambda s: s.sort("town"),
    "sorted upwards, most are equal": lambda s: s.sort("town", ascending=True),
    "sorted by a function": lambda s: s.sort(lambda member: (member.town, -member.wallet)),
    "sorted twice": lambda s: s.sort("wallet").sort("town", True),
    "shuffled": lambda s: s.shuffle(),
    "shuffled twice": lambda s: s.shuffle().shuffle(),
    "selected": lambda s: s.select(poor),
    "some": lambda s: s.select(poor, at_most=3),
    "a share": lambda s: s.select(even, at_most=0.1),
    "a whole share": lambda s: s.select(at_most=1.0),
    "none": lambda s: s.select(at_most=0),
    "fewer than none": lambda s: s.select(at_most=-2),
    "two and a half": lambda s: s.select(at_most=2.5),
    "of a kind": lambda s: s.select(agent_type=Member),
    "of another kind": lambda s: s.select(even, agent_type=KOL),
    "of two kinds": lambda s: s.select(agent_type=(KOL, Member)),
    "copied": lambda s: copy.copy(s),
    "backwards": lambda s: list(reversed(s)),
    "got": lambda s: s.get("wallet"),
    "got several": lambda s: s.get(["wallet", "taste"]),
    "got none": lambda s: s.get([]),
    "got by default": lambda s: s.get("beard", "default", -1),
    "got several by default": lambda s: s.get(["wallet", "beard"], handle_missing="default"),
    "one aggregate": lambda s: s.agg("wallet", max),
    "aggregates of an iterable": lambda s: s.agg("wallet", (one for one in (min, max, sum))),
    "mapped": lambda s: s.map(even),
    "mapped with words": lambda s: s.map(lambda member, more, by=1: member.row * by + more, 3, by=2),
    "counted by a column": lambda s: sorted(s.groupby("town").count().items()),
    "counted by a function": lambda s: s.groupby(even).count(),
    "counted by several": lambda s: s.groupby(lambda member: (member.town, member.row % 2)).count(),
    "grouped into lists": lambda s: s.groupby(even, result_type="list").groups,
    "grouped": lambda s: {value: list(group) for value, group in s.groupby(even).groups.items()},
    "one": lambda s: s[3],
    "the last": lambda s: s[-1],
    "where": lambda s: s.index(s[5]),
    "how often": lambda s: s.count(s[5]),
    "how many": lambda s: len(s),
    "whether": lambda s: [s[4] in s, s[4] in s.select(at_most=4), 4 in s],
    "equal": lambda s: [s == s.shuffle(), s == s.select(even), s != s.select(even)],
    "below": lambda s: [s.select(even) < s, s < s, s <= s, s.select(even) <= s.select(poor)],
    "above": lambda s: [s > s.select(even), s > s, s >= s, s.select(even) >= s.select(poor)],
    "apart": lambda s: [s.isdisjoint(s.select(even)), s.select(at_most=2).isdisjoint(list(s)[2:])],
    "or": lambda s: s.select(even) | s.select(poor),
    "and": lambda s: s.select(even) & s.select(poor),
    "without": lambda s: s - s.select(poor),
    "exclusive or": lambda s: sorted(s.select(even) ^ s.select(poor), key=lambda member: member.row),
    "or a list": lambda s: s.select(at_most=2) | list(s)[1:4],
    "a set or": lambda s: sorted({s[8], s[9]} | s.select(at_most=2), key=lambda member: member.row),
    "a set and": lambda s: list({s[8], s[1]} & s.select(at_most=2)),
    "a set without": lambda s: list({s[8], s[1]} - s.select(at_most=2)),
    "a set exclusively or": lambda s: sorted({s[8], s[1]} ^ s.select(at_most=2), key=lambda member: member.row),
}


@pytest.mark.parametrize("name", READ)
def test_what_is_read_is_what_mesa_reads(name, members, held):
    found, expected = READ[name](members), READ[name](held.set)
    assert _plain(found) == _plain(expected)
    assert list(members) == held.views, "reading changed the set"


def _plain(found):
    return list(found) if isinstance(found, AgentSet) else found


def ior(s):
    s |= [s[0]]
    return s


def iand(s):
    s &= s.select(even)
    return s


def isub(s):
    s -= s.select(even)
    return s


def ixor(s):
    s ^= list(s)[:3]
    return s


IN_PLACE = {
    "sort": lambda s: s.sort("wallet", inplace=True),
    "shuffle": lambda s: s.shuffle(inplace=True),
    "select": lambda s: s.select(poor, at_most=5, inplace=True),
    "add one that is in": lambda s: s.add(s[3]),
    "discard": lambda s: s.discard(s[3]),
    "remove": lambda s: s.remove(s[3]),
    "pop": lambda s: s.pop(),
    "clear": lambda s: s.clear(),
    "or": ior, "and": iand, "without": isub, "exclusive or": ixor,
}


@pytest.mark.parametrize("name", IN_PLACE)
def test_a_set_of_ones_own_changes_in_place_as_in_mesa(name, members, held):
    found, expected = IN_PLACE[name](members), IN_PLACE[name](held.set)
    assert list(members) == list(held.set)
    assert (found is members) == (expected is held.set)
    assert (list(members) != held.views) == (name not in ("add one that is in", "or"))


@pytest.mark.parametrize("name", IN_PLACE)
def test_all_members_of_an_economy_stay_all_members_in_their_order(name, economy):
    with pytest.raises(TypeError, match="an economy has the members it has"):
        IN_PLACE[name](economy.members)
    assert economy.members.rows.tolist() == list(range(300))


def test_a_copy_of_all_is_a_set_of_ones_own(economy):
    for made in (copy.copy(economy.members), economy.members.copy(), economy.members.select(), economy.members[:]):
        made.remove(economy.members[5])
        assert len(made) == 299 and len(economy.members) == 300
        made.add(economy.members[5])
        assert made[-1].row == 5 and made == economy.members
        assert economy.members[7] in made.to_list()


def test_taking_out_who_is_not_in(members, economy):
    members.discard(economy.members[FEW])
    with pytest.raises(KeyError):
        members.remove(economy.members[FEW])
    assert len(members) == FEW


def test_selecting_by_flags(members, economy):
    flags = members.column("wallet") < 60_000
    assert members.select(flags) == members.select(poor)
    assert members.select(flags, at_most=2).rows.tolist() == members.select(poor).rows[:2].tolist()
    for wrong in (flags[1:], np.arange(3), "wallet"):
        with pytest.raises(TypeError, match="a boolean array with a value for each of 40 members"):
            members.select(wrong)


def test_memberships_are_several_a_member(members):
    for asked in (members.sort, members.groupby):
        with pytest.raises(TypeError, match="trust is a column of memberships"):
            asked("trust")
    assert members.sort(lambda member: member.trust.sum()).rows.size == FEW


def test_what_is_not_there(members):
    for asked in (members.sort, members.get, members.groupby, lambda name: members.agg(name, sum)):
        with pytest.raises(AttributeError, match="no column 'beard'"):
            asked("beard")
    with pytest.raises(ValueError, match="handle_missing"):
        members.get("wallet", handle_missing="ignore")


def test_nothing_is_set_on_views(members):
    with pytest.raises(TypeError, match="flag cannot be set: a member is a view on columns"):
        members.set("flag", 1)
    for name in ("wallet", "trust"):
        with pytest.raises(AttributeError, match=f"{name} cannot be set"):
            setattr(members[0], name, 1)
    one = members[0]
    one.pos = (1, 2)  # what a space of Mesa's does is the caller's own
    assert one.pos == (1, 2)


def test_members_are_neither_made_nor_removed_nor_stepped(members, economy):
    with pytest.raises(TypeError, match="cannot be removed"):
        members[0].remove()
    with pytest.raises(TypeError, match="cannot be removed"):
        members.do("remove")
    for made in (Member.create_agents, Member.from_dataframe):
        with pytest.raises(TypeError, match=r"members\.count"):
            made(economy, 3)
    for name in ("step", "advance"):
        with pytest.raises(TypeError, match=r"economy\.step\(\) runs a day"):
            members.shuffle_do(name)


@pytest.mark.parametrize("other", [3, "ab", [1, 2]], ids=str)
def test_only_members_go_together_with_members(members, economy, other):
    for joined in (lambda: members | other, lambda: other | members, lambda: members & other,
                   lambda: members - other, lambda: members ^ other):
        with pytest.raises(TypeError, match="unsupported operand"):
            joined()
    with pytest.raises(TypeError, match="holds members of its own economy"):
        members.add(3)


def test_members_of_another_economy_are_others(members, busy):
    strangers = busy().members
    assert strangers[0] not in members and members != strangers[:FEW] and members.isdisjoint(strangers[:3])
    with pytest.raises(TypeError, match="unsupported operand"):
        members | strangers
    with pytest.raises(TypeError, match="its own economy"):
        members.add(strangers[0])


def test_a_set_is_kept_with_its_economy(members):
    """What is pickled or copied deeply is the rows; Mesa's own way would leave an empty set."""
    state = members.__getstate__()
    assert state["economy"] is members.economy and state["rows"].size == FEW
    made = MemberSet.__new__(MemberSet)
    made.__setstate__(state)
    assert made == members


def test_shuffling_leaves_the_luck_of_the_model_alone(busy):
    calm, shuffled = busy(), busy()
    for _ in range(3):
        shuffled.members.shuffle()
        shuffled.members.copy().shuffle(inplace=True)
        calm.step()
        shuffled.step()
    assert calm.state_sha256() == shuffled.state_sha256()


# Inherited ways that only use those above: Sequence and MutableSet make them of `in`, `len`, `iter` and `discard`.
DERIVED = {"index", "count", "pop", "__reversed__", "__eq__", "__lt__", "__gt__", "__ne__"}


def test_no_way_of_mesas_is_forgotten():
    """Whatever an AgentSet of this Mesa can do is answered, and not by Mesa's table of agents, which is not kept."""
    own = {*vars(MemberSet), *vars(Rows), *DERIVED}
    ways = {name for kind in AgentSet.__mro__ if kind is not object for name, held in vars(kind).items()
            if callable(held) and (not name.startswith("_") or name.strip("_") in OPERATORS)}
    assert len(ways) > 30
    assert not ways - own, f"say what members do about {sorted(ways - own)} (Mesa {mesa.__version__})"


OPERATORS = {"len", "iter", "contains", "getitem", "reversed", "eq", "ne", "lt", "le", "gt", "ge", "copy", "getstate",
             "setstate", *(side + name for side in ("", "r", "i") for name in ("or", "and", "sub", "xor"))}
