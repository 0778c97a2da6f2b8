"""The page of a mini-web: what has happened, the browser to read in, then the decision.

Three faces of one moment: the brief (before the first page is looked at), the reading, and the
judging with the path shown back. The session keeps every move; this page only asks for them.
"""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.lessons.views import MiniwebView, StepView
from milclicks.ui.artefacts import artefact_view
from milclicks.ui.items import ItemState
from milclicks.ui.player.ask import connect_panel, hint_of
from milclicks.ui.player.miniweb_browser import Browser, framed
from milclicks.ui.player.miniweb_path import path_cards
from milclicks.ui.player.page import Page
from milclicks.ui.player.panel import ItemPanel
from milclicks.ui.player.split import fill
from milclicks.ui.player.strip import FootPart
from milclicks.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from milclicks.ui.widgets.cards import HeroCard, Line, SunCard
from milclicks.ui.widgets.columns import ScrollColumn
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import Eyebrow, TextBlock, hint_line, small

QUESTION = N_("The question")
BEGIN = N_("Start reading")
GO_ON = N_("Read on")
BRIEF = N_("What happened?")
COUNT = N_("Pages: {pages} · sources: {sites}")
JUDGE = N_("Judge now")
STAY = N_("Back to reading")
OPENED = N_("What you opened")
DEBRIEF = N_("Looking back")
INVENTED = N_("Every page, site and address here is invented. Nothing leaves this computer.")
HINT_BRIEF = N_("Read what happened, then look around · saved as you go")
HINT_READ = N_("Alt+← goes back · Ctrl+L to the address · Tab to the links · saved as you go")


class MiniwebPage(Page):
    """Reading sideways."""

    def build(self) -> None:
        self.panel: ItemPanel | None = None
        self.browser: Browser | None = None
        self.frame: ScrollColumn | None = None
        web = self._web()
        self._told = False
        if web.judging or web.path is not None:
            self._build_judging(web)
        else:
            self._build_brief(web)
            self._build_reading(web)
            self._face(reading=web.turn > 1 or web.locked)

    def _web(self) -> MiniwebView:
        web = self.view.miniweb
        assert web is not None
        return web

    # --- the brief -----------------------------------------------------------------------
    def _build_brief(self, web: MiniwebView) -> None:
        step = web.step
        asked = HeroCard()
        asked.add(Eyebrow(self.say(QUESTION)))
        asked.add(self.words(step.question, strong=True, size=20))
        self.begin = PrimaryButton(self.say(BEGIN if web.turn == 1 else GO_ON), icon="eye")
        self.begin.setObjectName("web-begin")
        self.begin.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.begin.clicked.connect(self._to_reading)
        holder = QWidget()
        FlowLayout(holder).addWidget(self.begin)
        main = [self.heading(), self.words(step.intro, size=18), asked, holder]
        main.append(small(self.say(INVENTED)))
        if self.compact:  # while one reads, the foot has no room for it
            keys = small(self.say(HINT_READ))
            keys.setObjectName("web-keys")
            main.append(keys)
        if step.artefact is None:
            fill(self.split.main, self.eyebrow(), *main)
            return
        self.split.with_aside()
        fill(self.split.aside, self.eyebrow(), artefact_view(step.artefact, self.texts, self.media))
        fill(self.split.main, *main)

    def _face(self, *, reading: bool) -> None:
        """Show the browser or the brief."""
        assert self.frame is not None
        self.frame.setVisible(reading)
        self.bar.setVisible(reading)
        self.split.setVisible(not reading)
        self.hint = self.say(HINT_READ if reading else HINT_BRIEF)

    def _to_reading(self) -> None:
        self._face(reading=True)
        self._focus_first()

    def _to_brief(self) -> None:
        self._face(reading=False)
        self.begin.setText(self.say(GO_ON))
        self._focus_first()

    def _focus_first(self) -> None:
        control = self.first_control()
        if control is not None:
            control.setFocus()

    # --- reading -------------------------------------------------------------------------
    def _build_reading(self, web: MiniwebView) -> None:
        theme = self.theme
        tight = self.compact and theme.text_size <= 125
        self.browser = Browser(web, self.texts, self.media, tight=tight)
        self.browser.did.connect(self.did)
        self.browser.term.connect(self.term)
        side = theme.space(3) if self.compact else theme.space(5)
        self.frame = ScrollColumn(width=0, margins=(side, theme.space(0 if tight else 1)))
        self.frame.setObjectName("reading")
        self.frame.column.setContentsMargins(0, 0, 0, 0)
        self.bar = self._bar(web, tight=tight)
        self.frame.add(framed(self.browser, self.bar), 1)
        self.ways = self.bar
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.frame)

    def _bar(self, web: MiniwebView, *, tight: bool) -> FootPart:
        """The question, how far one is, and the way to the decision."""
        bar = FootPart()
        bar.setObjectName("judge-bar")
        question = self.words(web.step.question, strong=True, size=16)
        question.setObjectName("web-question")
        bar.put(question)
        self.count = hint_line(colour="ink")
        self.count.setObjectName("web-count")
        if tight and self.browser is not None:
            self.browser.put(self.count)
        else:
            bar.put(self.count)
        brief = QuietButton(self.say(BRIEF))
        brief.setObjectName("web-brief")
        brief.clicked.connect(self._to_brief)
        self.judge = PrimaryButton(self.say(JUDGE), icon="check")
        self.judge.setObjectName("web-judge")
        self.judge.setEnabled(not web.locked)
        self.judge.clicked.connect(lambda: self.do("judge"))
        for button in (brief, self.judge):
            bar.put_button(button)
        self._show_count(web)
        return bar

    def _show_count(self, web: MiniwebView) -> None:
        sites = len({page.site for page in web.opened})
        self.count.set_text(self.say(COUNT, pages=len(web.opened), sites=sites))

    # --- judging -------------------------------------------------------------------------
    def _build_judging(self, web: MiniwebView) -> None:
        panel = self.panel = connect_panel(self, ItemState(web.decide))
        self.hint = hint_of(self, web.decide)
        self.stay = SecondaryButton(self.say(STAY), icon="back")
        self.stay.setObjectName("web-stay")
        self.stay.clicked.connect(lambda: self.do("read_on"))
        holder = QWidget()
        FlowLayout(holder).addWidget(self.stay)
        self.after = QWidget()
        self.told = QVBoxLayout(self.after)
        self.told.setContentsMargins(0, 0, 0, 0)
        self.told.setSpacing(self.theme.space(2))
        self.split.with_aside()
        asked = HeroCard()
        asked.add(Eyebrow(self.say(QUESTION)))
        asked.add(self.words(web.step.question, strong=True, size=18))
        asked.add(Line())
        asked.add(Eyebrow(self.say(OPENED)))
        for page in web.opened:
            site = web.step.site(page.site)
            asked.add(TextBlock(page.headline.text, size=16, marked=True))
            asked.add(small(site.name, marked=True))
        fill(self.split.aside, self.eyebrow(), asked)
        fill(self.split.main, panel, holder, self.after)
        self._show_judging(web)

    def _show_judging(self, web: MiniwebView) -> None:
        assert self.panel is not None
        self.hint = hint_of(self, web.decide)
        self.panel.show_state(ItemState(web.decide))
        self.stay.setVisible(not web.locked)
        self.after.setVisible(web.path is not None)
        if web.path is not None and not self._told:
            self._told = True
            for card in path_cards(self, web):
                self.told.addWidget(card)
            debrief = SunCard()
            debrief.add(Eyebrow(self.say(DEBRIEF), "ink"))
            debrief.add(self.words(web.debrief, size=18))
            self.told.addWidget(debrief)

    # --- for the player ------------------------------------------------------------------
    def show_view(self, view: StepView) -> bool:
        self.view = view
        web = view.miniweb
        if web is None or (self.panel is not None) != (web.judging or web.path is not None):
            return False
        if self.panel is not None:
            self._show_judging(web)
        elif self.browser is not None:
            if web.turn != self.browser.web.turn:
                self._face(reading=True)
            self.browser.show_web(web)
            self._show_count(web)
        return True

    def flush(self) -> None:
        if self.panel is not None:
            self.panel.flush()

    def pick(self, number: int) -> None:
        if self.panel is not None:
            self.panel.pick(number)
        elif self.browser is not None and not self.split.isVisible():
            self.browser.pick(number)

    def first_control(self) -> QWidget | None:
        if self.panel is not None:
            return None if self.panel.state.still else self.panel.first_control()
        if self.frame is not None and not self.frame.isHidden() and self.browser is not None:
            return self.browser.first_control()
        return self.begin
