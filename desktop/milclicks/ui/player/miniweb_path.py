"""The way through a mini-web, shown back: calmly, with what each page was worth."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.lessons.views import MiniwebView, PathPage, WebPath
from milclicks.steps.miniweb import WebPage
from milclicks.ui.inline import plain
from milclicks.ui.player.miniweb_pages import where_and_when
from milclicks.ui.player.miniweb_rows import BandStrip, SiteBand, WebRow
from milclicks.ui.player.page import Page
from milclicks.ui.player.read import entries
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.text import Eyebrow, TextBlock, small, title

PATH = N_("Your path")
WAYS = {
    "start": N_("open at first"),
    "link": N_("by a link"),
    "result": N_("by searching"),
    "address": N_("by its address"),
    "about": N_("by “About this site”"),
    "match": N_("by its picture"),
    "version": N_("another version"),
    "home": N_("back to the first page"),
    "back": N_("by going back"),
    "forward": N_("by going forward"),
}
STOP = N_("**{headline}** · {site} · {way}")
KEY = N_("This page held evidence.")
WRONG = N_("This page leads away from the evidence.")
PAGES = N_("Pages opened")
SOURCES = N_("Independent sources")
SEARCHES = N_("Searches")
READING = N_("Reading before judging")
MINUTES = N_("{minutes} min {seconds} s")
LEFT = N_(
    "The loud page was on your way, and you went on to other voices. That is reading sideways."
)
STAYED = N_(
    "Loud pages ask for all our attention. The pages that decide were close by: have a look."
)
ALL_KEY = N_("You opened every page that holds evidence.")
MISSED = N_("These pages hold evidence too. Open them now, if you like.")


def path_cards(page: Page, web: MiniwebView) -> list[QWidget]:
    """The path in figures and in order, a kind word, and the evidence that is left to see."""
    path = web.path
    assert path is not None
    card = Card()
    card.setObjectName("web-path")
    card.add(Eyebrow(page.say(PATH)))
    card.add(_figures(page, path))
    card.add(entries(page, [_stop(page, web, each) for each in path.pages], numbered=True))
    word = _word(path)
    if word:
        card.add(page.words(page.say(word), strong=True))
    return [card, *_evidence(page, web, path)]


def _figures(page: Page, path: WebPath) -> QWidget:
    """Pages, sources, searches and time: what was done, never how fast against others."""
    number = page.texts.number
    shown = [
        (PAGES, number(len({each.page.id for each in path.pages}))),
        (SOURCES, number(len(path.sites))),
        (SEARCHES, number(path.searches)),
    ]
    if path.ms >= 1000:
        minutes, seconds = divmod(path.ms // 1000, 60)
        shown.append((READING, page.say(MINUTES, minutes=minutes, seconds=seconds)))
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(page.theme.space(1))
    for place, (label, value) in enumerate(shown):
        grid.addWidget(_figure(page, page.say(label), value), place // 2, place % 2)
    return holder


def _figure(page: Page, label: str, value: str) -> QWidget:
    card = Card(tone="soft", frame="soft", pad=page.theme.space(2))
    card.column.setSpacing(0)
    card.add(TextBlock(value, size=22, strong=True))
    card.add(small(label, colour="ink"))
    return card


def _stop(page: Page, web: MiniwebView, each: PathPage) -> str:
    """One page of the path in words."""
    edition = each.page.edition(each.version) or each.page
    said = page.say(
        STOP,
        headline=plain(edition.headline.text),
        site=plain(web.step.site(each.page.site).name),
        way=page.say(WAYS[each.way]),
    )
    worth = {"key": KEY, "wrong": WRONG}.get(each.page.role)
    return f"{said}\n{page.say(worth)}" if worth and not each.again else said


def _word(path: WebPath) -> str:
    if not path.key_missed:
        return ALL_KEY
    if path.wrong_opened:
        return LEFT if path.key_opened else STAYED
    return ""


def _evidence(page: Page, web: MiniwebView, path: WebPath) -> list[QWidget]:
    """The pages of evidence that were not opened, each to be unfolded here."""
    if not path.key_missed:
        return []
    found: list[QWidget] = [page.words(page.say(MISSED), strong=True)]
    for each in path.key_missed:
        where = where_and_when(page.texts, web.step, each)
        row = WebRow(each.id, each.headline.text, where)
        row.setObjectName(f"evidence-{each.id}")
        row.setCheckable(True)
        sheet = Sheet(page, web, each)
        row.toggled.connect(sheet.setVisible)
        found += [row, sheet]
    return found


class Sheet(Card):
    """A page to read after the decision; its links are words only."""

    def __init__(self, page: Page, web: MiniwebView, shown: WebPage) -> None:
        super().__init__(frame="ink", pad=2)
        self.setObjectName(f"sheet-{shown.id}")
        self.column.setSpacing(0)
        self.add(BandStrip(page.texts))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.addWidget(SiteBand(web.step, web.step.site(shown.site)))
        column.addWidget(title(shown.headline.text, marked=True))
        column.addWidget(small(shown.date.text, marked=True))
        for block in shown.body_blocks:
            column.addWidget(page.words(block.text))
        self.add(inner)
        self.hide()
