"""The foot of the side bar: who sits here, or the lock of the teacher's pages."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.avatars import AvatarButton
from milclicks.ui.context import Context
from milclicks.ui.people import learner_of
from milclicks.ui.personchip import PersonChip
from milclicks.ui.routes import Frame
from milclicks.ui.sidebar import RAIL_FROM
from milclicks.ui.widgets.buttons import Button, IconButton, SecondaryButton


def seat_chip(context: Context, frame: Frame) -> QWidget:
    """Lock for the teacher; picture and name for a learner or guest."""
    if frame is Frame.TEACHER:
        return _lock(context)
    return _person(context)


def _lock(context: Context) -> QWidget:
    rail = context.theme.text_size >= RAIL_FROM
    name = context.texts.say(N_("Lock"))
    button: Button = IconButton("lock", name) if rail else SecondaryButton(name, icon="lock")
    button.setObjectName("lock")

    def lock() -> None:
        context.seat.teacher = False
        context.go("today")

    button.clicked.connect(lock)
    return button


def _person(context: Context) -> QWidget:
    learner = learner_of(context)
    name = learner.nickname if learner else context.texts.say(N_("Guest"))
    note = context.texts.say(N_("My page")) if learner else context.texts.say(N_("Join"))
    if context.theme.text_size >= RAIL_FROM:
        chip: Button = IconButton("person", f"{name}. {note}")
        if learner is not None:
            chip = AvatarButton(learner.avatar, f"{name}. {note}", size=44, show_name=False)
            chip.setCheckable(False)
    else:
        chip = PersonChip(learner.avatar if learner else "", name, note)
    chip.setObjectName("who")
    chip.clicked.connect(lambda: context.go("mine" if learner else "chooser"))
    return chip
