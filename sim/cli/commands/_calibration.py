"""The result of a calibration, as text and as plain values for a YAML file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sim.system.text import number, table

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.


def text(result) -> str:
    """Values, rows before and after, and what the rows do not determine."""
    return "\n\n".join([_head(result), _values(result), _rows(result), _pinned(result)])


def _head(result) -> str:
    return (f"{result.trials} points tried with {len(result.rows)} rows ({', '.join(result.rows)}).\n"
            f"Sum of squared misses: {result.first.loss:.4g} with the values of now, {result.best.loss:.4g} at best\n"
            "(with a weak pull towards the values of now).")


def _values(result) -> str:
    rows = [("parameter", "now", "best", "searched")]
    rows += [(parameter.path, number(result.first.settings[parameter.path]),
              number(result.best.settings[parameter.path]), f"{number(parameter.low)} to {number(parameter.high)}")
             for parameter in result.freed]
    return table(rows, right=(1, 2))


def _rows(result) -> str:
    rows = [("row", "target", "now", "best", "what")]
    rows += [(name, target, number(before), number(after), what) for (name, what, target), before, after in
             zip(result.targets, result.first.found, result.best.found, strict=True)]
    return table(rows, right=(2, 3))


def _pinned(result) -> str:
    """Singular values of the sensitivities, and the combinations that are not determined."""
    sizes = ", ".join(number(float(f"{value:.3g}")) for value in result.singular)
    lines = ["What the rows pin down: changes of all targets, in tolerances, over the range of each combination of "
             "parameters", f"(singular values): {sizes}."]
    loose = result.loose()
    if not loose:
        lines.append("Every combination moves a target by its tolerance or more.")
    for size, direction in loose:
        lines.append(f"Not pinned down ({size:.2g}): {combined(direction)}")
    return "\n".join(lines)


def combined(direction: dict[str, float]) -> str:
    """A combination of parameters, its largest parts first; small ones are omitted."""
    parts = sorted(direction.items(), key=lambda part: -abs(part[1]))
    shown = [part for part in parts if abs(part[1]) >= 0.2] or parts[:1]
    return " ".join(f"{'−' if share < 0 else '+'}{abs(share):.2f} {path}" for path, share in shown)


def plain(result, size) -> dict:
    """Everything as plain values, with the date."""
    paths = [parameter.path for parameter in result.freed]
    return {
        "date": datetime.now(UTC).date().isoformat(), "trials": result.trials, "rows": list(result.rows),
        "members": size.members, "days": size.days, "seeds": size.seeds, "overrides": [str(override) for override in
                                                                                       size.overrides],
        "loss": {"now": result.first.loss, "best": result.best.loss},
        "parameters": {parameter.path: {"now": result.first.settings[parameter.path],
                                        "best": result.best.settings[parameter.path],
                                        "from": parameter.low, "to": parameter.high} for parameter in result.freed},
        "targets": [{"row": name, "what": what, "target": target, "now": before, "best": after,
                     "sensitivity": dict(zip(paths, map(float, line), strict=True))}
                    for (name, what, target), before, after, line in
                    zip(result.targets, result.first.found, result.best.found, result.matrix, strict=True)],
        "singular_values": [float(value) for value in result.singular],
        "not_pinned_down": [{"size": value, "combination": direction} for value, direction in result.loose()]}


def write(out: Path, result: dict) -> None:
    """Write results as YAML; NaN and infinity become null."""
    import yaml

    from sim.system.text import finite

    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(yaml.safe_dump(finite(result), sort_keys=False, allow_unicode=True), encoding="utf-8")
