"""What the mini-web's browser shows: a page, what a query found, or a picture's matches."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.lessons.views import MiniwebView
from milclicks.steps.miniweb import Edition, Miniweb, WebPage
from milclicks.ui.inline import plain
from milclicks.ui.pictures import Media, PictureView, image_of
from milclicks.ui.player.miniweb_rows import SiteBand, WebRow
from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import QuietButton
from milclicks.ui.widgets.cards import Card, EmptyState, SunCard
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import Eyebrow, TextBlock, body, small, title

ABOUT = N_("About this site")
ELSEWHERE = N_("Find this picture elsewhere")
EARLIER = N_("Earlier versions")
OLD = N_("You are reading an earlier version of this page: {date}.")
AS_NOW = N_("The page as it is now: {date}")
BY = N_("{sender} · {date}")
WHERE = N_("{address} · {date}")
FOUND = N_("Pages with these words: {words}")
NOTHING = N_("No page has these words. Try fewer words, or other ones.")
NO_ADDRESS = N_("No page has this address: {address}")
MATCHES = N_("This picture also stands on these pages")
LONE = N_("This picture stands on no other page.")


class WebContent(QWidget):
    """One moment of the browser. `did` asks for a move, `term` opens a word of the glossary."""

    did = Signal(str, tuple)
    term = Signal(str)

    def __init__(self, web: MiniwebView, texts: Texts, media: Media) -> None:
        super().__init__()
        self.web, self.step, self.texts, self.media = web, web.step, texts, media
        self.say, self.theme = texts.say, current()
        self.rows: list[WebRow] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(self.theme.space(3))
        {"page": self._page, "results": self._results, "matches": self._matches}[web.kind]()
        self.column.addStretch(1)
        self.setEnabled(not web.locked)

    def open(self, page: str, way: str, version: str = "") -> None:
        """Ask for a page."""
        self.did.emit("open", (page, way, version))

    def name(self) -> str:
        """What a screen reader says of all this."""
        if self.web.kind == "results":
            return self.say(FOUND, words=self.web.query)
        if self.web.kind == "matches" or self.web.edition is None or self.web.page is None:
            return self.say(MATCHES)
        site = self.step.site(self.web.page.site)
        return f"{plain(self.web.edition.headline.text)}. {plain(site.name)}"

    # --- a page --------------------------------------------------------------------------
    def _page(self) -> None:
        page, edition = self.web.page, self.web.edition
        assert page is not None and edition is not None
        site = self.step.site(page.site)
        about = None
        if site.about != page.id:
            about = self._button("web-about", ABOUT, "about")
            about.clicked.connect(lambda: self.open(site.about, "about"))
        self.column.addWidget(SiteBand(self.step, site, about))
        if self.web.version:
            self._old(edition)
        self.column.addWidget(title(edition.headline.text, marked=True, size=26))
        self.column.addWidget(small(_by(self.texts, page, edition), marked=True))
        if page.picture and not self.web.version:
            self._picture(page)
        for block in edition.body_blocks:
            words = TextBlock(block.text, size=18, marked=True, pages=True)
            words.setObjectName(f"block-{block.id}")
            words.page.connect(lambda target: self.open(target, "link"))
            words.term.connect(self.term)
            self.column.addWidget(words)
        if page.earlier:
            self._versions(page)

    def _old(self, edition: Edition) -> None:
        card = SunCard()
        card.setObjectName("old-version")
        card.add(body(self.say(OLD, date=plain(edition.date.text)), strong=True))
        self.column.addWidget(card)

    def _picture(self, page: WebPage) -> None:
        alt = self.media.alt(page.picture)
        image = image_of(self.media, page.picture)
        self.column.addWidget(PictureView(image, alt, most=self.theme.px(320)))
        if page.caption:
            self.column.addWidget(small(page.caption, marked=True))
        button = self._button("web-picture", ELSEWHERE, "search")
        if self.step.matches(page):
            button.clicked.connect(lambda: self.open(page.id, "picture"))
            self.column.addWidget(_flowing(button))
        else:
            self.column.addWidget(small(self.say(LONE)))

    def _versions(self, page: WebPage) -> None:
        card = Card(pad=self.theme.space(3))
        card.setObjectName("versions")
        card.add(Eyebrow(self.say(EARLIER)))
        buttons = []
        if self.web.version:
            now = self._button("version-now", "", "forward")
            now.setText(self.say(AS_NOW, date=plain(page.date.text)))
            now.clicked.connect(lambda: self.open(page.id, "version"))
            buttons.append(now)
        for edition in page.earlier:
            if edition.id != self.web.version:
                button = self._button(f"version-{edition.id}", "", "clock")
                button.setText(plain(edition.date.text))
                button.clicked.connect(
                    lambda _=False, key=edition.id: self.open(page.id, "version", key)
                )
                buttons.append(button)
        card.add(_flowing(*buttons))
        self.column.addWidget(card)

    def _button(self, name: str, words: str, icon: str) -> QuietButton:
        button = QuietButton(self.say(words) if words else "", icon=icon)
        button.setObjectName(name)
        return button

    # --- lists ---------------------------------------------------------------------------
    def _results(self) -> None:
        if self.web.no_page:
            said = self.say(NO_ADDRESS, address=self.web.query)
            self.column.addWidget(body(said, strong=True))
        if not self.web.results:
            self.column.addWidget(EmptyState("search", self.say(NOTHING)))
            return
        self.column.addWidget(Eyebrow(self.say(FOUND, words=self.web.query)))
        for result in self.web.results:
            page = self.step.page(result.page)
            self._row(page, "result", result.pieces)

    def _matches(self) -> None:
        page = self.web.page
        assert page is not None
        self.column.addWidget(title(self.say(MATCHES)))
        image = image_of(self.media, page.picture)
        picture = PictureView(image, self.media.alt(page.picture), most=self.theme.px(160))
        self.column.addWidget(picture)
        for other in self.web.matches:
            self._row(other, "match", ((plain(other.caption), False),) if other.caption else ())

    def _row(self, page: WebPage, way: str, pieces: tuple[tuple[str, bool], ...]) -> None:
        where = where_and_when(self.texts, self.step, page)
        row = WebRow(page.id, page.headline.text, where, pieces)
        row.setObjectName(f"{way}-{page.id}")
        row.clicked.connect(lambda: self.open(page.id, way))
        self.rows.append(row)
        self.column.addWidget(row)


def where_and_when(texts: Texts, step: Miniweb, page: WebPage) -> str:
    """Address and date of a page in one line."""
    return texts.say(WHERE, address=step.address(page), date=plain(page.date.text))


def _by(texts: Texts, page: WebPage, edition: Edition) -> str:
    """Who wrote it and when, as far as the page says."""
    if not page.sender:
        return edition.date.text
    return texts.say(BY, sender=plain(page.sender), date=plain(edition.date.text))


def _flowing(*buttons: QWidget) -> QWidget:
    """Buttons in rows that wrap."""
    holder = QWidget()
    flow = FlowLayout(holder)
    for button in buttons:
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        flow.addWidget(button)
    return holder
