"""The typeface of Chinese pages and pictures: Noto Sans SC (Open Font License), with the characters of the catalogues.

`python -m tests.documents.typeface` makes the file in `fonts/` from Debian's package fonts-noto-cjk; its licence lies
beside it. A page holds the shapes of its own characters only. Other characters are left to the fonts of the reader.
"""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from functools import cache
from pathlib import Path

# Imported where it is needed: English pages need no typeface.

FILE = Path(__file__).parent / "fonts" / "NotoSansSC.otf"
NAME = "Shequn Noto Sans SC"  # in pages, where no installed font has this name
GRID = 250  # units of an em in a page: finer than any screen shows a character of its text, and a quarter smaller
STACK = f'"{NAME}", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'


@cache
def characters() -> frozenset[str]:
    """The characters that the file has."""
    from fontTools.ttLib import TTFont

    with TTFont(FILE) as font:
        return frozenset(map(chr, font.getBestCmap()))


def css(text: str) -> str:
    """The rules that let a page show this text in the typeface, with the shapes of its characters."""
    data = base64.b64encode(_part(frozenset(text) & characters())).decode()
    return (f'@font-face {{ font-family: "{NAME}"; src: url(data:font/woff;base64,{data}) format("woff"); }}\n'
            f"body, svg text {{ font-family: {STACK} !important; }}\n"
            "body { line-height: 1.7; text-autospace: normal; } td.n { word-break: keep-all; }\n")


@cache
def _part(chosen: frozenset[str]) -> bytes:
    """The typeface with these characters only, on a coarser grid, as WOFF."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.scaleUpem import scale_upem

    options = subset.Options(flavor="woff", layout_features=[], hinting=False, glyph_names=False, name_IDs=[])
    font = TTFont(io.BytesIO(FILE.read_bytes()))
    one = subset.Subsetter(options)
    one.populate(text="".join(sorted(chosen)))
    one.subset(font)
    scale_upem(font, GRID)
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


@cache
def family() -> str:
    """The name by which matplotlib knows the typeface, once it has been told of the file."""
    from matplotlib import font_manager

    font_manager.fontManager.addfont(FILE)
    plain = font_manager.fontManager.ttflist[-1]
    font_manager.fontManager.ttflist.append(replace(plain, weight=700))  # bold ones are drawn by the browser
    return plain.name
