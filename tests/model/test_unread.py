"""What belongs to a mechanism that is off is not read: its other parameters may be anything in their declared range."""

import pytest

from sim.core import registry
from sim.scenario import declared, layout

CIRCLE, DAYS = "communities.circle", "run.days=16"
NO_CHANNELS = [f"{CIRCLE}.channels.shop=null", f"{CIRCLE}.channels.advertising=null"]
NO_TRAFFIC = [f"{CIRCLE}.growth.traffic=0"]
SILENT = ["interaction.replying=0", "organisation.talks=0"]
NO_MEETINGS = ["organisation.meetings=0"]
SPEAKING = [f"word_of_mouth.{stage}" for stage in ("aware", "follower", "fan", "core", "cocreator", "buyer")]
NO_REPOSTS = ["platforms.wechat.repost=0"]

# switch: (how it is off, what is then not read, how it is on where busy has it off)
UNREAD = {
    "traffic": (NO_TRAFFIC, [
        "platforms.wechat.cost_per_thousand", "platforms.wechat.click", "attention.paid_weight"], []),
    "reward": ([f"{CIRCLE}.growth.reward=0"], [f"word_of_mouth.{name}" for name in (
        "reward_pull", "reward_scale", "bought_at", "bought_doubt")], []),
    "hype": ([], ["trade.hype_trial", "conversion.loudness"], [f"{CIRCLE}.growth.hype=1"]),
    "meetings": (NO_MEETINGS, [f"organisation.{name}" for name in (
        "attending", "meeting_quality", "meeting_belonging", "meeting_cost")], []),
    "founding": (["organisation.founding=0"], [f"organisation.{name}" for name in (
        "founding_fee", "patience", "suits", "founded_known", "trial", "founders", "agreeing", "most_founded",
        "founded_price", "founded_upkeep")], []),
    "breach": ([], ["experience.breach_evidence", "word_of_mouth.breach_telling"],
               ["timeline=[{day: 5, shock: breach}]"]),
    "copying": ([f"{CIRCLE}.host.originality=1"], ["experience.copy_evidence", "experience.copy_noticed"],
                [f"{CIRCLE}.host.originality=0"]),
    "advertising": ([f"{CIRCLE}.host.ad_load=0", *NO_TRAFFIC], [
        "experience.advert_tolerance", "experience.advert_evidence", "experience.advert_dislike",
        "conversion.annoyance"],
        [f"{CIRCLE}.host.ad_load=1"]),
    "speaking": ([f"{name}=0" for name in SPEAKING] + NO_REPOSTS, [f"word_of_mouth.{name}" for name in (
        "hearing", "redundancy", "testimony", "persuasion", "warned_strangers", "generations", "familiarity_gain",
        "lending", "reward_pull", "bought_doubt")], []),
    "hearing": (["word_of_mouth.hearing=0"], [f"word_of_mouth.{name}" for name in (
        "redundancy", "testimony", "persuasion", "warned_strangers", "generations", "familiarity_gain", "lending",
        "bought_doubt", *(name.split(".")[1] for name in SPEAKING))], []),
    "passing on": (NO_REPOSTS, ["word_of_mouth.generations"], ["platforms.wechat.repost=0.5"]),
    "trade": ([*NO_CHANNELS, "organisation.founding=0"],
              [f"trade.{name}" for name in declared.own(layout.ROOT.children["trade"])], []),
    "forming": (["ties.forming=0", *NO_MEETINGS], ["ties.first"], []),
    "talk": (SILENT, [f"interaction.{name}" for name in (
        "generations", "window", "there", "at_home", "answers", "organiser_boost", "engagement_gain",
        "belonging_gain")], []),
    "contact": (["ties.contact=0", *SILENT], ["ties.gain"], ["ties.weakest=0.3"]),
    "conformity": (["members.conformity=0"], ["conversion.social_proof"], []),
    "occasions": (["trade.occasion_rate=0"], ["trade.occasion_pull", "trade.festival_rate"],
                  ["trade.occasion_rate=0.1"]),
    "habit": (["trade.price_habit=0"], ["trade.loss_aversion", "trade.price_memory"],
              ["trade.price_habit=5", f"timeline=[{{day: 8, set: {CIRCLE}.channels.shop.price, to: 200}}]"]),
    "news": ([f"{CIRCLE}.baseline_awareness=0"], [f"{CIRCLE}.host.charisma"], []),
    "host": ([f"{CIRCLE}.host.present=false"], [f"{CIRCLE}.host.{name}" for name in (
        "charisma", "quality", "claimed_quality", "originality", "cadence", "ad_load", "own_adverts", "post_cost",
        "quality_cost", "copy_cost", "share")], []),
    "first members": ([f"{CIRCLE}.growth.seeds=0", f"{CIRCLE}.growth.seed_share=0"],
                      [f"{CIRCLE}.growth.seed_trust", f"{CIRCLE}.growth.seed_stage"], []),
    "organisers": (["organisation.step_up=0"], ["organisation.per_organiser", "organisation.meetings",
                                                "interaction.organiser_boost"], []),
    "club": ([f"+{CIRCLE}.channels.club={{kind: membership_fee, places: 0}}"], [
        f"{CIRCLE}.channels.club.{name}" for name in registry.declared("channels", "membership_fee").declared
        if name not in ("places", "window", "every")],
        [f"+{CIRCLE}.channels.club={{kind: membership_fee, considered: 1, appeal: 5, price: 1}}"]),
    "preorder": ([f"+{CIRCLE}.channels.early={{kind: preorder, places: 0}}"], [
        f"{CIRCLE}.channels.early.{name}" for name in registry.declared("channels", "preorder").declared
        if name != "places"], [f"+{CIRCLE}.channels.early={{kind: preorder}}"]),
}


def at_ends(paths) -> list[list[str]]:
    """Overrides that set all parameters to the lowest that is declared, and to the highest."""
    found = [parameter(path) for path in paths]
    ends = [["false" if one.type is bool else one.choices[0] if one.choices else one.low for one in found],
            ["true" if one.type is bool else one.choices[-1] if one.choices else one.high for one in found]]
    return [[f"{path}={value:.12g}" if isinstance(value, float) else f"{path}={value}"
             for path, value in zip(paths, values, strict=True)] for values in ends]


def parameter(path: str):
    """The declaration of the parameter at a path, whether it may change while the economy runs or not."""
    shape, keys, entry = layout.ROOT, path.split("."), ""
    for key in keys[:-1]:
        shape, entry = (shape.entry, key) if isinstance(shape, layout.Named) else (shape.children[key], key)
    plugin = {"club": "membership_fee", "early": "preorder", "wechat": "groups_and_accounts"}.get(entry)
    return declared.parameters(shape, plugin or declared.chosen(shape, None, entry))[keys[-1]]


@pytest.mark.parametrize("switch", UNREAD)
def test_what_is_off_is_not_read(switch, lived, apart):
    off, paths, on = UNREAD[switch]
    low, high = at_ends(paths)
    plain = lived(*off, DAYS)
    assert apart(plain, lived(*off, *low, DAYS)) == []
    assert apart(plain, lived(*off, *high, DAYS)) == []
    lives = [lived(*on, *values, DAYS) for values in ([], low, high)]
    assert apart(lives[0], lives[1]) or apart(lives[0], lives[2]), "on, they change nothing either"
