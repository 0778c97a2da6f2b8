"""The page to look together: mock artefacts, a vote, talk, a second vote, what came out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.lessons.views import ShowView, StepView
from milclicks.ui.artefacts import artefact_view
from milclicks.ui.icons import MARKS
from milclicks.ui.inline import plain
from milclicks.ui.items.rows import OptionRow
from milclicks.ui.player.page import Page
from milclicks.ui.player.split import fill
from milclicks.ui.widgets.buttons import IconButton
from milclicks.ui.widgets.cards import Card, IconPicture, SunCard
from milclicks.ui.widgets.text import Eyebrow, TextBlock

THING = N_("{n} of {total}")
BEFORE = N_("The one before")
AFTER = N_("The next one")
VOTE = N_("Choose one. There is no right answer yet.")
TALK = N_("Talk about it: tell somebody why you chose this, and listen to one other reason.")
AGAIN = N_("Now choose again. A changed mind is welcome.")
FIRST = N_("First you chose: {words}")
CAME_OUT = N_("What came out")
HINT_VOTE = N_("Keys 1–{n} choose · again to change · saved as you go")
HINT_LOOK = N_("Look closely · Enter goes on")


class Deck(QWidget):
    """The artefacts of a step, one at a time, with the way to the others above."""

    def __init__(self, page: Page, show: ShowView) -> None:
        super().__init__()
        self._page, self._at = page, 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(page.theme.space(1))
        self.views = [artefact_view(each, page.texts, page.media) for each in show.step.shown]
        self.count = TextBlock("", size=15, strong=True, centred=True)
        self.before = IconButton("back", page.say(BEFORE))
        self.after = IconButton("forward", page.say(AFTER))
        self.before.setObjectName("deck-before")
        self.after.setObjectName("deck-after")
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        if len(self.views) > 1:
            row = QHBoxLayout()
            row.addWidget(self.before)
            row.addWidget(self.count, 1, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(self.after)
            column.addLayout(row)
        for view in self.views:
            column.addWidget(view)
        self.turn(0)

    def turn(self, step: int) -> None:
        """Show the next or the one before."""
        self._at = max(0, min(self._at + step, len(self.views) - 1))
        for number, view in enumerate(self.views):
            view.setVisible(number == self._at)
        total = len(self.views)
        self.count.set_text(self._page.say(THING, n=self._at + 1, total=total))
        self.before.setEnabled(self._at > 0)
        self.after.setEnabled(self._at + 1 < total)


class ShowPage(Page):
    """What is shown stands beside what is asked."""

    def build(self) -> None:
        show = self.view.show
        assert show is not None
        self.rows: dict[str, OptionRow] = {}
        deck = Deck(self, show)
        main: list[QWidget] = [self.heading()]
        if show.step.intro:
            main.append(self.words(show.step.intro))
        main.extend(self._stage(show))
        self.split.with_aside()
        fill(self.split.aside, self.eyebrow(), deck)
        fill(self.split.main, *main)
        self._choose(show)

    def _stage(self, show: ShowView) -> list[QWidget]:
        found: list[QWidget] = []
        step = show.step
        if step.prompt:
            found.append(self.words(step.prompt, strong=True, size=20))
        if show.stage in ("look", "revote") and step.vote:
            if show.stage == "revote":
                found.append(self._first(show))
            found.append(self.words(self.say(AGAIN if show.stage == "revote" else VOTE)))
            found.extend(self._vote(show))
        if show.stage == "talk":
            found.append(self._first(show))
            found.append(told_card(self, "talk", self.say(TALK)))
        if show.reveal:
            found.extend([self._first(show)] if show.first else [])
            card = SunCard()
            card.add(Eyebrow(self.say(CAME_OUT), "ink"))
            card.add(self.words(show.reveal, size=18))
            found.append(card)
        voting = bool(self.rows) and not show.locked
        self.hint = self.say(HINT_VOTE, n=len(step.vote)) if voting else self.say(HINT_LOOK)
        return found

    def _vote(self, show: ShowView) -> list[QWidget]:
        for mark, option in zip(MARKS, show.step.vote, strict=False):
            row = OptionRow(option.id, option.label, f"icon:{mark}")
            row.setObjectName(f"vote-{option.id}")
            row.clicked.connect(lambda _=False, key=option.id: self.do("vote", key))
            self.rows[option.id] = row
        return list(self.rows.values())

    def _first(self, show: ShowView) -> QWidget:
        labels = {option.id: option.label for option in show.step.vote}
        return self.words(self.say(FIRST, words=plain(labels.get(show.first or "", "–"))))

    def _choose(self, show: ShowView) -> None:
        mine = show.second if show.stage == "revote" else show.first
        for key, row in self.rows.items():
            row.show_as("chosen" if key == mine else "idle", locked=show.locked)

    def show_view(self, view: StepView) -> bool:
        before, self.view = self.view.show, view
        if view.show is None or before is None or view.show.stage != before.stage:
            return False
        self._choose(view.show)
        return True

    def pick(self, number: int) -> None:
        keys = list(self.rows)
        if number <= len(keys) and self.view.show is not None and not self.view.show.locked:
            self.do("vote", keys[number - 1])

    def first_control(self) -> QWidget | None:
        return next(iter(self.rows.values()), None)


def told_card(page: Page, icon: str, words: str) -> Card:
    """An icon and a sentence in a soft card."""
    card = Card(tone="soft", row=True)
    card.add(IconPicture(icon, size=30))
    card.add(page.words(words), 1)
    return card
