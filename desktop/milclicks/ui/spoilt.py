"""Lessons that are damaged on this computer: shown where they would stand, greyed, with the reason.

Everything else can be opened; a teacher repairs the pack on the page Packs.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.content import damaged_cards
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.page import block, wrapped
from milclicks.ui.widgets.buttons import Button, SecondaryButton
from milclicks.ui.widgets.cards import SunCard
from milclicks.ui.widgets.columns import ScrollColumn
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body

HERE = N_("These lessons are damaged on this computer. All others can be opened.")
TELL = N_("Damaged. A teacher can repair it on the page Packs.")
REPAIR = N_("To the packs, to repair")


def damaged_lessons(context: Context, strand: str = "") -> QWidget | None:
    """The greyed cards of one strand, or of all; None when every lesson is whole."""
    cards = [one for one in damaged_cards(context) if strand in ("", one.strand)]
    if not cards:
        return None
    grid = QWidget()
    flow = FlowLayout(grid, even=True, least=context.theme.px(340), gap=14, columns=3)
    for card in cards:
        button = ChoiceCard(
            card.strand,
            plain(card.title),
            plain(card.summary),
            strand=card.strand,
            note=context.say(TELL),
        )
        button.setObjectName(f"damaged-{card.ref.lesson}")
        button.setEnabled(False)
        flow.addWidget(button)
    return block(body(context.say(HERE), strong=True), grid, gap=10)


def damaged_sign(context: Context, lessons: QWidget, area: ScrollColumn) -> QWidget:
    """A line above whole lessons that says that damaged ones stand below; a press goes there.

    `lessons` is what `damaged_lessons` made, `area` scrolls to it.
    """
    count = len(lessons.findChildren(ChoiceCard))
    words = context.texts.say_n(
        "{n} lesson is damaged. It stands below, in grey.",
        "{n} lessons are damaged. They stand below, in grey.",
        count,
    )
    sign = Button(words, look="plain", icon="warning", size=15, pad=8, leading=True)
    sign.setObjectName("to-damaged")
    sign.clicked.connect(lambda: area.show_part(lessons))
    return wrapped(sign)


def repair_card(context: Context) -> QWidget | None:
    """For teachers: the way to the page where packs are repaired; None when all is whole."""
    packs = context.workspace.library.packs()
    if not any(one.damaged or one.ready.state == "damaged" for one in packs):
        return None
    card = SunCard(row=True)
    words = context.say(N_("A pack on this computer is damaged. It can be repaired."))
    card.add(body(words, strong=True), 1)
    go = SecondaryButton(context.say(REPAIR), icon="replay")
    go.setObjectName("open-damaged")
    go.clicked.connect(lambda: context.go("packs"))
    card.add(go)
    return card
