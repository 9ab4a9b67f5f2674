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


def text(results: dict, as_json: bool) -> str:
    """The result, ready for printing."""
    if sys.stderr.isatty():
        progress("")
    return json.dumps(results, indent=2) if as_json else "\n".join(lines(results))


def lines(results: dict) -> list[str]:
    """The result as a table."""
    lines = [f"{results['members']:,} members, mean degree {results['mean_degree']:.2f}, {results['slots']} slots, "
             f"{results['threads']} thread{'s' if results['threads'] > 1 else ''}; medians over {results['days']} days",
            ""]
    lines += _pairs([("one day", f"{results['products_per_day']:.1f} products"),
                     ("", f"{1e3 * results['day_seconds']:.1f} ms"),
                     ("one product (float32, CSR, one thread)", f"{1e3 * results['product_seconds']:.1f} ms"),
                     ("member-days per second", f"{results['member_days_per_second']:,.0f}"),
                     ("bytes per member", f"{results['bytes_per_member']:.0f}"),
                     ("  in arrays", f"{results['bytes_per_member_in_arrays']:.0f}"),
                     ("  growth of the process", f"{results['bytes_per_member_resident']:.0f}"), *_contest(results)])
    lines += ["", "share of members who know a community; share active on a day; memberships per member who knows one"]
    lines += _pairs([(name.replace("_", " "), f"{share:.3f}") for name, share in results["shares"].items()])
    lines += ["", "process          ms per day   counts per day"]
    for name, seconds in results["process_seconds"].items():
        did = ", ".join(f"{count.replace('_', ' ')} {results['counts'][count]:,.0f}"
                        for count in results["counts_of"][name])
        lines.append(f"  {name:<15}{1e3 * seconds:>10.1f}   {did}")
    return lines + _scaling(results)


def _scaling(results: dict) -> list[str]:
    if "sizes" not in results:
        return []
    two, quiet, full = results["two_threads"], results["quiet_day"], results["everything"]
    lines = ["", *_pairs([("speed-up on two threads", f"{two['speedup']:.2f}"),
                          ("one quiet day", f"{1e3 * quiet['day_seconds']:.1f} ms"),
                          ("  share of members active on it", f"{quiet['active']:.4f}"),
                          ("  cost relative to an awake day", f"{quiet['of_an_awake_day']:.3f}"),
                          (f"everything on, relative to the default ({full['members']:,} members, {full['days']} days)",
                           f"{full['ratio']:.2f}")])]
    lines += ["", "members     ns per member and day   of the product   products per day"]
    return lines + [f"{size['members']:>10,}{size['nanoseconds_a_member']:>23.1f}"
                    f"{size['product_nanoseconds_a_member']:>17.1f}{size['products_per_day']:>19.1f}"
                    for size in results["sizes"]]


def _contest(results: dict) -> list[tuple[str, str]]:
    if "mesa" not in results:
        return []
    mesa = results["mesa"]
    return [(f"speed relative to Mesa ({mesa['members']:,} members, {mesa['days']} days)",
             f"{results['ratio_to_mesa']:.0f}"),
            ("  member-days per second of both", f"{mesa['member_days_per_second_of_shequn']:,.0f} and "
                                               f"{mesa['member_days_per_second']:,.0f}"),
            ("  adopters at the end of both", f"{mesa['adopters_in_shequn']:,.0f} and {mesa['adopters']:,.0f}")]


def _pairs(rows: list[tuple[str, str]]) -> list[str]:
    width = max(len(name) for name, _ in rows)
    return [f"  {name:<{width}}  {value}" for name, value in rows]
