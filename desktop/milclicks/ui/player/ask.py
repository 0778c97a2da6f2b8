"""The page of a question: what it is about on one side, the question on the other."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.lessons.views import ItemView, StepView
from milclicks.steps.ask import Ask
from milclicks.ui.items import ItemState
from milclicks.ui.player.page import Page
from milclicks.ui.player.panel import OUTCOMES, ItemPanel
from milclicks.ui.player.plain import HINT_GO
from milclicks.ui.player.split import fill

HINT_CHOICE = N_("Keys 1–{n} choose, again to change · how sure shows why · saved as you go")
HINT_CHECK = N_("Keys 1–{n} choose, again to change · Check shows why · saved as you go")
HINT_TYPE = N_("Type your answer · Check shows why · saved as you go")
HINT_TYPE_SURE = N_("Type your answer · how sure shows why · saved as you go")
HINT_WRITE = N_("Type your answer · Check shows one good answer · saved as you go")
HINT_SLIDE = N_("Arrow keys move the slider · Check shows why · saved as you go")
HINT_SLIDE_SURE = N_("Arrow keys move the slider · how sure shows why · saved as you go")
HINT_SEND = N_("Keys 1–{n} choose, again to change · Send keeps your answer")
HINT_TYPE_SEND = N_("Type your answer · Send keeps your answer")
HINT_SLIDE_SEND = N_("Arrow keys move the slider · Send keeps your answer")
HINT_OPEN = N_("This answer is closed. Go on when you have read why.")
HINTS = {
    # how it is answered: (with Check, with how sure, with Send)
    "keys": (HINT_CHECK, HINT_CHOICE, HINT_SEND),
    "type": (HINT_TYPE, HINT_TYPE_SURE, HINT_TYPE_SEND),
    "write": (HINT_WRITE, HINT_TYPE_SURE, HINT_TYPE_SEND),
    "slide": (HINT_SLIDE, HINT_SLIDE_SURE, HINT_SLIDE_SEND),
}
BY = {
    "short": "type",
    "cloze-text": "type",
    "number-field": "type",
    "open": "write",
    "number-slider": "slide",
}


def hint_of(page: Page, item: ItemView) -> str:
    """The line at the foot for a question: what its keys and its button really do."""
    survey = item.item.survey is not None
    if item.locked:
        own = {"open": OUTCOMES["ungraded"][2]}.get(item.form, HINT_OPEN)
        return page.say(HINT_GO if survey else own)
    checked, rated, sent = HINTS[BY.get(item.form, "keys")]
    # a panel has levels when the opener is confidence, a survey's too
    words = rated if item.opener == "confidence" else sent if survey else checked
    return page.say(words, n=min(_keys(item), 9))


def _keys(item: ItemView) -> int:
    """How many number keys choose something."""
    if item.item.kind in ("match", "categorise"):
        return len(item.partners)
    if item.form == "cloze-select":
        return max(len(rows) for _, rows in item.choices)
    return len(item.rows) + (item.item.kind == "hotspot")  # and beside every place


class AskPage(Page):
    """A step of questions, one at a time."""

    def build(self) -> None:
        item = self.view.item
        assert item is not None
        self.panel = connect_panel(self, ItemState(item))
        self.ways = self.panel.ways
        self.hint = hint_of(self, item)
        intro = self.view.step.intro if isinstance(self.view.step, Ask) else ""
        lead = [self.words(intro)] if intro and self.view.item_index == 0 else []
        if self.panel.stage is None:
            fill(self.split.main, self.eyebrow(), *lead, self.panel)
            return
        self.split.with_aside()
        fill(self.split.aside, self.eyebrow(), self.panel.stage)
        fill(self.split.main, *lead, self.panel)

    def show_view(self, view: StepView) -> bool:
        self.view = view
        if view.item is None:
            return False
        self.hint = hint_of(self, view.item)
        self.panel.show_state(ItemState(view.item))
        return True

    def flush(self) -> None:
        self.panel.flush()

    def pick(self, number: int) -> None:
        self.panel.pick(number)

    def first_control(self) -> QWidget | None:
        state = self.panel.state
        rating = state.view.form == "open" and state.open
        return self.panel.first_control() if rating or not state.still else None


def connect_panel(page: Page, state: ItemState) -> ItemPanel:
    """A panel whose signals become verbs of the session."""
    panel = ItemPanel(state, page.texts, page.media, compact=page.compact)
    panel.responded.connect(
        lambda response, whole: page.do("choose" if whole else "draft", response)
    )
    panel.level.connect(lambda level: page.do("rate", level))
    panel.check.connect(lambda: page.do("check"))
    panel.points.connect(lambda points: page.do("self_rate", points))
    panel.term.connect(page.term)
    return panel
