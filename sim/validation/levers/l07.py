"""L07: third-party advertisements: each drives away about as many visits as the one before, over many months."""

from __future__ import annotations

from sim.validation.levers._read import elasticity, mean, measure
from sim.validation.levers._row import PREDICTION, Curve, Row, between, up

PATH = "communities.circle.host.ad_load"
_visits = mean("daily_visits", -30)


def _bend(arms) -> float:
    """Deviation of the middle from the line between the ends, relative to the first end."""
    first, middle, last = (_visits(arms[arm]) for arm in ("a tenth", "a quarter", "two fifths"))
    return abs(middle - (first + last) / 2) / first if first else float("nan")


ROW = Row(
    title="Advertising load",
    does="Advertisers pay by the view. Beyond a tolerated share, advertisements spoil visits and cost trust.",
    costs="Visits, followers and trust, slowly; shop sales with them.",
    sources="A9",
    kind=PREDICTION,
    settings={"communities.circle.host.own_adverts": 0},
    arms={"a tenth": {PATH: 0.1}, "a quarter": {PATH: 0.25}, "two fifths": {PATH: 0.4}},
    targets=(
        between("elasticity of visits after 21 months", elasticity(_visits, "two fifths", "a tenth", 4.0), -0.25,
                -0.05),
        between("bend of visits between a tenth and two fifths (relative)", _bend, 0.0, 0.05),
        up("income from advertising, two fifths against a tenth (elasticity)",
           elasticity(measure("income_advertising"), "two fifths", "a tenth", 4.0)),
    ),
    days=630,
    seeds=10,
    curve=Curve(PATH, (0.0, 0.1, 0.25, 0.5, 0.8)),
    off={"experience.advert_dislike": 0, "experience.advert_evidence": 0, "conversion.annoyance": 0},
)
