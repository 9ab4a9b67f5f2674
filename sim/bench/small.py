"""`shequn bench small`: what a day costs where few members live, by process, and against plain Mesa."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable

from sim.bench import race, stopwatch

# Imported where it is needed, so that memory and time are measured from a bare start.

SIZES = (1_000, 10_000, 100_000)
AGAINST_MESA = (1_000, 10_000)
RIVALS = ("mesa_lists", "mesa_network")
WARM_UP = 60  # days before the measured ones, in which communities are founded and find their members
COMMUNITIES = 50
ALONE = ("organisation.founding=0", "organisation.splitting_off=0")
MANY = (f"organisation.most_founded={COMMUNITIES - 1}", "organisation.founding=0.02", "organisation.patience=7",
        "organisation.trial=5000", "organisation.founders=1")
SETTINGS = {"base": ("base", ()), "xiaomi": ("xiaomi", ()), "base, 1 community": ("base", ALONE),
            f"base, {COMMUNITIES} communities": ("base", MANY)}


def measured(days: int, mesa: bool, on_progress: Callable[[str], None]) -> dict:
    """The cost of a day by setting and size, and how many times as fast as Mesa the common workload runs."""
    results: dict = {"days": days, "settings": {}}
    for name in SETTINGS:
        results["settings"][name] = {}
        for members in SIZES:
            on_progress(f"{name}: {members:,} members")
            results["settings"][name][str(members)] = medians(name, members, days)
    results["ms_per_day"] = {name: {size: result["ms_per_day"] for size, result in sizes.items()}
                             for name, sizes in results["settings"].items()}
    results["ratios"] = ratios(results["ms_per_day"])
    if mesa:
        results["ratio_to_mesa"] = against_mesa(on_progress)
    return results


def medians(name: str, members: int, days: int) -> dict:
    """Medians over some days of one setting: of a whole day, and of each process."""
    from sim.model.economy import Economy

    scenario, changes = SETTINGS[name]
    economy = Economy(scenario, overrides=[f"members.count={members}", f"run.days={WARM_UP + days}", *changes])
    for _ in range(WARM_UP):
        economy.step()
    spent: dict[str, list[float]] = defaultdict(list)
    with stopwatch.watched(spent):
        whole = [stopwatch.clocked(economy.step)[0] for _ in range(days)]
    day = statistics.median(whole)
    return {"communities": len(economy.communities), "ms_per_day": 1e3 * day, "ns_per_member": 1e9 * day / members,
            "ms_per_process": {process: 1e3 * statistics.median(times) for process, times in spent.items()}}


def ratios(ms: dict) -> dict[str, float]:
    """What small sizes cost beyond the members themselves."""
    many_communities, alone = ms[f"base, {COMMUNITIES} communities"], ms["base, 1 community"]
    return {"cost_of_a_member_at_10000_to_100000": 10.0 * ms["base"]["10000"] / ms["base"]["100000"],
            **{f"{COMMUNITIES}_communities_to_1_at_{size}": many_communities[size] / alone[size]
               for size in ("1000", "10000")}}


def against_mesa(on_progress) -> dict[str, float]:
    """How many times as fast as the fastest program in plain Mesa the workload of `shequn bench peers` runs."""
    results = race.raced(AGAINST_MESA, 50, RIVALS, race.SECONDS, on_progress)
    return {str(table["members"]): min(table["results"][name]["ratio"] for name in RIVALS)
            for table in results["sizes"]}


def lines(results: dict) -> list[str]:
    """Tables to be read."""
    lines = [f"milliseconds a day, medians over {results['days']} days", "",
             f"  {'':<22}" + "".join(f"{size:>10,}" for size in SIZES) + "   members"]
    for name, by_size in results["ms_per_day"].items():
        lines.append(f"  {name:<22}" + "".join(f"{by_size[str(size)]:>10.3f}" for size in SIZES))
    lines += ["", "  of which in base, by process"]
    for process in results["settings"]["base"]["1000"]["ms_per_process"]:
        each = (results["settings"]["base"][str(size)]["ms_per_process"][process] for size in SIZES)
        lines.append(f"  {process:<22}" + "".join(f"{ms:>10.3f}" for ms in each))
    lines += ["", "ratios"]
    lines += [f"  {name.replace('_', ' '):<45}{ratio:>7.2f}" for name, ratio in results["ratios"].items()]
    for size, ratio in results.get("ratio_to_mesa", {}).items():
        lines.append(f"  {f'speed relative to Mesa, {int(size):,} members':<45}{ratio:>7.1f}")
    return lines
