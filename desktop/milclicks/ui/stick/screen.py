"""What lies on the sticks that are in: add it, use it where it lies, take a newer app, make one.

It shows what `Sticks` knows and is written again whenever that changes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.packs.travel.stick import StickPack
from milclicks.ui.context import Context
from milclicks.ui.page import Page, wrapped
from milclicks.ui.stick import work
from milclicks.ui.stick.words import state_words
from milclicks.ui.stick.work import Seen
from milclicks.ui.widgets.buttons import Button, PrimaryButton, QuietButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, EmptyState, SunCard
from milclicks.ui.widgets.text import body, small, subtitle, title

NONE = N_("No stick with packs is in this computer. Put one in, and it appears here.")
OFF = N_("Sticks are not noticed now. Switch it on in the settings.")
CUT = N_("There is a great deal on this stick. Only the first part of it was looked at.")
IN_PLACE = N_("Used from the stick now. Leave the stick in while you use it.")
APP_HERE = N_("Version {version} of the app is on this stick. You use version {own}.")
APP_TAKEN = N_(
    "Version {version} was checked: it comes from the makers of the app and is whole. "
    "Close this window, open the folder, and open the file {file}. "
    "Your results and packs stay where they are."
)
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
        super().__init__(context, width=900, gap=12)
        self._make: Button | None = None
        context.sticks.changed.connect(self.refresh)
        self.fill()

    def first_focus(self) -> QWidget | None:
        """The first thing that can be had, else making a stick."""
        names = [f"take-{one.record.id}" for one in self._useful() if one.record is not None]
        return self.findChild(QWidget, names[0]) if names else self._make

    def _useful(self) -> list[StickPack]:
        return [one for seen in self.context.sticks.seen for one in seen.found.useful]

    def fill(self) -> None:
        """Each stick with what lies on it."""
        sticks = self.context.sticks
        for seen in reversed(sticks.seen):
            self._stick(seen)
        if not any(seen.found.packs for seen in sticks.seen):
            words = NONE if sticks.watching or sticks.mounts else OFF
            self.column.addWidget(EmptyState("list", self.say(words)), 1)
        self.column.addStretch(1)
        self._make = SecondaryButton(self.say(N_("Make a stick")), icon="save")
        self._button(self._make, "make-stick", lambda: self.context.go("stick_make"))
        self.with_foot().addWidget(self._make)

    def _stick(self, seen: Seen) -> None:
        self.column.addWidget(title(seen.mount.name))
        if seen.found.look.cut:
            self.column.addWidget(body(self.say(CUT)))
        if seen.app is not None:
            self.column.addWidget(self._app(seen))
        for one in seen.found.packs:
            self.column.addWidget(self._pack(seen, one))
        if seen.mount.writable:
            self.column.addWidget(self._wishes(seen))

    # --- packs ---------------------------------------------------------------------------
    def _pack(self, seen: Seen, one: StickPack) -> QWidget:
        card, texts, sticks = Card(), self.context.texts, self.context.sticks
        info = one.info(texts.locale)
        card.setObjectName(f"stick-pack-{one.key}")
        card.add(subtitle(info.title if info is not None else one.path.name))
        if info is not None:
            count = texts.say_n("{n} lesson", "{n} lessons", info.lessons)
            size = max(1, round(info.bytes / 1_000_000))
            words = N_("{lessons}. Version {version}. {size} MB.")
            card.add(small(self.say(words, lessons=count, version=info.version, size=size)))
        guest = one.path in self.context.workspace.library.guests
        card.add(body(self.say(IN_PLACE) if guest else state_words(texts, one, seen)))
        if not one.worth_adding or info is None or sticks.busy:
            return card
        add = PrimaryButton(self.say(N_("Add")), icon="plus")
        buttons = [self._button(add, f"take-{info.id}", partial(sticks.add, seen, [one]))]
        if not guest and one.record is not None and one.record.grey is None:
            use = QuietButton(self.say(N_("Use from the stick")))
            buttons.append(self._button(use, f"use-{info.id}", partial(sticks.use_in_place, one)))
        card.add(wrapped(*buttons))
        return card

    # --- the app -------------------------------------------------------------------------
    def _app(self, seen: Seen) -> QWidget:
        import milclicks

        card, sticks = SunCard(), self.context.sticks
        assert seen.app is not None
        version = seen.app.bundle.version
        taken = sticks.app_at
        card.setObjectName("stick-app")
        if taken is None:
            words = self.say(APP_HERE, version=version, own=milclicks.__version__)
            card.add(body(words, strong=True))
            if not sticks.busy:
                take = SecondaryButton(self.say(N_("Check it and copy it")))
                card.add(wrapped(self._button(take, "take-app", partial(sticks.take_app, seen))))
            return card
        card.add(body(self.say(APP_TAKEN, version=version, file=taken.name), strong=True))
        folder = QUrl.fromLocalFile(str(taken.parent))
        show = SecondaryButton(self.say(N_("Open the folder")))
        opener = partial(QDesktopServices.openUrl, folder)
        card.add(wrapped(self._button(show, "open-app-folder", opener)))
        return card

    # --- wishes --------------------------------------------------------------------------
    def _wishes(self, seen: Seen) -> QWidget:
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
