"""The report of a sweep: names in the reader's language, maps of many values, and what is best where."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sim.sweep.report import axes as _axes
from sim.sweep.report import maps
from sim.sweep.report import page as _page
from sim.sweep.report.page import html
from sim.system.words import using
from tests.sweep.planted import at, noise, planted

TWO = ["trust.negativity=1,2,4,8", "word_of_mouth.hearing=0.1,0.5"]
PEAKS = {0.1: {1: 0, 2: 300, 4: 295, 8: 0}, 0.5: {1: 0, 2: 0, 4: 300, 8: 0}}


@pytest.mark.parametrize(("peaks", "sentence"), [
    (PEAKS, "the best trust: negativity for profit differs by word of mouth: hearing, but not surely: at 0.1, 2 "
            "(not told apart from it: 4); at 0.5, 4.</p></div>\n<div class=\"says b\"><p lang=\"en\">At every word of "
            "mouth: hearing, trust: negativity 4 cannot be told from the best."),
    ({0.1: {1: 0, 2: 300, 4: 0, 8: 0}, 0.5: PEAKS[0.5]},
     "the best trust: negativity for profit depends on word of mouth: hearing: at 0.1, 2; at 0.5, 4."),
    ({0.1: PEAKS[0.5], 0.5: PEAKS[0.5]},
     "the best trust: negativity for profit is the same at every word of mouth: hearing: at 0.1, 4; at 0.5, 4.")])
def test_the_best_value_is_said_for_each_value_of_the_other_parameter(tmp_path, peaks, sentence):
    def planted_peaks(values, seed):
        own = peaks[at(values, "word_of_mouth.hearing")][at(values, "trust.negativity")]
        return {"profit": 1000.0 + own + noise(seed) + noise(seed * 7 + int(at(values, "trust.negativity")))}

    found = planted(tmp_path / "each.db", [*TWO, "seeds=6"], planted_peaks)
    assert f"base: {sentence}" in html(found, _axes.of(found))


def test_names_of_what_varied_are_those_of_the_declarations_in_chinese(tmp_path):
    words = ["scenario=luoji_siwei", "communities.luoji.channels.friends.price=100,200",
             "communities.luoji.host.ad_load=0,0.2", "seeds=2"]
    found = planted(tmp_path / "n.db", words, lambda values, seed: {"profit": 5.0 + seed})
    assert [axis.name for axis in _axes.of(found)] == ["friends: price", "host: ad load"]
    with using("zh"):
        axes = _axes.of(found)
        assert [axis.name for axis in axes] == ["会员费（friends） · 每期会员费", "硬广占比"]
        text = html(found, axes)
    shown = re.sub(r"<code>.*?</code>|<style>.*?</style>|href=\"[^\"]*\"", "", text, flags=re.DOTALL)
    assert "friends: price" not in shown and "ad load" not in shown and "channels.friends" not in shown
    assert "会员费（friends） · 每期会员费为100元" in shown


def test_many_values_are_gathered_in_maps(tmp_path):
    def flips_at_11(values, seed):
        own = "xiaomi" in values["communities"]
        negativity = at(values, "trust.negativity")
        return {"profit": 500.0 + 9 * negativity + own * (300.0 if negativity < 11 else -300.0) + noise(seed)}

    words = ["scenario=base,xiaomi", "seeds=3", "trust.negativity=" + ",".join(str(1 + n / 2) for n in range(28)),
             "word_of_mouth.hearing=0.1,0.5"]
    found = planted(tmp_path / "many.db", words, flips_at_11)
    x, y = maps.pair(found, _axes.of(found))
    assert len(x.values) == 14 and [x.shown(value) for value in x.values[:2]] == ["1 to 1.5", "2 to 2.5"]
    table = maps.by_two(found, x, y, lowest=False)
    leaders = [table[0, column].first for column in range(14)]
    assert leaders == ["xiaomi"] * 10 + ["base"] * 4
    own = found.outcomes[(found.outcomes.scenario == "xiaomi") & (found.outcomes["trust.negativity"] < 2)]
    mean = own[own["word_of_mouth.hearing"] == 0.1].profit.mean()
    assert maps.means(found, x, y, "profit")["xiaomi"][0, 0] == pytest.approx(mean)
    text = html(found, _axes.of(found))
    assert "Neighbouring values of trust: negativity are gathered, because a map has room for 14 of them" in text
    alone = planted(tmp_path / "one.db", words[:-1], flips_at_11)
    text = html(alone, _axes.of(alone))
    assert "at 10 of 14 groups of values of trust: negativity" in text
    assert re.search(r"between trust: negativity 10 to 10\.5 \(xiaomi leads by ¥[\d.]+\) and 11 to 11\.5", text)


def test_many_texts_are_named_as_missing_from_maps(tmp_path):
    found = planted(tmp_path / "t.db", ["trust.negativity=1,2", "word_of_mouth.hearing=0.1,0.5"],
                    lambda values, seed: {"profit": 1.0})
    one, other = _axes.of(found)
    many = replace(one, values=tuple(f"rule {n}" for n in range(15)))
    assert _axes.gathered(many) is None and _page._unmapped(found, [many, other]) == ["trust: negativity"]
    assert _axes.gathered(one) is one and _page._unmapped(found, [one, other]) == []
