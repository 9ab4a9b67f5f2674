"""Print the results as a table or as JSON, and the progress of the measurement."""

from __future__ import annotations

import json
import sys


def progress(text: str) -> None:
    """Print one line on stderr; on a terminal it replaces the previous one."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
    else:
        print(text, file=sys.stderr, flush=True)


def text(found: dict, as_json: bool) -> str:
    """The result, ready for printing."""
    if sys.stderr.isatty():
        progress("")
    return json.dumps(found, indent=2) if as_json else "\n".join(lines(found))


def lines(found: dict) -> list[str]:
    """The result as a table."""
    made = [f"{found['members']:,} members, mean degree {found['mean_degree']:.2f}, {found['slots']} slots, "
            f"{found['threads']} thread{'s' if found['threads'] > 1 else ''}; medians over {found['days']} days", ""]
    made += _pairs([("one day", f"{found['products_per_day']:.1f} products"),
                    ("", f"{1e3 * found['day_seconds']:.1f} ms"),
                    ("one product (float32, CSR, one thread)", f"{1e3 * found['product_seconds']:.1f} ms"),
                    ("member-days per second", f"{found['member_days_per_second']:,.0f}"),
                    ("bytes per member", f"{found['bytes_per_member']:.0f}"),
                    ("  in arrays", f"{found['bytes_per_member_in_arrays']:.0f}"),
                    ("  growth of the process", f"{found['bytes_per_member_resident']:.0f}"), *_contest(found)])
    made += ["", "share of members who know a community; share active on a day; memberships per member who knows one"]
    made += _pairs([(name.replace("_", " "), f"{share:.3f}") for name, share in found["shares"].items()])
    made += ["", "process          ms per day   counts per day"]
    for name, seconds in found["process_seconds"].items():
        did = ", ".join(f"{one.replace('_', ' ')} {found['counts'][one]:,.0f}" for one in found["counts_of"][name])
        made.append(f"  {name:<15}{1e3 * seconds:>10.1f}   {did}")
    return made + _scaling(found)


def _scaling(found: dict) -> list[str]:
    if "sizes" not in found:
        return []
    two, quiet = found["two_threads"], found["quiet_day"]
    made = ["", *_pairs([("speed-up on two threads", f"{two['speedup']:.2f}"),
                         ("one quiet day", f"{1e3 * quiet['day_seconds']:.1f} ms"),
                         ("  share of members active on it", f"{quiet['active']:.4f}"),
                         ("  cost relative to an awake day", f"{quiet['of_an_awake_day']:.3f}")])]
    made += ["", "members     ns per member and day   of the product   products per day"]
    return made + [f"{one['members']:>10,}{one['nanoseconds_a_member']:>23.1f}"
                   f"{one['product_nanoseconds_a_member']:>17.1f}{one['products_per_day']:>19.1f}"
                   for one in found["sizes"]]


def _contest(found: dict) -> list[tuple[str, str]]:
    if "mesa" not in found:
        return []
    mesa = found["mesa"]
    return [(f"speed relative to Mesa ({mesa['members']:,} members, {mesa['days']} days)",
             f"{found['ratio_to_mesa']:.0f}"),
            ("  member-days per second of both", f"{mesa['member_days_per_second_of_shequn']:,.0f} and "
                                               f"{mesa['member_days_per_second']:,.0f}"),
            ("  adopters at the end of both", f"{mesa['adopters_in_shequn']:,.0f} and {mesa['adopters']:,.0f}")]


def _pairs(rows: list[tuple[str, str]]) -> list[str]:
    wide = max(len(name) for name, _ in rows)
    return [f"  {name:<{wide}}  {value}" for name, value in rows]
