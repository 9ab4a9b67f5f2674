"""The branching ratio in cases where it is known by construction (Hawkes & Oakes 1974, J. Appl. Prob. 11:493).

In `experiments/theory/talk.yaml` every message is read by all other visitors of a group, and each answers it with
chance ρ, so that R is the number of readers times ρ. Messages are few: several on one day would share an answer and
lower the ratio a little, by the difference between 1 − (1 − ρ)^m and m·ρ.
"""

from __future__ import annotations

import numpy as np

from sim.validation import Finding
from sim.validation._engine import days, new_economy, values
from sim.validation._judge import mean_near
from sim.world.events import TALLY

SAYS = "Branching ratio of talk: measured against the ratio set by construction."
SCENARIOS = ("talk",)
RATIOS = (0.3, 0.5, 0.7)


def run(job) -> list[Finding]:
    """Two ratios (three in the full version), several seeds each."""
    return [_ratio(job, ratio) for ratio in job.choose(RATIOS[::2], RATIOS)]


def _ratio(job, ratio: float) -> Finding:
    readers, posting, ratios, read = 100, 0.004, [], []
    replying = ratio / (readers - 1)
    scenario = values(job, "talk", f"interaction.replying={replying:.9f}", f"members.posting={posting}",
                      f"members.count={job.choose(8_000, 40_000)}")
    for seed in range(1, job.choose(3, 30) + 1):
        economy, talk = new_economy(scenario, seed), np.zeros(len(TALLY))
        for _ in days(economy):
            talk += economy.world.talk
            read.append(economy.world.v.row.size / max(1, economy.world.g.open().size))
        ratios.append(talk[TALLY.index("member_member")] / talk[TALLY.index("member_parents")])
    note = f" (5%; {np.mean(read):.2f} readers per group on average)"
    return mean_near(f"member replies per message of a member, set to {ratio}", ratios, ratio, 0.05 * ratio, note)
