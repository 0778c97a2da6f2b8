"""Packs of teachers on a stick, one maker after the other: known ones to add, others to compare.

The page is behind the PIN like those of the packs. What was answered is remembered by the key; a
"Not now" leaves the stick and this computer as they are.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.packs.travel.stick import StickPack
from milclicks.packs.trust.keys import key_in
from milclicks.packs.trust.label import claim, six_words
from milclicks.packs.trust.pins import MakerUnknown
from milclicks.packs.trust.standing import Standing
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.makers import MakerQuestion, chip, stranger_card
from milclicks.ui.page import Page, block, wrapped
from milclicks.ui.stick.work import Seen
from milclicks.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import EmptyState
from milclicks.ui.widgets.text import body, small, subtitle

Held = tuple[Seen, StickPack]
DONE = N_("No pack of a teacher waits on a stick.")
ALL = N_("Packs of this maker on the stick: {packs}.")
BUSY = N_("Wait until the packs before have been added.")


class AskMakers(Page):
    """`packs` are the manifests' hashes of what is asked about; `in_place`: used, not copied.

    `go_on`: somebody pressed for them before the PIN, so those of known makers come at once.
    """

    topics = frozenset({"packs"})

    def __init__(
        self,
        context: Context,
        packs: tuple[str, ...] = (),
        in_place: bool = False,
        go_on: bool = False,
    ) -> None:
        super().__init__(context, width=900, gap=12)
        self._packs, self._in_place, self._pressed = tuple(packs), in_place, go_on
        self._first: QWidget | None = None
        self._taking = False
        self._put_aside()
        context.sticks.changed.connect(self.refresh)
        self.fill()
        QTimer.singleShot(0, self, self._go_on)

    def _put_aside(self) -> None:
        """The banner has been answered by coming here, so it need not offer the same beside it."""
        sticks = self.context.sticks
        mounts = {seen.mount for held in self._groups().values() for seen, _ in held}
        if not mounts <= sticks.put_aside:
            sticks.put_aside |= mounts
            sticks.changed.emit()

    def kept(self) -> dict[str, Any]:
        """What is still asked about; a press goes on once."""
        return {"packs": self._packs, "in_place": self._in_place, "go_on": self._pressed}

    def first_focus(self) -> QWidget | None:
        """What leaves everything as it is, or the first pack of a known maker."""
        return self._first

    def refresh(self) -> None:
        """Write the page again; whoever was in it, or pressed for packs, stays in it."""
        inside = self.focusWidget() is not None
        super().refresh()
        lost = self._taking or (inside and self.focusWidget() is None)
        if lost and self._first is not None and self._first.isEnabled():
            self._first.setFocus()
            self._taking = False
        if self._pressed:
            QTimer.singleShot(0, self, self._go_on)

    def fill(self) -> None:
        """Known makers, then the first who is not known."""
        self._first = None
        groups = self._groups()
        unknown = None
        for packs in groups.values():
            if packs[0][1].unknown is None:
                self.column.addWidget(self._known(packs))
            else:
                unknown = unknown or packs
        if unknown is not None:
            self._question(unknown)
        if self.context.sticks.busy and groups:
            self.column.addWidget(small(self.say(BUSY)))
        if not groups:
            action = self.say(N_("To the lessons"))
            done = EmptyState("check", self.say(DONE), action, lambda: self.context.go("learn"))
            self._first = done.button
            self.column.addWidget(done, 1)
        self.column.addStretch(1)

    def _groups(self) -> dict[str, list[Held]]:
        """What waits, by the name of the maker's key."""
        library = self.context.workspace.library
        found: dict[str, list[Held]] = {}
        for seen in reversed(self.context.sticks.seen):
            for one in seen.found.packs:
                wanted = one.digest in self._packs and one.worth_adding
                if wanted and one.record is not None and one.path not in library.guests:
                    found.setdefault(key_in(one.record.id) or "", []).append((seen, one))
        pins = library.trust.pins
        known = {key: held for key, held in found.items() if pins.of(key) is not None}
        return {**known, **{key: held for key, held in found.items() if key not in known}}

    # --- a maker who is known ------------------------------------------------------------
    def _known(self, packs: list[Held]) -> QWidget:
        texts = self.context.texts
        record = packs[0][1].record
        assert record is not None
        key = key_in(record.id) or ""
        info = packs[0][1].info(texts.locale)
        pin = self.context.workspace.library.trust.pins.of(key)
        words = pin.words if pin is not None else ()
        standing = Standing("teacher", info.publisher if info is not None else "", words)
        card = stranger_card()
        card.setObjectName(f"known-{key}")
        card.add(chip(texts, standing))
        card.add(subtitle(texts.list(self._titles(packs))))
        card.add(block(small(six_words(texts, words)), small(claim(texts, standing)), gap=4))
        words_in, words_add = N_("Use from the stick"), N_("Add")
        add = PrimaryButton(self.say(words_in if self._in_place else words_add), icon="plus")
        add.setObjectName("maker-add")
        add.setEnabled(not self.context.sticks.busy)
        add.clicked.connect(lambda: self._take(packs))
        later: Button = SecondaryButton(self.say(N_("Not now")))
        later.setObjectName("maker-later")
        later.clicked.connect(lambda: self._not_now(packs))
        card.add(wrapped(add, later))
        self._first = self._first or add
        return card

    def _titles(self, packs: list[Held]) -> list[str]:
        infos = [one.info(self.context.texts.locale) for _, one in packs]
        return [plain(one.title) or one.id for one in infos if one is not None]

    # --- a maker who is not --------------------------------------------------------------
    def _question(self, packs: list[Held]) -> None:
        unknown = packs[0][1].unknown
        assert unknown is not None
        titles = self._titles(packs)
        if len(titles) > 1:
            words = self.say(ALL, packs=self.context.texts.list(titles))
            self.column.addWidget(body(words))
        question = MakerQuestion(self.context.texts, unknown)
        question.same.connect(lambda: self._same(unknown, packs))
        question.not_now.connect(lambda: self._not_now(packs))
        if self.context.sticks.busy:
            question.yes.setEnabled(False)
        self._first = self._first or question.later
        self.column.addWidget(question)

    def _same(self, unknown: MakerUnknown, packs: list[Held]) -> None:
        self.context.workspace.library.trust.pins.compared(unknown.maker)
        self._take(packs)

    # --- both ----------------------------------------------------------------------------
    def _go_on(self) -> None:
        """Take what was pressed for before the PIN, of the makers who are known."""
        if not self._pressed or self.context.sticks.busy:
            return
        self._pressed = False
        groups = self._groups().values()
        known = [one for packs in groups if packs[0][1].unknown is None for one in packs]
        if known:
            self._take([one for one in known if one[0].mount == known[0][0].mount])

    def _take(self, packs: list[Held]) -> None:
        """Add the packs, or use them where they lie; the banner says how far and what came."""
        sticks, self._taking = self.context.sticks, True
        if self._in_place:
            sticks.use(packs[0][0].mount, [one for _, one in packs])
            return
        sticks.add(packs[0][0], [one for _, one in packs])

    def _not_now(self, packs: list[Held]) -> None:
        """Leave these packs on the stick; go back when nothing else is asked."""
        left = {one.digest for _, one in packs}
        self._packs = tuple(one for one in self._packs if one not in left)
        if self._groups():
            self.refresh()
        else:
            self.context.back()
