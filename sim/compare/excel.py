"""The numbers as an Excel workbook: outcomes of all runs, their means, money flows, daily means, meanings of measures.

Sums and means are those of `sim.outcomes`: numbers are written with every digit, and means are computed from them.
"""

from __future__ import annotations

import base64
import io
from datetime import datetime

import pandas as pd

from sim.compare import downloads, names
from sim.system.words import say, translated

# Imported where it is needed: what writes Excel.

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE = "comparison.xlsx"
FEW, WEEKS = 6, 26  # runs, and weeks of the daily means, that a static report has room for
DAY = datetime(2000, 1, 1)  # of the file, so that the same numbers give the same bytes


def sheets(c, static: bool = False) -> dict[str, pd.DataFrame]:
    """The sheets by name. A static report must stay small: daily means of one day in `spacing`, single runs if few."""
    few = not static or len(c.runs) <= FEW
    daily = downloads.daily(c, downloads.DAILY)
    last = daily.groupby("scenario")["day"].transform("max")
    every = spacing(int(last.max())) if static else 1
    runs = {"outcomes": downloads.outcomes(c), "flows": downloads.flows(c)} if few else {}
    averages = {"means": means(c), "daily means": daily[(daily.day % every == 0) | (daily.day == last)]}
    if not few:
        averages = {name: frame.map(_eight) for name, frame in averages.items()}
    return {**runs, **averages, "measures": _meanings(c, static)}


def spacing(days: int) -> int:
    """Of how many days a static report holds one: of a week, or of several weeks in a long run."""
    return 7 * max(1, -(-days // (7 * WEEKS)))


def _eight(value):
    """A number with eight digits; anything else as it is."""
    return float(f"{value:.8g}") if isinstance(value, float) else value


def _meanings(c, static: bool) -> pd.DataFrame:
    """Unit and meaning of each measure in the reader's language; unless the file must stay small, in English too."""
    table = downloads.meanings(c)
    said = {say("meaning"): [translated(one) for one in table.meaning]}
    return table.drop(columns="meaning").assign(**said) if static else table.assign(**said)


def means(c) -> pd.DataFrame:
    """A row for each measure, and for each strategy its mean over seeds with the 95% interval."""
    rows = []
    for measure in dict.fromkeys(c.outcomes.measure):
        table = c.statistics(measure)
        row: dict = {"measure": measure, "unit": names.unit(measure)}
        for name in c.names:
            row |= {name: table.loc[name, "mean"], f"{name} low": table.loc[name, "low"],
                    f"{name} high": table.loc[name, "high"]}
        rows.append(row)
    return pd.DataFrame(rows)


def workbook(c, static: bool = False) -> bytes:
    """The workbook as bytes. A text that begins like a formula stays a text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = DAY
    for name, frame in sheets(c, static).items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for row in (frame.columns, *frame.itertuples(index=False)):
            sheet.append([_cell(WriteOnlyCell(sheet, _plain(value))) for value in row])
    out = io.BytesIO()
    book.save(out)
    return _dated(out.getvalue())


def _cell(cell):
    """The cell; a text that begins like a formula is a text."""
    if isinstance(cell.value, str):
        cell.data_type = "s"
    return cell


def _plain(value):
    if hasattr(value, "item"):
        value = value.item()
    return None if isinstance(value, float) and value != value else value


def _dated(content: bytes) -> bytes:
    """The same file with one date for all of its parts, so that it depends on the numbers alone."""
    import re
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in given.infolist():
            data = given.read(part)
            if part.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", data)
            made.writestr(zipfile.ZipInfo(part.filename, (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def link(c, static: bool = False) -> dict:
    """The workbook as a download of the page."""
    return {"file": FILE, "says": say("All tables"), "kind": "Excel", "rows": 0,
            "address": f"data:{KIND};base64,{base64.b64encode(workbook(c, static)).decode()}"}
