"""Mini-web: invented sites with real pages, to be read sideways before a decision.

Structs and reading. Not here: searching (`miniweb_search`), what an author did wrong
(`miniweb_check`), the page cards for a class without the PC (`miniweb_cards`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from milclicks.core import marks
from milclicks.core.errors import N_, Problem
from milclicks.items.artefact import Artefact, Note
from milclicks.items.artefact_read import read_artefact_at, read_notes
from milclicks.items.base import Item
from milclicks.items.decide import Decide, DecideType
from milclicks.items.reader import Reader
from milclicks.items.registry import item_problems
from milclicks.steps.base import Step, StepType, read_step_head
from milclicks.steps.miniweb_check import miniweb_problems

ROLES: Final = ("plain", "key", "wrong")
Role = Literal["plain", "key", "wrong"]
_HOST: Final = re.compile(r"[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){1,3}")
_PATH: Final = re.compile(r"(?:[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)*)?")
LONGEST_PATH: Final = 80


@dataclass(frozen=True, slots=True)
class Site:
    """A source of the mini-web. `about` is the page that says who runs it."""

    id: str
    name: str
    address: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a page says, or said at an earlier date."""

    id: str
    headline: Note
    date: Note
    body_blocks: tuple[Note, ...]

    def links(self) -> tuple[str, ...]:
        """The pages that the text links to, in order, each once."""
        found = (page for block in self.body_blocks for page in marks.pages(block.text))
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage(Edition):
    """One page. `role`: key holds evidence that decides, wrong is the wrong trail."""

    site: str
    path: str = ""
    sender: str = ""
    picture: str = ""
    caption: str = ""
    role: Role = "plain"
    earlier: tuple[Edition, ...] = ()

    def edition(self, version: str) -> Edition | None:
        """The page as it is ("") or an earlier version by its id; None for an unknown one."""
        return next((e for e in self.earlier if e.id == version), None) if version else self


@dataclass(frozen=True, slots=True, kw_only=True)
class Miniweb(Step):
    """Pages to move about in, with a decision at the end. `locale` is the language of its words."""

    intro: str
    question: str
    artefact: Artefact | None
    start: str
    sites: tuple[Site, ...]
    pages: tuple[WebPage, ...]
    decide: Decide
    debrief: str
    locale: str = "en"

    def items(self) -> tuple[Item, ...]:
        return (self.decide,)

    def artefacts(self) -> tuple[Artefact, ...]:
        return () if self.artefact is None else (self.artefact,)

    def pictures(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(page.picture for page in self.pages if page.picture))

    def find(self, page_id: str) -> WebPage | None:
        """One page by its id, or None."""
        return next((each for each in self.pages if each.id == page_id), None)

    def page(self, page_id: str) -> WebPage:
        """One page that is known to be there."""
        return next(each for each in self.pages if each.id == page_id)

    def site(self, site_id: str) -> Site:
        """One site by its id."""
        return next(each for each in self.sites if each.id == site_id)

    def address(self, page: WebPage) -> str:
        """The invented address of a page: `post.talora/news/clinic`."""
        host = self.site(page.site).address
        return f"{host}/{page.path}" if page.path else host

    def matches(self, page: WebPage) -> tuple[WebPage, ...]:
        """The other pages that show the same picture."""
        if not page.picture:
            return ()
        return tuple(p for p in self.pages if p.picture == page.picture and p.id != page.id)

    def at(self, typed: str) -> WebPage | None:
        """The page at a typed address; a site's bare address opens its first or its about page."""
        wanted = address_of(typed)
        exact = next((page for page in self.pages if self.address(page) == wanted), None)
        if exact is not None:
            return exact
        site = next((each for each in self.sites if each.address == wanted), None)
        return None if site is None else self.find(site.about)


def address_of(typed: str) -> str:
    """A typed address in the form in which addresses are compared."""
    bare = "".join(c for c in typed.strip().casefold() if c.isprintable())
    bare = re.sub(r"^(?:[a-z]+:)?/*(?:www\.)?", "", bare)
    return bare.rstrip("/")


def like_address(typed: str) -> bool:
    """Say whether somebody seems to have typed an address and not words."""
    return _HOST.match(address_of(typed)) is not None and " " not in typed.strip()


def _note(source: Reader, key: str, spare: str) -> Note:
    """Read {id, text} that must be there."""
    inner = source.child(key)
    if inner is None:
        source.text(key)
        return Note(spare, "")
    note = Note(inner.name(), inner.text("text"))
    inner.close()
    return note


def _form(source: Reader, key: str, value: str, form: re.Pattern[str]) -> str:
    """Check an address or the path of one: structure, the same in every language."""
    if len(value) > LONGEST_PATH or not form.fullmatch(value):
        source.report(
            "miniweb.address",
            N_("Under “{key}” stands no address of a mini-web: {value}."),
            N_("Write small letters, digits and - only, such as post.talora or news/clinic."),
            key=key,
            value=value[:LONGEST_PATH],
        )
    return value


def _site(row: Reader) -> Site:
    site = Site(
        id=row.name(),
        name=row.text("name"),
        address=_form(row, "address", row.text("address"), _HOST),
        about=row.name_or("about"),
    )
    row.close()
    return site


def _edition(row: Reader) -> Edition:
    edition = Edition(
        id=row.name(),
        headline=_note(row, "headline", "h"),
        date=_note(row, "date", "d"),
        body_blocks=read_notes(row, "body_blocks"),
    )
    row.close()
    return edition


def _page(row: Reader) -> WebPage:
    page = WebPage(
        id=row.name(),
        site=row.name("site"),
        path=_form(row, "path", row.text_or("path"), _PATH),
        headline=_note(row, "headline", "h"),
        date=_note(row, "date", "d"),
        sender=row.text_or("sender"),
        body_blocks=read_notes(row, "body_blocks"),
        picture=row.name_or("picture"),
        caption=row.text_or("caption"),
        role=row.word("role", ROLES, "plain"),  # type: ignore[arg-type]  # word() keeps to ROLES
        earlier=tuple(_edition(each) for each in row.rows("earlier", needed=False)),
    )
    row.close()
    return page


def _decide(source: Reader) -> Decide:
    """Read the decision; an empty one stands in for a missing one."""
    inner = source.child("decide")
    if inner is None:
        source.text("decide")
        inner = Reader({}, f"{source.place}/decide", [])
    return DecideType().read(inner)


class MiniwebType(StepType[Miniweb]):
    """Reading sideways."""

    kind = "miniweb"

    def read(self, source: Reader) -> Miniweb:
        step = Miniweb(
            **read_step_head(source, self.kind),
            intro=source.text("intro"),
            question=source.text("question"),
            artefact=read_artefact_at(source, "artefact"),
            start=source.name("start"),
            sites=tuple(_site(row) for row in source.rows("sites")),
            pages=tuple(_page(row) for row in source.rows("pages")),
            decide=_decide(source),
            debrief=source.text("debrief"),
            locale=source.locale,
        )
        source.close()
        return step

    def problems(self, step: Miniweb) -> list[Problem]:
        return [*miniweb_problems(step), *item_problems(step.decide, step.id)]
