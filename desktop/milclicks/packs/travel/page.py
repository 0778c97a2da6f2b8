"""The pages for people without the app: what lies in a site, on a stick, or is shared next door.

One plain page per language, without scripts, fonts or anything from elsewhere; every link is
relative, so the pages work from a folder as well. They are not signed and nothing trusts them. Not
here: reading the packs (`faces`), where the pages go (`trust.page`, `courier`, `shared`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html import escape
from typing import Final, Literal

from milclicks.core import paths
from milclicks.core.errors import N_
from milclicks.core.texts import LOCALES, OWN_NAMES, Texts, own_name
from milclicks.packs import markup
from milclicks.packs.locales import nearest
from milclicks.packs.trust.label import CLAIMED, TEACHERS
from milclicks.packs.trust.listed import Withdrawn

Kind = Literal["site", "stick", "computer"]
INDEX: Final = "index.html"
_LEAD: Final = N_("These are lessons for the program MIL CLICKS. They work without the internet.")
_TITLES: Final[dict[Kind, str]] = {
    "site": N_("Lesson packs for MIL CLICKS"),
    "stick": N_("What lies on this stick"),
    "computer": N_("What this computer shares"),
}
_HOW: Final[dict[Kind, str]] = {
    "site": N_("Carry packs home"),
    "stick": N_("Put them into the app"),
    "computer": N_("Put them into the app"),
}
_STEPS: Final[dict[Kind, tuple[str, ...]]] = {
    "site": (
        N_("Save the packs that you want, or copy this whole folder to a stick."),
        N_("Take the stick to the computer that has MIL CLICKS."),
        N_("Plug it in. The app finds the packs and checks who made them."),
    ),
    "stick": (
        N_("Put this stick into a computer that has MIL CLICKS."),
        N_("Press “Add” in its window. The app checks who made each pack."),
        N_(
            "Or save the packs that you want here, and open them there with “Add a pack from a "
            "file”."
        ),
    ),
    "computer": (
        N_(
            "On a computer that has MIL CLICKS, choose “From another computer here” and type the "
            "address of this page."
        ),
        N_(
            "Or save the packs that you want here, and open them there with “Add a pack from a "
            "file”."
        ),
        N_("Sharing ends by itself. What you have saved stays yours."),
    ),
}
_TRUST: Final = N_(
    "The app checks who signed a pack. A pack that somebody changed on the way is refused."
)
_OFFERS: Final = N_(
    "For a computer that has MIL CLICKS: put the saved file on a stick as it is, beside the packs "
    "or in a folder of its own. The app knows it by its content and tells what to click."
)
_COPY: Final = N_(
    "Or copy this whole folder to the stick, which also brings the newest list of packs."
)
_GET: Final = N_(
    "For a computer without MIL CLICKS: save the file for its system, unpack it into a folder of "
    "its own and start MIL CLICKS there. It needs no internet."
)
_CARE: Final = N_(
    "A browser cannot check who made the app. Take it only from people whom you know."
)
_SYSTEMS: Final = {"linux": "Linux", "windows": "Windows", "macos": "macOS"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One pack to save: `file` and `picture` are relative to the page; texts by locale.

    `language` is the own name of the language that a pack brings, `teacher` that no maker of the
    app answers for it.
    """

    file: str
    bytes: int
    title: Mapping[str, str]
    description: Mapping[str, str]
    version: str
    lessons: int = 0
    locales: tuple[str, ...] = ()
    maker: str = ""
    picture: str = ""
    alt: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    teacher: bool = False


@dataclass(frozen=True, slots=True)
class AppFile:
    """A version of the app; `file` is relative to the page, empty when it does not lie there."""

    system: str
    version: str
    bytes: int
    file: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the pages tell. `first` is the language of index.html, `name` that of the place."""

    kind: Kind
    packs: Sequence[Shown]
    apps: Sequence[AppFile] = ()
    withdrawn: Sequence[Withdrawn] = ()
    name: Mapping[str, str] = field(default_factory=dict)
    issued: str = ""
    first: str = "en"


def names(first: str = "en") -> dict[str, str]:
    """The page of each locale; that of the locale `first`, or of English, is index.html."""
    plain = first if first in LOCALES else "en"
    return {one: INDEX if one == plain else f"index-{_tag(one).lower()}.html" for one in LOCALES}


def pages(contents: Contents) -> dict[str, bytes]:
    """Every page by its name."""
    return {name: page(contents, locale) for locale, name in names(contents.first).items()}


def page(contents: Contents, locale: str) -> bytes:
    """The page in one language."""
    return "\n".join(_Page(contents, locale).lines()).encode()


class _Page:
    """The page in one language, line by line."""

    def __init__(self, contents: Contents, locale: str) -> None:
        self._texts = Texts(locale)
        self._locale = locale
        self._all = contents

    def lines(self) -> Iterator[str]:
        """The whole page."""
        texts, told = self._texts, self._all
        title = self._near(told.name) if told.kind != "stick" else ""
        title = title or texts.say(_TITLES[told.kind])
        yield "<!doctype html>"
        yield f'<html lang="{_tag(self._locale)}" dir="{texts.direction}">'
        yield '<head><meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{_safe(title)}</title><style>{_style()}</style></head><body>"
        yield f"<header>{_mark()}<div><h1><bdi>{_safe(title)}</bdi></h1>"
        yield f'<p class="soft">{self._under()}</p></div></header><nav>'
        for locale, name in names(told.first).items():
            here = ' aria-current="page"' if locale == self._locale else ""
            own = _safe(OWN_NAMES[locale])
            yield f'<a href="{name}" lang="{_tag(locale)}"{here}>{own}</a>'
        yield "</nav><main>"
        yield from self._carry()
        yield f"<h2>{self.say('Packs')}</h2>"
        if not told.packs:
            yield f"<p>{self.say('There is no pack here yet.')}</p>"
        yield '<div class="packs">'
        for one in told.packs:
            yield from self._pack(one)
        yield "</div>"
        yield from self._app(told.apps)
        yield from self._withdrawn(told.withdrawn)
        yield f'</main><footer class="soft">{self.say(_TRUST)}</footer></body></html>'

    def say(self, sentence: str, **values: object) -> str:
        """A sentence, safe in a page."""
        return _safe(self._texts.say(sentence, **values))

    def _near(self, texts: Mapping[str, str]) -> str:
        shown = nearest(self._locale, tuple(texts), {}, "en") or next(iter(texts), "")
        return markup.without_controls(texts[shown]) if shown else ""

    def _under(self) -> str:
        """What stands under the title."""
        if not self._all.issued:
            return self.say(_LEAD)
        issued = self.say("Catalogue of {day}", day=date.fromisoformat(self._all.issued))
        return f"{self.say(_LEAD)} {issued}"

    def _carry(self) -> Iterator[str]:
        yield f'<section class="how"><h2>{self.say(_HOW[self._all.kind])}</h2>'
        yield '<ol class="arabic">' if self._texts.arabic_digits() else "<ol>"
        for step in _STEPS[self._all.kind]:
            yield f"<li>{self.say(step)}</li>"
        yield "</ol></section>"

    def _pack(self, one: Shown) -> Iterator[str]:
        yield '<section class="pack">'
        if not one.picture:
            yield f'<div class="none">{_safe(one.language) or _mark()}</div>'
        else:
            alt = _safe(self._near(one.alt))
            yield f'<img src="{_safe(one.picture)}" alt="{alt}" loading="lazy">'
        title = self._near(one.title) or one.file.rpartition("/")[2]
        yield f'<div class="words"><h3><bdi>{_safe(title)}</bdi></h3>'
        yield f"<p><bdi>{_safe(self._near(one.description))}</bdi></p>"
        version = self._texts.version(markup.without_controls(one.version))
        facts = [self.say("Version {version}", version=version)]
        if one.lessons:
            facts.append(_safe(self._texts.say_n("{n} lesson", "{n} lessons", one.lessons)))
        facts.append(self._size(one.bytes))
        yield f'<p class="soft">{" · ".join(facts)}</p>'
        spoken = [_spoken(code, one) for code in _ordered(one.locales)]
        if spoken:
            yield f'<p class="soft">{_safe(self._texts.list(spoken))}</p>'
        yield from self._maker(one)
        label = self.say("Save this pack")
        yield f'<a class="button" href="{_safe(one.file)}" download>{label}</a></div></section>'

    def _maker(self, one: Shown) -> Iterator[str]:
        """Who made it; the name of a teacher is a claim."""
        maker = markup.without_controls(one.maker)
        if one.teacher:
            claim = f" · {self.say(CLAIMED, name=maker)}" if maker else ""
            yield f'<p class="soft teacher">{self.say(TEACHERS)}{claim}</p>'
        elif maker:
            yield f'<p class="soft">{self.say("Made by {maker}", maker=maker)}</p>'

    def _app(self, files: Sequence[AppFile]) -> Iterator[str]:
        newest = {one.system: one for one in sorted(files, key=lambda one: _number(one.version))}
        if not newest:
            return
        yield f"<h2>{self.say('The app itself')}</h2>"
        here = any(one.file for one in newest.values())
        if here:
            yield f"<p>{self.say(_GET)}</p>"
        for one in newest.values():
            system = _SYSTEMS.get(one.system, one.system)
            told = self.say("MIL CLICKS {version} for {system}", version=one.version, system=system)
            save = _safe(self._texts.say(N_("Save the app for {system}"), system=system))
            name = _safe(one.file.rpartition("/")[2].partition(".")[2])
            link = f'<a class="button" href="{_safe(one.file)}" download="{name}">{save}</a>'
            yield f'<div class="plain app"><p>{told} · {self._size(one.bytes)}</p>'
            yield f"{link if one.file else ''}</div>"
        if here:
            yield f'<p class="soft">{self.say(_CARE)}</p>'
        if self._all.kind != "computer":
            copy = f" {self.say(_COPY)}" if self._all.kind == "site" else ""
            yield f'<p class="soft">{self.say(_OFFERS)}{copy}</p>'

    def _withdrawn(self, gone: Sequence[Withdrawn]) -> Iterator[str]:
        if not gone:
            return
        yield f"<h2>{self.say('Taken back by their makers')}</h2>"
        for one in gone:
            told = self.say("{pack}, version {version}", pack=one.id, version=one.version)
            reason = _safe(self._near(one.reason))
            yield f'<p class="plain"><strong>{told}</strong><br>{reason}</p>'

    def _size(self, size: int) -> str:
        if size < 1_000_000:
            return self.say("{number} KB", number=-(-size // 1000))
        if size < 10_000_000:
            return self.say("{number} MB", number=self._texts.decimal(size / 1_000_000))
        return self.say("{number} MB", number=-(-size // 1_000_000))


def _ordered(locales: Sequence[str]) -> tuple[str, ...]:
    """The locales in the app's order, then the others."""
    known = [code for code in LOCALES if code in locales]
    return (*known, *(code for code in locales if code not in LOCALES))


def _spoken(code: str, one: Shown) -> str:
    """A language by its own name; one that is new here is named by its pack."""
    name = own_name(code)
    return one.language or name if name == code else name


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _tag(locale: str) -> str:
    """The code as the web writes it: pt-PT, sr-Cyrl."""
    return locale.replace("_", "-")


def _safe(text: str) -> str:
    return escape(text, quote=True)


@cache
def _style() -> str:
    return (paths.resources() / "pages" / "page.css").read_text("utf-8").strip()


@cache
def _mark() -> str:
    """The app's own mark, drawn into the page."""
    drawn = (paths.resources() / "icons" / "mark.svg").read_text("utf-8")
    return drawn[drawn.index("<svg") :].strip()
