"""What just happened, and lives of members: every number in a line is counted again from the columns."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from sim.classroom import happened, life, phrases
from sim.classroom.diary import DELIVERY, MOVED, ORDER, TOLD, Change, Day, Diary
from sim.classroom.phrases import Money, Words
from sim.model.economy import Economy
from sim.world.stages import COCREATOR, FAN, FOLLOWER, LAPSED

DAYS = 90


class Lived:
    """A run with its diary and lines, and plain dictionaries of the columns of each day to count from."""

    def __init__(self):
        settings = {"members.count": 800, "run.days": 100, "word_of_mouth.hearing": 0.8,
                    "communities.pancake.growth.traffic": 70, "communities.pancake.host.charisma": 2,
                    "timeline": [{"day": 40, "shock": "content_stops", "share": 1, "days": 5}]}
        self.economy = Economy("huang_taiji", seed=5, **settings)
        self.diary, self.ticker = Diary(self.economy), happened.Ticker()
        self.states, self.counts, self.lines = [self.state()], [], []
        for _ in range(DAYS):
            self.economy.step()
            self.diary.note(self.economy)
            self.states.append(self.state())
            self.counts.append(Counter(self.economy.counts))
            self.lines.append(self.ticker.note(self.diary.days))

    def state(self) -> dict:
        r = self.economy.world.r
        return {(int(r.member[row]), int(r.community[row])): (int(r.stage[row]), int(r.introducer[row]),
                                                              int(r.spent[row]))
                for row in range(self.economy.world.rows) if r.community[row] >= 0}

    def came(self, day: int) -> dict:
        """Introducers of those who began to follow on a day."""
        return {key: friend for key, (stage, friend, _) in self.states[day + 1].items()
                if FOLLOWER <= stage <= COCREATOR and self.states[day].get(key, (0,))[0] < FOLLOWER}

    def left(self, day: int) -> set:
        return {key for key, (stage, *_) in self.states[day].items() if FOLLOWER <= stage <= COCREATOR
                and self.states[day + 1].get(key, (LAPSED,))[0] == LAPSED}


@pytest.fixture(scope="module")
def lived() -> Lived:
    return Lived()


def of_kind(lived: Lived, kind: str) -> list:
    found = [line for lines in lived.lines for line in lines if line.kind == kind]
    assert found, f"this run should have lines of {kind}"
    return found


def test_who_came_and_left_is_counted_again(lived):
    for line in of_kind(lived, "joined"):
        came = lived.came(line.day)
        assert line.values["n"] == len(came)
        assert line.values.get("m", 0) == sum(friend >= 0 for friend in came.values())
        assert set(line.subjects) <= {member for member, _ in came}
    for line in of_kind(lived, "left"):
        assert line.values["n"] == len(lived.left(line.day))


def test_turns_are_sums_of_the_measures(lived):
    series = lived.economy.series()
    for kind, more, less in (("more_leave", ("lapses",), ("joins", "returns")),
                             ("more_warn", ("warnings",), ("recommendations",)),
                             ("more_praise", ("recommendations",), ("warnings",))):
        for line in [line for line in lived.ticker.lines if line.kind == kind]:
            week = series.iloc[line.day - 6:line.day + 1]
            assert line.values == {"n": week[list(more)].sum().sum(), "m": week[list(less)].sum().sum()}
            assert line.values["n"] > line.values["m"]
    assert {"more_leave", "more_warn"} & {line.kind for line in lived.ticker.lines}


def test_records_are_records(lived):
    series = lived.economy.series()
    for line in of_kind(lived, "least_trust"):
        before = series["trust"].iloc[:line.day]
        assert line.values["trust"] == series["trust"].iloc[line.day] < before.min()
        running = line.values.get("k", 1)
        assert all(series["trust"].iloc[day] < series["trust"].iloc[:day].min()
                   for day in range(line.day - running + 1, line.day + 1))


def test_deliveries_praise_and_warnings_are_those_that_the_economy_counts(lived):
    """The diary sees one delivery a day and person, so that it may see fewer, but never others."""
    seen, counted = Counter(), Counter()
    for day, counts in zip(lived.diary.days, lived.counts, strict=True):
        kept, broken = (int((day.deliveries["kept"] == flag).sum()) for flag in (True, False))
        assert kept <= counts["kept"] and broken <= counts["broken"]
        seen.update(kept=kept, broken=broken)
        counted.update(kept=counts["kept"], broken=counts["broken"])
        scenario = day.told[day.told["community"] < lived.economy.declared]
        assert (scenario["praise"].sum(), (~scenario["praise"]).sum()) == (
            day.today["recommendations"], day.today["warnings"])
    assert sum(seen.values()) > 0.97 * sum(counted.values()) > 50
    for line in of_kind(lived, "delivered"):
        day = lived.diary.days[line.day]
        assert line.values == {"n": day.deliveries.size, "m": (~day.deliveries["kept"]).sum()}


def test_firsts_are_first(lived):
    (line,) = of_kind(lived, "first_order")
    paid = [{key: spent - lived.states[day].get(key, (0, 0, 0))[2] for key, (*_, spent) in lived.states[day + 1].items()
             if spent > lived.states[day].get(key, (0, 0, 0))[2]} for day in range(line.day + 1)]
    assert not any(paid[:-1])
    who = line.values["who"]
    assert line.values["money"] == Money(paid[-1][who, 0]) and line.text.en.endswith(f"member {who} pays "
                                                                                    f"¥{paid[-1][who, 0] / 100:.2f}")
    (line,) = of_kind(lived, "first_leaver")
    assert not any(lived.left(day) for day in range(line.day))
    assert line.values["who"] in {member for member, _ in lived.left(line.day)}


def test_who_brought_members_is_counted_again(lived):
    brought, days = Counter(), {}
    for day in range(DAYS):
        brought.update(friend for friend in lived.came(day).values() if friend >= 0)
        days[day] = Counter(brought)
    for line in of_kind(lived, "introducer"):
        assert line.values["n"] == days[line.day][line.values["who"]] >= 5


def test_the_shock_of_the_timeline_is_a_headline(lived):
    (line,) = of_kind(lived, "content_stops")
    assert line.day == 40 and line.text == Words("pancake publishes less", "“pancake”的内容变少了")
    assert max(lived.lines[40], key=lambda one: one.score) is line


def test_the_balance_is_the_days(lived):
    day = lived.diary.days[9]
    said = happened.balance(day)
    assert said.values == {"day": 10, "n": day.today["joins"] + day.today["returns"], "m": day.today["lapses"],
                           "orders": day.today["orders"]}
    assert said.text.zh.startswith("第10天：来")


def test_earlier_lines_are_one_of_each_kind_and_recent(lived):
    headline = lived.ticker.headline(DAYS - 3)
    earlier = lived.ticker.earlier(headline, DAYS - 1)
    assert 1 <= len(earlier) <= 3 and len({line.kind for line in earlier}) == len(earlier)
    assert all(line.day > DAYS - 31 and line is not headline for line in earlier)
    assert [line.day for line in earlier] == sorted((line.day for line in earlier), reverse=True)


# --- days made by hand, for what this run does not have

NONE = {"joins": 0, "returns": 0, "lapses": 0, "recommendations": 0, "warnings": 0, "orders": 0, "foundings": 0,
        "secessions": 0, "founded_closed": 0, "splits": 0, "merges": 0, "partners": 0, "profit": 0.0, "followers": 100,
        "trust": 0.5}


def quiet(day: int, today=(), **parts) -> Day:
    empty = {"stages": np.zeros(0, MOVED), "orders": np.zeros(0, ORDER), "deliveries": np.zeros(0, DELIVERY),
             "told": np.zeros(0, TOLD), "names": {0: "circle"}, "shocks": (), "changes": ()}
    return Day(day=day, people=1000, today={**NONE, **dict(today)}, **{**empty, **parts})


def last(days, **given) -> dict:
    return {line.kind: line for line in happened.Ticker(given.pop("labels", None)).note(days, **given)}


def test_a_slider_is_said_by_its_label():
    days = [quiet(0, changes=(Change("communities.circle.growth.hype", 0.0, 0.8),))]
    line = last(days, labels={"communities.circle.growth.hype": Words("Hype", "造势")})["changed"]
    assert line.text == Words("Hype: 0 → 0.80", "造势：0 → 0.80") and line.score >= 300
    assert last(days)["changed"].text.en == "hype: 0 → 0.80"


def test_communities_groups_and_partners():
    days = [quiet(0), quiet(1, {"foundings": 3, "secessions": 1, "splits": 2, "partners": 1})]
    found = last(days)
    assert found["founded"].text.en == "Members found 2 communities of their own"
    assert found["seceded"].text.en == "A group breaks away" and found["split"].values == {"n": 2}
    assert found["partners_in"].text == Words("A partner comes: 1 now", "新来1个合作方，现有1个")
    assert last([*days, quiet(2, {"partners": 0})])["partners_out"].values == {"n": 1, "total": 0}


def test_a_balance_turns_only_after_a_week_the_other_way():
    days = [quiet(day, {"joins": 3, "lapses": 2}) for day in range(13)]
    assert "more_leave" not in last([*days, quiet(13, {"lapses": 6})])
    line = last([*days, quiet(13, {"lapses": 9})])["more_leave"]
    assert line.values == {"n": 21, "m": 18} and line.text.zh == "7天里离开21人，多于新来18人"
    flickering = [*days, quiet(13, {"lapses": 9}), quiet(14, {"joins": 9}), quiet(15, {"lapses": 9})]
    assert "more_leave" not in last(flickering)


def test_profit_turns_into_loss():
    days = [quiet(day, {"profit": 10.0 * day}) for day in range(40)]
    line = last([*days, quiet(40, {"profit": 50.5})])["loss"]
    assert line.values["money"] == Money(round((100 - 50.5) * 100))
    assert line.text.en == "In 30 days a loss of ¥49.50"


def test_the_pinned_run_is_passed():
    days = [quiet(0), quiet(1, {"followers": 99}), quiet(2, {"followers": 105})]
    pinned = {"followers": [100.0, 100.0, 104.0]}
    line = last(days, pinned=pinned)["above_pinned"]
    assert line.text.en == "Now ahead of A: 105 members to 104"
    assert "below_pinned" in last([*days, quiet(3, {"followers": 100})], pinned={"followers": [100, 100, 104, 120]})


def test_a_streak_is_one_line_that_grows():
    days = [quiet(day, {"followers": 100}) for day in range(30)]
    days += [quiet(30 + more, {"followers": 101 + more}) for more in range(12)]
    found = last(days)
    assert found["most_members"].text.en == "More members than ever: 112, 12 days running"
    assert found["most_members"].score < last(days[:31])["most_members"].score


def test_a_surprise_weighs_more_and_a_repetition_less():
    one = np.zeros(1, TOLD)
    usual = [quiet(day, told=np.repeat(one, 2)) for day in range(20)]
    ticker = happened.Ticker()
    scores = [next(line.score for line in ticker.note(usual[:end]) if line.kind == "warned") for end in (1, 2)]
    assert scores[0] == 6 * scores[1]  # the first of its kind, and a repetition
    many = last([*usual, quiet(20, told=np.repeat(one, 60))])["warned"]
    assert many.score > 4 * scores[1] and many.values == {"n": 60}


def test_every_line_is_short_enough_for_the_screen():
    values = {"n": 12345, "m": 12344, "k": 120, "total": 12, "orders": 1234, "day": 1440, "who": 12345,
              "friend": 12346, "group": 120, "money": Money(1_234_500), "trust": 0.42, "community": "traffic_mall",
              "shock": "a new shock",
              "what": Words("Share of advertising", "硬广占比"), "before": 0.1, "after": 0.6, "now": "0.42"}
    for name in phrases.phrases():
        said = phrases.phrase(name, **values)
        assert len(said.en) <= 70, said.en
        assert sum(1.0 if ord(letter) > 0x2E7F else 0.5 for letter in said.zh) <= 34, said.zh
        assert "{" not in said.en + said.zh


# --- lives

def test_a_life_is_what_the_states_say(lived):
    told = 0
    for member in range(0, 800, 7):
        said = life.of(lived.economy, lived.diary.days, member)
        if said.community is None:
            assert said.came.en == "Has not heard of it yet."
            continue
        key = (member, said.community)
        heard = [day for day in range(DAYS) if key in lived.states[day + 1] and key not in lived.states[day]]
        stage, friend, _ = lived.states[-1][key]
        if not heard:
            assert said.came.en.startswith("Was there from the start")
        elif friend >= 0:
            told += 1
            assert said.came.en.startswith(f"Heard of it from member {friend} on day {heard[-1] + 1}")
            assert said.chain[:2] == (member, friend)
        else:
            assert said.came.zh.startswith(f"第{heard[-1] + 1}天从外部得知")
        assert (f"left on day {last_change(lived, key) + 1}" in said.came.en) == (stage == LAPSED)
        if stage == FAN and last_change(lived, key) >= 0 and "came back" not in said.came.en:
            assert f"a fan since day {last_change(lived, key) + 1}" in said.came.en
    assert told > 3


def last_change(lived: Lived, key) -> int:
    """The last day on which the stage became another; -1 if never."""
    return max((day for day in range(DAYS) if lived.states[day].get(key, (0,))[0] != lived.states[day + 1].get(
        key, (0,))[0]), default=-1)


def test_purchases_in_a_life_are_counted_again(lived):
    buyers = Counter()
    for day in range(DAYS):
        for key, (*_, spent) in lived.states[day + 1].items():
            buyers[key] += spent > lived.states[day].get(key, (0, 0, 0))[2]
    (member, community), times = max(buyers.items(), key=lambda it: it[1])
    said = life.of(lived.economy, lived.diary.days, member, community)
    assert times > 1 and said.went.en.startswith(f"Bought {times} times, ") and f"买过{times}次" in said.went.zh
    row = life._row(lived.economy, member, community)
    assert f"→ {lived.economy.world.r.trust[row]:.2f}" in said.went.en or "trust" in said.went.en


def test_money_and_numbers_are_written_as_the_language_does():
    assert phrases.written(1207, "en") == "1,207" and phrases.written(1207, "zh") == "1207"
    assert phrases.written(Money(840_000), "en") == "¥8,400" and phrases.written(Money(840_000), "zh") == "8400元"
    assert phrases.written(Money(-12_345_600), "zh") == "−12.3万元"
    assert phrases.phrase("cocreator", who=1889).en == "Member 1889 becomes a cocreator"
