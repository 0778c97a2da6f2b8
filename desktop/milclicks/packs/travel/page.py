"""The page `index.html` of a stick: what lies on it, in every language, for a computer without us.

One plain file without script and without anything from elsewhere; each pack is a link to its file.
The languages are parts of the page; the one that the address names is shown, else the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from milclicks.core.errors import N_
from milclicks.core.texts import LOCALES, Texts, own_name
from milclicks.packs.locales import nearest

_MB: Final = 1_000_000
_ISOLATES: Final = dict.fromkeys((0x2068, 0x2069))
_STYLE: Final = """
body{margin:0;background:#fbf8f3;color:#1b2233;font:18px/1.55 "Noto Sans","Noto Sans Arabic",
system-ui,sans-serif}
nav,section{max-width:46rem;margin:0 auto;padding:1rem 1.25rem}
nav a{display:inline-block;margin:.15rem .5rem .15rem 0;padding:.35rem .6rem;color:inherit}
section{display:none}section:target,section.first{display:block}
body:has(section:target) section.first:not(:target){display:none}
h1{font-size:1.7rem;line-height:1.25}
article{background:#fff;border:1px solid #ded7cb;border-radius:14px;padding:1rem 1.25rem;
margin:1rem 0}
article h2{margin:0 0 .25rem;font-size:1.2rem}p{margin:.35rem 0}
a.get{display:inline-block;margin-top:.5rem;padding:.6rem 1.1rem;border:2px solid #1b2233;
border-radius:10px;color:inherit;text-decoration:none;font-weight:700}
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """One file to take: `place` is relative to the page; titles and descriptions by locale."""

    place: str
    bytes: int
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    version: int = 0
    lessons: int = 0
    locales: tuple[str, ...] = ()


def page(packs: Iterable[Shown]) -> bytes:
    """The whole page."""
    listed = tuple(packs)
    links = "".join(
        f'<a href="#{code}" lang="{_tag(code)}">{escape(own_name(code))}</a>' for code in LOCALES
    )
    parts = "".join(_section(code, listed, number == 0) for number, code in enumerate(LOCALES))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>MIL CLICKS</title><style>{_STYLE}</style></head>\n"
        f"<body><nav>{links}</nav>\n{parts}</body></html>\n"
    ).encode()


def _section(code: str, packs: Iterable[Shown], first: bool) -> str:
    texts = Texts(code)

    def say(sentence: str, **values: object) -> str:
        return escape(texts.say(sentence, **values).translate(_ISOLATES))

    lead = N_("These are lessons for the program MIL CLICKS. They work without the internet.")
    how = N_(
        "Put this stick into a computer that has MIL CLICKS and press “Add” in its window. "
        "Or copy the files you want and open them there with “Add a pack from a file”."
    )
    cards = "".join(_card(texts, one) for one in packs)
    marks = ' class="first"' if first else ""
    return (
        f'<section id="{code}"{marks} lang="{_tag(code)}" dir="{texts.direction}">'
        f"<h1>{say(N_('What lies on this stick'))}</h1><p>{say(lead)}</p><p>{say(how)}</p>"
        f"{cards}</section>\n"
    )


def _card(texts: Texts, one: Shown) -> str:
    shown = nearest(texts.locale, tuple(one.titles), {}, "en") or next(iter(one.titles), "")
    lines = list(_facts(texts, one))
    told = one.descriptions.get(shown, "")
    body = "".join(f"<p>{escape(line.translate(_ISOLATES))}</p>" for line in [told, *lines] if line)
    title = escape(one.titles.get(shown, one.place))
    take = escape(texts.say(N_("Take this file")))
    return (
        f'<article><h2>{title}</h2>{body}<a class="get" href="{escape(one.place)}" download>'
        f"{take}</a></article>"
    )


def _facts(texts: Texts, one: Shown) -> Iterator[str]:
    if one.version:
        count = texts.say_n("{n} lesson", "{n} lessons", one.lessons)
        yield texts.say(N_("{lessons}. Version {version}."), lessons=count, version=one.version)
    if one.locales:
        names = texts.list([own_name(code) for code in one.locales])
        yield texts.say(N_("Languages: {languages}"), languages=names)
    size = max(round(one.bytes / _MB), 1)
    yield texts.say(N_("Size: {size} MB"), size=size)


def _tag(code: str) -> str:
    """The code as the web writes it: pt-PT, sr-Cyrl."""
    return code.replace("_", "-")
