"""The details of a pack that is here: what another version changes, its lessons, who made it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.packs.versions import difference
from milclicks.ui.context import Context
from milclicks.ui.credits import credit_lines
from milclicks.ui.inline import plain
from milclicks.ui.library.offer import difference_lines
from milclicks.ui.page import block
from milclicks.ui.widgets.cards import IconPicture
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import LINE_EM, TextBlock, body

if TYPE_CHECKING:
    from milclicks.packs.shelf import PackInfo
    from milclicks.packs.versions import Listed

COLUMN = 320
"""The least width of one of two columns of lessons."""


def details(context: Context, pack: PackInfo, other: PackInfo | None) -> QWidget:
    """All of it as one block; `other` is the version that one click leads to."""
    made = block(*_parts(context, pack, other), gap=12)
    made.setObjectName(f"details-of-{pack.id}")
    return made


def _parts(context: Context, pack: PackInfo, other: PackInfo | None) -> Iterator[QWidget]:
    library, locale = context.workspace.library, context.texts.locale
    listed = library.listed(pack.key, locale) if pack.usable else {}
    if other is not None and other.usable and pack.usable:
        words = N_("What is different in version {version}")
        changes = difference(listed, library.listed(other.key, locale))
        heading = body(context.say(words, version=other.version), strong=True)
        told = block(heading, *difference_lines(context, changes))
        told.setObjectName(f"difference-{pack.id}")
        yield told
    lessons = _lessons(context, pack, listed)
    if lessons is not None:
        shown = block(body(context.say(N_("Lessons")), strong=True), lessons)
        shown.setObjectName(f"lessons-of-{pack.id}")
        yield shown
    for credits in library.credits(locale):
        if credits.pack == pack.id:
            heading = body(context.say(N_("Credits")), strong=True)
            yield block(heading, *credit_lines(context.texts, credits))


def _lessons(context: Context, pack: PackInfo, listed: dict[str, Listed]) -> QWidget | None:
    """Every lesson behind the sign of its strand, in two columns where there is room."""
    cards = context.workspace.library.lessons(context.texts.locale)
    strands = {one.ref.lesson: one.strand for one in cards if one.ref.pack == pack.id}
    holder = QWidget()
    least = context.theme.px(COLUMN)
    flow = FlowLayout(holder, gap=context.theme.space(1), even=True, least=least, columns=2)
    for name, one in listed.items():
        if one.title:
            flow.addWidget(_signed(strands.get(name, ""), plain(one.title)))
    return holder if flow.count() else None


def _signed(strand: str, title: str) -> QWidget:
    """The title of a lesson behind the sign of its strand, empty where none is known."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    colour = f"strand.{strand}" if strand else "ink_soft"
    row.addWidget(IconPicture(strand or "learn", size=20, colour=colour), 0, _TOP)
    row.addWidget(TextBlock(title, size=15, line_em=LINE_EM), 1, _TOP)
    return holder


_TOP = Qt.AlignmentFlag.AlignTop
