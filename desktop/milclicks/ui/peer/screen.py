"""Peer educators: the steps of the track, what to say, questions to ask, what to do when it is hot.

No points and no ranking: a step is done when it is written down and somebody has seen it. Nobody
but an adult handles what a child tells; that page is the teacher's alone.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.page import Page, block, nothing_here
from milclicks.ui.peers import STATES, Peer, Standing, peer_text, standings
from milclicks.ui.printing.peersheets import kit_sheet
from milclicks.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import Eyebrow, body, small, subtitle, title

PARTS = (
    ("steps", N_("The steps")),
    ("say", N_("What to say")),
    ("ask", N_("What to ask")),
    ("hot", N_("When it gets hot")),
    ("rubric", N_("How I lead")),
)
LEVEL = N_("{number}. {text}")


class PeerTrack(Page):
    """`part` is one of PARTS."""

    topics = frozenset({"peer", "people", "packs"})

    def __init__(self, context: Context, part: str = "steps") -> None:
        super().__init__(context, gap=12)
        self._part = part
        self._primary: QWidget | None = None
        outer = self.layout()
        if isinstance(outer, QVBoxLayout) and peer_text(context) is not None:
            outer.insertWidget(0, self._chips())
        self.fill()

    def kept(self) -> dict[str, Any]:
        """The part that is open."""
        return {"part": self._part}

    def first_focus(self) -> QWidget | None:
        """The next step."""
        return self._primary

    def _chips(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        for key, words in PARTS:
            chip = Button(self.say(words), look="quiet", size=15, pad=14)
            chip.setObjectName(f"part-{key}")
            chip.setCheckable(True)
            chip.setChecked(key == self._part)
            chip.clicked.connect(lambda _=False, key=key: self._open(key))
            flow.addWidget(chip)
        self._row = row
        return row

    def _open(self, part: str) -> None:
        self._part = part
        for chip in self._row.findChildren(Button):
            chip.setChecked(chip.objectName() == f"part-{part}")
        self.refresh()
        self.area.to_top()

    def fill(self) -> None:
        """The part that is open."""
        self._primary = None
        text = peer_text(self.context)
        if text is None:
            sentence = N_("No pack on this computer has a peer track.")
            self.column.addWidget(nothing_here(self.context, "people", self.say(sentence)))
            return
        {
            "steps": self._steps, "say": self._scripts, "ask": self._prompts, "hot": self._hot,
            "rubric": self._rubric,
        }[self._part](text)  # fmt: skip
        self.column.addStretch(1)
        self._feet(text)

    # --- the steps -----------------------------------------------------------------------
    def _steps(self, text: Peer) -> None:
        self.column.addWidget(block(title(plain(text.title)), body(text.intro, marked=True)))
        grid = QWidget()
        flow = FlowLayout(grid, even=True, least=self.context.theme.px(300), gap=12, columns=3)
        for number, one in enumerate(standings(self.context, text), 1):
            flow.addWidget(self._step(number, one))
        self.column.addWidget(grid)

    def _step(self, number: int, one: Standing) -> QWidget:
        sign, words = STATES[one.state]
        card = ChoiceCard(
            "",
            plain(one.step.title),
            plain(one.step.summary),
            number=self.context.texts.number(number),
            note=self.say(words),
            sign=sign,
        )
        card.setObjectName(f"step-{one.step.id}")
        card.clicked.connect(lambda: self.context.go("learn_peer_step", step=one.step.id))
        return card

    # --- to read -------------------------------------------------------------------------
    def _scripts(self, text: Peer) -> None:
        grid = QWidget()
        flow = FlowLayout(grid, even=True, least=self.context.theme.px(340), gap=12, columns=2)
        for script in text.scripts:
            card = Card()
            card.setObjectName(f"script-{script.id}")
            card.add(subtitle(plain(script.title)))
            for line in script.lines:
                card.add(body(line.text, marked=True))
            card.column.addStretch(1)
            flow.addWidget(card)
        self.column.addWidget(grid)

    def _prompts(self, text: Peer) -> None:
        self.column.addWidget(small(self.say(N_("Questions that always fit. Ask, then wait."))))
        grid = QWidget()
        flow = FlowLayout(grid, even=True, least=self.context.theme.px(320), gap=8, columns=2)
        for number, prompt in enumerate(text.prompts, 1):
            card = Card(row=True, pad=12)
            card.add(subtitle(self.context.texts.number(number)))
            card.column.addWidget(body(prompt.text, marked=True), 1)
            flow.addWidget(card)
        self.column.addWidget(grid)

    def _hot(self, text: Peer) -> None:
        card = SunCard()
        card.setObjectName("hot-card")
        card.add(title(plain(text.hot.title)))
        for number, line in enumerate(text.hot.lines, 1):
            card.add(body(self.say(LEVEL, number=number, text=plain(line.text))))
        self.column.addWidget(card)

    def _rubric(self, text: Peer) -> None:
        self.column.addWidget(
            small(self.say(N_("For yourself: where are you today, and what comes next?")))
        )
        for row in text.rubric:
            card = Card()
            card.add(Eyebrow(plain(row.label)))
            grid = QWidget()
            flow = FlowLayout(grid, even=True, least=self.context.theme.px(145), gap=10, columns=4)
            for number, level in enumerate(row.levels, 1):
                flow.addWidget(body(self.say(LEVEL, number=number, text=plain(level.text))))
            card.add(grid)
            self.column.addWidget(card)

    # --- the foot ------------------------------------------------------------------------
    def _feet(self, text: Peer) -> None:
        foot = self.with_foot()
        go = self.context.go
        if self.context.seat.learner is None:
            join = PrimaryButton(self.say(N_("Join to write down what you did")))
            join.setObjectName("peer-join")
            join.clicked.connect(lambda: go("chooser"))
            foot.addWidget(join)
            self._primary = join
        else:
            self._primary = self._next(text)
            foot.addWidget(self._primary)
            log = SecondaryButton(self.say(N_("My log")), icon="pencil")
            log.setObjectName("peer-log")
            log.clicked.connect(lambda: go("learn_peer_log"))
            foot.addWidget(log)
        kit = SecondaryButton(self.say(N_("See the kit on paper")), icon="print")
        kit.setObjectName("peer-kit")
        kit.clicked.connect(lambda: go("preview", sheet=kit_sheet(self.context)))
        foot.addWidget(kit)

    def _next(self, text: Peer) -> PrimaryButton:
        stand = standings(self.context, text)
        one = next((each for each in stand if each.state == "open"), stand[-1])
        words = N_("Go on with “{title}”")
        button = PrimaryButton(self.say(words, title=plain(one.step.title)))
        button.setObjectName("peer-next")
        button.clicked.connect(lambda: self.context.go("learn_peer_step", step=one.step.id))
        return button
