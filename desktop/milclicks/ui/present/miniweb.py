"""A mini-web on the wall: the page that is open, and the vote on what the class opens next.

The teacher presses the number that the class chose. The searches on the wall are the question's
own words; every page goes on over as many slides as it needs, each under the striped band.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.lessons.views import MiniwebView, StepView
from milclicks.ui.artefacts import artefact_view
from milclicks.ui.inline import plain
from milclicks.ui.pictures import Media, PictureView, image_of
from milclicks.ui.player.miniweb import OPENED, QUESTION
from milclicks.ui.player.miniweb_browser import PAGE_BACK
from milclicks.ui.player.miniweb_pages import (
    AS_NOW,
    ELSEWHERE,
    FOUND,
    MATCHES,
    NOTHING,
    OLD,
    where_and_when,
)
from milclicks.ui.player.miniweb_rows import BandStrip, SiteMark
from milclicks.ui.present.blocks import counted, ink, numbered, panel, words
from milclicks.ui.present.fitting import fitted
from milclicks.ui.present.paging import Slide
from milclicks.ui.present.questions import VOTE, question
from milclicks.ui.theme import current
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.text import TextBlock, small

NEXT_PAGE = N_("Which page do we open next?")
ABOUT_SITE = N_("About this site: {site}")
SEARCH = N_("Search for: {words}")
EARLIER = N_("An earlier version: {date}")
MOST = 9


@dataclass(frozen=True, slots=True)
class WallWay:
    """One thing that the class can open next: its words and the verb for it."""

    words: str
    verb: str
    arguments: tuple[str, ...]


def wall_ways(web: MiniwebView, texts: Texts) -> tuple[WallWay, ...]:
    """What can be opened from here, at most nine; Back is always among them when there is one."""
    ways = _from_page(web, texts) if web.kind == "page" else _from_list(web, texts)
    searched = web.kind == "results" and web.query == plain(web.step.question)
    last = []
    if not searched:
        asked = plain(web.step.question)
        last.append(WallWay(texts.say(SEARCH, words=asked), "query", (asked,)))
    if web.can_back:
        last.append(WallWay(texts.say(PAGE_BACK), "turn", ("back",)))
    return (*ways[: MOST - len(last)], *last)


def _from_page(web: MiniwebView, texts: Texts) -> list[WallWay]:
    page, edition, step = web.page, web.edition, web.step
    assert page is not None and edition is not None
    ways = [_way(web, texts, target, "link") for target in edition.links()]
    site = step.site(page.site)
    if site.about != page.id:
        said = texts.say(ABOUT_SITE, site=plain(site.name))
        ways.append(WallWay(said, "open", (site.about, "about")))
    if step.matches(page) and not web.version:
        ways.append(WallWay(texts.say(ELSEWHERE), "open", (page.id, "picture")))
    if web.version:
        said = texts.say(AS_NOW, date=plain(page.date.text))
        ways.append(WallWay(said, "open", (page.id, "version")))
    for old in page.earlier:
        if old.id != web.version:
            said = texts.say(EARLIER, date=plain(old.date.text))
            ways.append(WallWay(said, "open", (page.id, "version", old.id)))
    return ways


def _from_list(web: MiniwebView, texts: Texts) -> list[WallWay]:
    if web.kind == "results":
        return [_way(web, texts, result.page, "result") for result in web.results]
    return [_way(web, texts, other.id, "match") for other in web.matches]


def _way(web: MiniwebView, texts: Texts, page_id: str, way: str) -> WallWay:
    page = web.step.page(page_id)
    where = where_and_when(texts, web.step, page)
    return WallWay(f"**{plain(page.headline.text)}** · {where}", "open", (page_id, way))


def miniweb_slides(view: StepView, texts: Texts, media: Media) -> list[Slide]:
    """The message at first, the page or list that is open, the vote, and then the decision."""
    web = view.miniweb
    assert web is not None
    decide = question(web.decide, texts, media)
    if web.path is not None:
        debrief = Slide(view.step.title, (panel(ink(web.debrief), tone="sun_soft"),))
        return [*decide, _opened(web, texts), debrief]
    found = _brief(web, texts, media) if web.turn == 1 else []
    found += [_page(web, texts, media)] if web.kind == "page" else [_list(web, texts, media)]
    ways = enumerate(wall_ways(web, texts), start=1)
    rows = [counted(texts, number, ink(way.words, size=15)) for number, way in ways]
    return [*found, Slide(texts.say(NEXT_PAGE), tuple(rows), None, 1, texts.say(VOTE)), *decide]


def _brief(web: MiniwebView, texts: Texts, media: Media) -> list[Slide]:
    step = web.step
    asked = (words(step.intro), panel(ink(step.question, strong=True)))
    art = step.artefact
    if art is None:
        return [Slide(texts.say(QUESTION), asked)]
    return [Slide(texts.say(QUESTION), asked, fitted(lambda: artefact_view(art, texts, media)))]


def _page(web: MiniwebView, texts: Texts, media: Media) -> Slide:
    page, edition = web.page, web.edition
    assert page is not None and edition is not None
    date = plain(edition.date.text)
    note = texts.say(OLD, date=date) if web.version else date
    blocks = tuple(words(block.text) for block in edition.body_blocks)
    shown = fitted(lambda: SiteCard(web, texts, media))
    return Slide(edition.headline.text, blocks, shown, 1, note)


def _list(web: MiniwebView, texts: Texts, media: Media) -> Slide:
    shown = fitted(lambda: SiteCard(web, texts, media))
    if web.kind == "matches":
        said = [words(where_and_when(texts, web.step, each)) for each in web.matches]
        return Slide(texts.say(MATCHES), tuple(said), shown)
    if not web.results:
        return Slide(texts.say(FOUND, words=web.query), (words(texts.say(NOTHING)),), shown)
    said = [words(_told(web, texts, result.page, result.snippet)) for result in web.results[:4]]
    return Slide(texts.say(FOUND, words=web.query), tuple(said), shown)


def _told(web: MiniwebView, texts: Texts, page_id: str, snippet: str) -> str:
    return f"**{plain(web.step.page(page_id).headline.text)}** {snippet}"


def _opened(web: MiniwebView, texts: Texts) -> Slide:
    lines = [plain(page.headline.text) for page in web.opened]
    return Slide(texts.say(OPENED), tuple(numbered(texts, lines)))


class SiteCard(Card):
    """What stands beside a page on the wall: the band, whose page it is, its picture."""

    def __init__(self, web: MiniwebView, texts: Texts, media: Media) -> None:
        theme = current()
        super().__init__(frame="ink", radius="projector", pad=3)
        self.column.setSpacing(0)
        self.add(BandStrip(texts))
        inner = QWidget()
        column = QVBoxLayout(inner)
        side = theme.space(2)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(theme.space(1))
        page = web.page
        if page is None:
            column.addWidget(TextBlock(web.query, size=17, strong=True))
        else:
            site = web.step.site(page.site)
            column.addWidget(SiteMark(web.step, site))
            column.addWidget(TextBlock(site.name, size=18, strong=True, marked=True))
            column.addWidget(small(web.address))
            if page.sender:
                column.addWidget(small(page.sender, marked=True))
            if page.picture and not web.version:
                image = image_of(media, page.picture)
                column.addWidget(PictureView(image, media.alt(page.picture), most=theme.px(150)))
                if page.caption:
                    column.addWidget(small(page.caption, marked=True))
        self.add(inner)
