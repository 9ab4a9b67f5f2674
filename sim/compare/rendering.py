"""The templates of the pages: escaped, complete, and in the reader's language.

In templates, `say` and `say_many` fill values into a sentence as HTML: a value that is markup stays so, all else is
escaped. `half` and `about` give a scenario's title and description in the reader's language.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from sim.compare import names
from sim.compare.format import language
from sim.system import typeface, words
from sim.system.text import shortened

# Imported where it is needed: comparisons without a page need no templates.

BRIEF = 60  # columns of a value that stands beside others
TEMPLATES = Path(__file__).parent / "templates"


@cache
def house():
    """The environment of the templates: everything is escaped, and what is missing is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    house = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True,
                        undefined=StrictUndefined)
    house.globals.update(language=language, say=say, say_many=say_many, translated=words.translated, half=words.half,
                         about=about, lang=lang, heading=names.heading)
    house.filters.update(bold=bold, whole=whole, brief=lambda text: shortened(text, BRIEF))
    return house


def bold(text: str) -> Markup:
    """The text, escaped, with what stands between two asterisks in bold."""
    return Markup(re.sub(r"\*(.+?)\*", r"<b>\1</b>", str(whole(text))))


def whole(text: str) -> Markup:
    """The text, escaped, in which no line ends between a sign and its amount."""
    return Markup(re.sub(r"[−+]¥[\d.,]+", r'<span class="num">\g<0></span>', str(escape(text))))


def page(name: str, **values) -> str:
    """A page made of a template of the folder `templates`; a Chinese one holds the typeface for what it says."""
    text = house().get_template(name).render(**values)
    return text.replace("</style>", f"{typeface.css(text)}</style>", 1) if lang() == "zh-CN" else text


def say(english: str, /, **values) -> Markup:
    """The sentence in the present language, as HTML: its values are escaped, unless they are markup."""
    return escape(words.translated(english)).format(**values) if values else escape(words.translated(english))


def say_many(one: str, many: str, n: int, /, **values) -> Markup:
    """As `say`, for a sentence that has a form for one thing and a form for many; `{n}` is the number."""
    found = words.catalogue(words.language()).get((one, many)) or (one if n == 1 else many)
    return escape(found).format(n=n, **values)


def about(text: str) -> str:
    """The description of a scenario in the present language, if it is one of those in the catalogue."""
    return words.translated(" ".join(text.split()))


def lang() -> str:
    """The language to declare for the whole page."""
    return "zh-CN" if words.language() == "zh" else words.language()
