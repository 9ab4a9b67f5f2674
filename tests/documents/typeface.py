"""Make the typeface of Chinese pages: `python -m tests.documents.typeface` (needs Debian's package fonts-noto-cjk).

It has printable ASCII and every other character in the catalogues, templates, code and scenarios of the package, so
that it is as small as it can be. Run it when a test says that characters are missing.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import sim
from sim.system import paths, typeface

SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
LICENCE = Path("/usr/share/doc/fonts-noto-cjk/copyright")
SIMPLIFIED = "Noto Sans CJK SC"
ENDINGS = (".py", ".po", ".j2", ".yaml", ".js", ".html", ".css")
NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # of the name table: copyright, names, version, licence
UNUSED = ["GSUB", "GPOS", "BASE", "VORG", "vhea", "vmtx"]  # features, and vertical writing
ASCII = "".join(map(chr, range(32, 127)))


def wanted() -> set[str]:
    """Printable ASCII, and every other character that the package may show to somebody."""
    places = [Path(sim.__file__).parent, paths.scenarios_folder(), paths.experiments_folder()]
    texts = [file.read_text("utf-8") for place in places for file in place.rglob("*") if file.suffix in ENDINGS]
    found = {character for character in "".join(texts) if not unicodedata.category(character).startswith(("C", "M"))}
    return {*ASCII, *found}


def made(characters: set[str]) -> None:
    """Write the typeface with these characters, and its licence."""
    from fontTools import subset
    from fontTools.ttLib import TTCollection

    font = next(one for one in TTCollection(SOURCE).fonts if one["name"].getDebugName(1) == SIMPLIFIED)
    font.recalcTimestamp = False  # the same characters give the same bytes
    rights = font["name"].getDebugName(0)
    options = subset.Options(layout_features=[], hinting=False, glyph_names=False, desubroutinize=True,
                             notdef_outline=True, name_IDs=NAMES)
    options.drop_tables += UNUSED
    one = subset.Subsetter(options)
    one.populate(text="".join(sorted(characters)))
    one.subset(font)
    typeface.FILE.parent.mkdir(exist_ok=True)
    font.save(typeface.FILE)
    text = f"{rights}\n\nThis is a subset of {SIMPLIFIED}.\n\n{licence()}"
    (typeface.FILE.parent / "OFL.txt").write_text(text, "utf-8")


def licence() -> str:
    """The text of the Open Font License, from the papers of the package."""
    text = LICENCE.read_text("utf-8").split("License: SIL-1.1\n ---", 1)[1].split("\nLicense: GPL", 1)[0]
    return re.sub(r"(?m)^ ?\.?$|^ ", "", " ---" + text).strip() + "\n"


if __name__ == "__main__":
    made(wanted())
    print(f"Written: {typeface.FILE}, {typeface.FILE.stat().st_size:,} bytes")
