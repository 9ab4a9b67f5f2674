"""The result of a calibration, as text and as plain values for a YAML file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sim.system.text import number, table

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.


def text(found) -> str:
    """Values, rows before and after, and what the rows do not determine."""
    return "\n\n".join([_head(found), _values(found), _rows(found), _pinned(found)])


def _head(found) -> str:
    return (f"{found.trials} points tried with {len(found.rows)} rows ({', '.join(found.rows)}).\n"
            f"Sum of squared misses: {found.first.loss:.4g} with the values of now, {found.best.loss:.4g} at best\n"
            "(with a weak pull towards the values of now).")


def _values(found) -> str:
    rows = [("parameter", "now", "best", "searched")]
    rows += [(one.path, number(found.first.settings[one.path]), number(found.best.settings[one.path]),
              f"{number(one.low)} to {number(one.high)}") for one in found.freed]
    return table(rows, right=(1, 2))


def _rows(found) -> str:
    rows = [("row", "target", "now", "best", "what")]
    rows += [(name, target, number(before), number(after), what) for (name, what, target), before, after in
             zip(found.targets, found.first.found, found.best.found, strict=True)]
    return table(rows, right=(2, 3))


def _pinned(found) -> str:
    """Singular values of the sensitivities, and the combinations that are not determined."""
    sizes = ", ".join(number(float(f"{one:.3g}")) for one in found.singular)
    lines = ["What the rows pin down: changes of all targets, in tolerances, over the range of each combination of "
             "parameters", f"(singular values): {sizes}."]
    loose = found.loose()
    if not loose:
        lines.append("Every combination moves a target by its tolerance or more.")
    for size, direction in loose:
        lines.append(f"Not pinned down ({size:.2g}): {combined(direction)}")
    return "\n".join(lines)


def combined(direction: dict[str, float]) -> str:
    """A combination of parameters, its largest parts first; small ones are omitted."""
    parts = sorted(direction.items(), key=lambda one: -abs(one[1]))
    shown = [one for one in parts if abs(one[1]) >= 0.2] or parts[:1]
    return " ".join(f"{'−' if share < 0 else '+'}{abs(share):.2f} {path}" for path, share in shown)


def plain(found, size) -> dict:
    """Everything as plain values, with the date."""
    paths = [one.path for one in found.freed]
    return {
        "date": datetime.now(UTC).date().isoformat(), "trials": found.trials, "rows": list(found.rows),
        "members": size.members, "days": size.days, "seeds": size.seeds, "overrides": [str(one) for one in
                                                                                       size.overrides],
        "loss": {"now": found.first.loss, "best": found.best.loss},
        "parameters": {one.path: {"now": found.first.settings[one.path], "best": found.best.settings[one.path],
                                  "from": one.low, "to": one.high} for one in found.freed},
        "targets": [{"row": name, "what": what, "target": target, "now": before, "best": after,
                     "sensitivity": dict(zip(paths, map(float, line), strict=True))}
                    for (name, what, target), before, after, line in
                    zip(found.targets, found.first.found, found.best.found, found.matrix, strict=True)],
        "singular_values": [float(one) for one in found.singular],
        "not_pinned_down": [{"size": one, "combination": direction} for one, direction in found.loose()]}


def write(out: Path, result: dict) -> None:
    """Write results as YAML; NaN and infinity become null."""
    import yaml

    from sim.system.text import finite

    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(yaml.safe_dump(finite(result), sort_keys=False, allow_unicode=True), encoding="utf-8")
