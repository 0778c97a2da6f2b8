"""What lies on the sticks that are in: add it, use it where it lies, take a newer app, make one.

It shows what `Sticks` knows and is written again whenever that changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.packs.travel.stick import StickPack
from milclicks.packs.trust.label import claim
from milclicks.packs.trust.standing import Standing
from milclicks.ui.context import Context
from milclicks.ui.library.newapp import app_here
from milclicks.ui.library.offer import FACTS
from milclicks.ui.makers import chip
from milclicks.ui.page import Page, pairs, wrapped
from milclicks.ui.sizes import size_words
from milclicks.ui.stick import adding, work
from milclicks.ui.stick.newapp import newapp_card
from milclicks.ui.stick.ways import ways
from milclicks.ui.stick.words import damaged, fault_words, file_title, state_words
from milclicks.ui.stick.work import Seen
from milclicks.ui.storing import choose
from milclicks.ui.widgets.buttons import Button, PrimaryButton, QuietButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, EmptyState
from milclicks.ui.widgets.text import body, small, subtitle, title

NONE = N_("No stick with packs is in this computer. Put one in, and it appears here.")
ONLY_APP = N_("There is no pack on it.")
OFF = N_("The app does not look for sticks at the moment.")
NOTICE = N_("Notice sticks from now on")
CUT = N_("There is a great deal on this stick. Only the first part of it was looked at.")
IN_PLACE = N_("Used from the stick now. Leave the stick in while you use it.")
WISHES = N_(
    "This computer can write on the stick what it needs. "
    "A computer with a network then puts it there."
)
WISHED = N_("Written on the stick: {packs}.")
NOTHING_WISHED = N_("This computer needs nothing that it knows of.")


class StickScreen(Page):
    """One part for each stick."""

    topics = frozenset({"packs", "settings"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, gap=12)
        self._make: Button | None = None
        self._main: Button | None = None
        context.sticks.changed.connect(self.refresh)
        self.fill()

    def first_focus(self) -> QWidget | None:
        """The first thing that can be had, else watching sticks, else making one."""
        names = [f"take-{one.record.id}" for one in self._useful() if one.record is not None]
        return self.named(*names[:1], "empty-next") or self._make

    def next_focus(self) -> Sequence[str]:
        """The app that was copied from the stick."""
        return ("open-app-folder",)

    def _useful(self) -> list[StickPack]:
        """What can be had, in the order of the page."""
        return [one for seen in reversed(self.context.sticks.seen) for one in seen.found.useful]

    def fill(self) -> None:
        """Each stick with what lies on it."""
        sticks, self._main = self.context.sticks, None
        self.column.addWidget(ways(self.context, "packs"))
        for seen in reversed(sticks.seen):
            self._stick(seen)
        copied = app_here(self.context)
        if copied is not None and not any(seen.app for seen in sticks.seen):
            self.column.addWidget(copied)
        if not any(seen.found.packs or seen.app for seen in sticks.seen):
            if sticks.watching or sticks.mounts:
                empty = EmptyState("stick", self.say(NONE))
            else:
                empty = EmptyState("stick", self.say(OFF), self.say(NOTICE), self._notice)
            self.column.addWidget(empty, 1)
        self.column.addStretch(1)
        self._make = SecondaryButton(self.say(N_("Make a stick")), icon="stick")
        self._button(self._make, "make-stick", lambda: self.context.go("stick_make"))
        self.with_foot().addWidget(self._make)

    def _notice(self) -> None:
        """Switch on in the settings what was switched off there."""
        context, before = self.context, self.context.workspace.settings
        choose(context, replace(before, watch_sticks=True))
        self.refresh()
        first = self.first_focus()
        if first is not None:
            first.setFocus()

    def _stick(self, seen: Seen) -> None:
        self.column.addWidget(title(seen.mount.name))
        if seen.found.look.cut:
            self.column.addWidget(body(self.say(CUT)))
        if seen.app is not None:
            take = partial(self.context.sticks.take_app, seen)
            self.column.addWidget(newapp_card(self.context, seen.app, take))
            if not seen.found.packs:
                self.column.addWidget(body(self.say(ONLY_APP)))
        cards = [self._pack(seen, one) for one in seen.found.packs]
        if seen.mount.writable:
            cards.append(self._wishes(seen))
        self.column.addWidget(pairs(*cards))

    # --- packs ---------------------------------------------------------------------------
    def _pack(self, seen: Seen, one: StickPack) -> Card:
        texts, sticks = self.context.texts, self.context.sticks
        info = one.info(texts.locale)
        frame = "line_control" if one.by_teacher else "line"
        card = Card(frame=frame, dashed=one.by_teacher)
        card.setObjectName(f"stick-pack-{one.key}")
        if one.by_teacher and info is not None:
            card.add(chip(texts, Standing("teacher", info.publisher)))
        name = info.title if info is not None else self._named(one)
        card.add(subtitle(name))
        if one.by_teacher and info is not None:
            card.add(small(claim(texts, Standing("teacher", info.publisher))))
        if info is not None:
            count = texts.say_n("{n} lesson", "{n} lessons", info.lessons)
            size = size_words(texts, info.bytes)
            card.add(small(self.say(FACTS, lessons=count, version=info.version, size=size)))
        guest = one.path in self.context.workspace.library.guests
        card.add(body(self.say(IN_PLACE) if guest else state_words(texts, one, seen)))
        if one.state == "refused" and one.error is not None:
            remedy, file = fault_words(texts, one.error)[1], one.path.name
            for line in (remedy, file if file != name else ""):
                if line:
                    card.add(small(line))
        again = self._again(seen, one)
        if not (one.worth_adding or again) or info is None or sticks.busy:
            return card
        kind = SecondaryButton if again or self._main else PrimaryButton
        add = kind(self.say(N_("Add")), icon="plus")
        self._main = self._main or add
        buttons = [
            self._button(add, f"take-{info.id}", partial(adding.add, self.context, seen, [one]))
        ]
        if not (again or guest) and one.record is not None and one.record.grey is None:
            use = QuietButton(self.say(N_("Use from the stick")))
            buttons.append(
                self._button(use, f"use-{info.id}", partial(adding.use, self.context, seen, one))
            )
        card.add(wrapped(*buttons))
        return card

    def _again(self, seen: Seen, one: StickPack) -> bool:
        """Whether a pack that was damaged may be tried once more: its parts may be here by now."""
        known = one.path in seen.faults and one.error is not None and damaged(one.error)
        return known and adding.free(self.context, one)

    def _named(self, one: StickPack) -> str:
        """What a file that cannot be read was."""
        return file_title(one.path, self.context.workspace.library.packs(self.context.texts.locale))

    # --- wishes --------------------------------------------------------------------------
    def _wishes(self, seen: Seen) -> Card:
        card = Card()
        card.add(small(self.say(WISHES)))
        wish = QuietButton(self.say(N_("Write what this computer needs")), icon="pencil")
        card.add(wrapped(self._button(wish, "stick-wish", partial(self._wish, seen))))
        return card

    def _wish(self, seen: Seen) -> None:
        sticks, texts = self.context.sticks, self.context.texts
        place, name = sticks.place, self.context.workspace.settings.place

        def done(count: int) -> None:
            packs = texts.say_n("{n} pack", "{n} packs", count)
            words = self.say(WISHED, packs=packs) if count else self.say(NOTHING_WISHED)
            self.context.notices.tell(words)

        sticks.start("wish", lambda _tell: work.wish(place, seen, name), done)

    def _button(self, button: Button, name: str, do: Callable[[], object]) -> Button:
        button.setObjectName(name)
        button.clicked.connect(lambda: do())
        return button
