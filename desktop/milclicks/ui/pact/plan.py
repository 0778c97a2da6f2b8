"""One promise and its plan: a suggestion of the pack, or words of one's own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.content import Promise
from milclicks.ui.context import Context
from milclicks.ui.pacts import PLAN, Plan
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import small, title, writing_side

OWN = "own"
OWN_WHEN = N_("When {situation}")
OWN_WILL = N_("I will {act}.")


@dataclass(frozen=True, slots=True)
class Draft:
    """Which suggestion was chosen ("own" for words of one's own) and the words."""

    example: str = ""
    when: str = ""
    will: str = ""

    def words(self, texts: Texts, promise: Promise) -> tuple[str, str]:
        """The two halves, in the language of the promise; own words become whole clauses."""
        for example in promise.examples:
            if example.id == self.example:
                return example.when, example.will
        when, will = self.when.strip(" .,،…"), self.will.strip(" .,،…")
        return texts.say(OWN_WHEN, situation=when), texts.say(OWN_WILL, act=will)

    def sentence(self, texts: Texts, promise: Promise) -> str:
        """The whole sentence."""
        when, will = self.words(texts, promise)
        return texts.say(PLAN, when=when, will=will)

    def plan(self, texts: Texts, promise: Promise) -> Plan:
        """What the records keep."""
        when, will = self.words(texts, promise)
        return Plan(promise.id, when, will)


def ready(draft: Draft | None) -> bool:
    """True when there is a plan: a suggestion, or both parts in own words."""
    if draft is None or not draft.example:
        return False
    return draft.example != OWN or bool(draft.when.strip() and draft.will.strip())


class PlanCard(Card):
    """The suggestions for one promise; `changed(promise id, Draft)`."""

    changed = Signal(str, object)

    def __init__(self, context: Context, promise: Promise, draft: Draft | None) -> None:
        super().__init__()
        self.setObjectName(f"plan-{promise.id}")
        self._context, self._promise, self._draft = context, promise, draft or Draft()
        say = context.texts.say
        self.add(title(promise.name))
        self.add(small(promise.sentence))
        grid = QWidget()
        flow = FlowLayout(grid, even=True, least=context.theme.px(320), gap=10, columns=2)
        self._cards: dict[str, ChoiceCard] = {}
        for example in promise.examples:
            words = say(PLAN, when=example.when, will=example.will)
            flow.addWidget(self._choice(example.id, "check", words))
        flow.addWidget(self._choice(OWN, "pencil", say(N_("In my own words"))))
        self.add(grid)
        self._own = self._fields()
        self.add(self._own)
        self._show()

    def _choice(self, key: str, icon: str, words: str) -> ChoiceCard:
        card = ChoiceCard(icon, words)
        card.setObjectName(f"plan-{self._promise.id}-{key}")
        card.setCheckable(True)
        card.clicked.connect(lambda: self._choose(key))
        self._cards[key] = card
        return card

    def _fields(self) -> QWidget:
        holder = QWidget()
        say = self._context.texts.say
        flow = FlowLayout(holder, even=True, least=self._context.theme.px(320), gap=10, columns=2)
        for part, words in (("when", say(N_("When …"))), ("will", say(N_("I will …")))):
            field = QLineEdit(getattr(self._draft, part))
            writing_side(field)
            field.setObjectName(f"{part}-{self._promise.id}")
            field.setAccessibleName(words)
            field.setPlaceholderText(words)
            field.setMaxLength(140)
            field.textChanged.connect(lambda text, part=part: self._write(part, text))
            flow.addWidget(field)
        return holder

    def _choose(self, key: str) -> None:
        self._draft = replace(self._draft, example=key)
        self._show()
        if key == OWN:
            field = self.findChild(QLineEdit, f"when-{self._promise.id}")
            if field is not None:
                field.setFocus()
        self.changed.emit(self._promise.id, self._draft)

    def _write(self, part: str, text: str) -> None:
        self._draft = replace(self._draft, **{part: text})
        self.changed.emit(self._promise.id, self._draft)

    def _show(self) -> None:
        for key, card in self._cards.items():
            card.setChecked(key == self._draft.example)
        self._own.setVisible(self._draft.example == OWN)
