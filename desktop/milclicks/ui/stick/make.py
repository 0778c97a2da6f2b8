"""Make a stick: which stick, which packs, and then written, read back and safe to remove.

What somebody wished for on the stick is marked. All packs are chosen until one is taken out; the
room that is needed stands beside what is free before anything is written.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtWidgets import QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.packs.travel.courier import left_out
from milclicks.ui.context import Context
from milclicks.ui.page import Page, wrapped
from milclicks.ui.sizes import size_words
from milclicks.ui.stick import work
from milclicks.ui.stick.banner import far_words
from milclicks.ui.stick.ways import ways
from milclicks.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, EmptyState, SunCard, Warned
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import body, small, subtitle

if TYPE_CHECKING:
    from milclicks.packs.disk import Disk
    from milclicks.packs.travel.making import Made
    from milclicks.packs.travel.mounts import Mount
    from milclicks.ui.jobs import Tell

_MB = 1_000_000
PUT_IN = N_("Put a stick into this computer. Nothing that is on it already is touched.")
ROOM = N_("This needs {need}. Free on the stick: {free}.")
TOO_LITTLE = N_(
    "{stick} has {free} free; {need} are needed with the list of packs. Choose fewer packs or "
    "another stick."
)
WRITING = N_("The stick is written and then read back. Leave it in …")
READING = N_("Looking at what this computer can give …")
SAFE = N_("Written and read back: all of it is there. It is safe to remove the stick.")
HOLDS = N_("{packs} and the catalogue, {size}. Any computer can open MILPACKS/index.html on it.")
PACK = N_("{pack}, {size}")
APP = N_("The app for other computers, {size}")
WISHED = N_("Wished for on this stick.")
STOPPED = N_("Stopped. What is on the stick is whole; make it again to have all.")


class MakeStick(Page):
    """`left_out` are the packs that were taken out, `device` the stick that was chosen.

    `disk` says how much room there is on it; the real one unless another is given.
    """

    topics = frozenset({"packs"})

    def __init__(
        self,
        context: Context,
        device: str = "",
        left_out: frozenset[str] = frozenset(),
        app: bool = True,
        disk: Disk | None = None,
    ) -> None:
        super().__init__(context, gap=12, shares=(5, 3), aside_first=True)
        self._disk = disk
        self._device, self._left_out, self._app = device, set(left_out), app
        self._made: Made | None = None
        self._choice: tuple[Mount, work.Choice] | None = None
        self._reading: Mount | None = None
        self._problem: tuple[Mount, MilClicksError] | None = None
        self._bar: ThinBar | None = None
        self._far = small("")
        self._next: Button | None = None
        context.sticks.changed.connect(self._told)
        context.sticks.progressed.connect(self._progress)
        self.fill()

    def kept(self) -> dict[str, Any]:
        """What was chosen."""
        return {"device": self._device, "left_out": frozenset(self._left_out), "app": self._app}

    def first_focus(self) -> QWidget | None:
        """The first pack, stopping, making another one; nothing is written by an Enter too many."""
        return self._next or self.named("all-packs")

    @property
    def _mount(self) -> Mount | None:
        """The chosen stick, or the one that came last."""
        mounts = self.context.sticks.mounts
        chosen = [one for one in mounts if one.device == self._device]
        return (chosen or mounts)[-1] if mounts else None

    def _told(self) -> None:
        """Something of the sticks is other than before; what comes into a folder is read anew."""
        self._problem = None
        if self._choice is not None and self._choice[0] not in self.context.sticks.mounts:
            self._choice = None
        self.refresh()

    def fill(self) -> None:
        """One of: no stick, the choice, the work, the end."""
        self._next = self._bar = None
        mount = self._mount
        self.top.addWidget(ways(self.context, "packs", "stick"))
        if self.context.sticks.busy == "make":
            self._busy()
        elif self._made is not None:
            self._done(self._made)
        elif mount is None:
            self.column.addWidget(EmptyState("stick", self.say(PUT_IN)), 1)
        else:
            self._choose(mount)
        self.column.addStretch(1)

    # --- choosing ------------------------------------------------------------------------
    def _choose(self, mount: Mount) -> None:
        card = self._which(mount)
        self.aside.addWidget(card)
        choice = self._given(mount)
        if choice is None:
            return
        self._packs(choice)
        need = self._need(choice)
        free = self._disk.free(mount.path) if self._disk is not None else choice.free
        enough = need < free
        texts = self.context.texts
        shown = {"need": size_words(texts, need), "free": size_words(texts, free)}
        if enough:
            card.add(body(self.say(ROOM, **shown)))
        else:
            card.setVisible(len(self.context.sticks.mounts) > 1)  # the warning names the stick
            self.aside.addWidget(self._too_little(self.say(TOO_LITTLE, stick=mount.name, **shown)))
        write = PrimaryButton(self.say(N_("Write on {stick}"), stick=mount.name), icon="stick")
        write.setObjectName("write-stick")
        write.setEnabled(enough and bool(self._chosen(choice)))
        write.clicked.connect(self._begin)
        self.with_foot().addWidget(write)

    def _which(self, mount: Mount) -> Card:
        """The stick that is written on; of several, the choice."""
        mounts, card = self.context.sticks.mounts, Card()
        if len(mounts) == 1:
            card.add(subtitle(mount.name))
            return card
        card.add(subtitle(self.say(N_("Which stick?"))))
        row = [self._switch(one.name, f"stick-{one.name}", one == mount) for one in mounts]
        for button, one in zip(row, mounts, strict=True):
            button.clicked.connect(partial(self._take_stick, one.device))
        card.add(wrapped(*row, gap=8))
        return card

    def _too_little(self, words: str) -> QWidget:
        card = SunCard()
        card.setObjectName("stick-full")
        card.add(Warned(body(words, strong=True)))
        return card

    def _given(self, mount: Mount) -> work.Choice | None:
        """What there is to give; read once for each stick, in a job, since the app is large."""
        if self._choice is not None and self._choice[0] == mount:
            return self._choice[1]
        if self._problem is not None and self._problem[0] == mount:
            words = self.context.texts.message(self._problem[1].sentence)
            self.column.addWidget(EmptyState("warning", words), 1)
            return None
        if self._reading != mount:
            self._reading, place = mount, self.context.sticks.place
            self.context.jobs.start(
                lambda _tell: work.choice(place, mount),
                partial(self._read, mount),
                failed=partial(self._unread, mount),
                owner=self,
            )
        self.column.addWidget(body(self.say(READING)))
        return None

    def _read(self, mount: Mount, choice: work.Choice) -> None:
        self._choice, self._reading = (mount, choice), None
        self.refresh()
        if self._next is not None:
            self._next.setFocus()

    def _unread(self, mount: Mount, error: MilClicksError) -> None:
        self._problem, self._reading = (mount, error), None
        self.refresh()

    def _packs(self, choice: work.Choice) -> None:
        card = Card()
        card.add(subtitle(self.say(N_("What goes on the stick"))))
        infos = {one.id: one for one in self.context.workspace.library.packs(self._locale())}
        for name, size in choice.sizes.items():
            info = infos.get(name)
            shown = self.say(
                PACK,
                pack=info.title if info is not None and info.title else name,
                size=size_words(self.context.texts, size),
            )
            button = self._switch(shown, f"give-{name}", name not in self._left_out)
            button.clicked.connect(partial(self._toggle, name))
            self._next = self._next or button
            card.add(wrapped(button))
            if name in choice.load.wished:
                card.add(small(self.say(WISHED)))
        if choice.app_bytes:
            shown = size_words(self.context.texts, choice.app_bytes)
            words = self.say(APP, size=shown)
            button = self._switch(words, "give-app", self._app)
            button.clicked.connect(self._toggle_app)
            self._next = self._next or button
            card.add(wrapped(button))
        for damaged in choice.load.damaged:
            card.add(body(self.context.texts.message(left_out(damaged)), strong=True))
        self.column.addWidget(card)

    def _locale(self) -> str:
        return self.context.texts.locale

    def _switch(self, words: str, name: str, on: bool) -> Button:
        button = Button(words, look="quiet", icon="check" if on else "", size=16, pad=16)
        button.setObjectName(name)
        button.setCheckable(True)
        button.setChecked(on)
        return button

    def _take_stick(self, device: str) -> None:
        self._device = device
        self.refresh()

    def _toggle(self, name: str) -> None:
        self._left_out ^= {name}
        self.refresh()

    def _toggle_app(self) -> None:
        self._app = not self._app
        self.refresh()

    def _chosen(self, choice: work.Choice) -> list[str]:
        return [name for name in choice.sizes if name not in self._left_out]

    def _need(self, choice: work.Choice) -> int:
        packs = sum(choice.sizes[name] for name in self._chosen(choice))
        return packs + (choice.app_bytes if self._app else 0) + _MB

    # --- writing -------------------------------------------------------------------------
    def _begin(self) -> None:
        sticks = self.context.sticks
        assert self._choice is not None
        choice, self._choice = self._choice[1], None  # what is there afterwards is read anew
        place, chosen, app = sticks.place, self._chosen(choice), self._app
        name, locale = self.context.workspace.settings.place, self._locale()

        def make(tell: Tell) -> Made:
            return work.make(place, choice.stick, chosen, app, name, tell, locale)

        notices, words = self.context.notices, self.say(STOPPED)
        sticks.start("make", make, self._finished, lambda: notices.tell(words))
        self.hold_focus()

    def _finished(self, made: Made) -> None:
        if not shiboken6.isValid(self):  # somebody went to another page meanwhile
            self.context.notices.tell(self.say(SAFE))
            return
        self._made = made
        self.refresh()
        self.hold_focus()

    def _busy(self) -> None:
        card = SunCard()
        words = self.say(WRITING)
        card.add(body(words, strong=True))
        self._bar, self._far = ThinBar(0.0, words), small("")
        card.add(self._bar)
        card.add(self._far)
        stopping = self.context.sticks.stopping
        stop = SecondaryButton(self.say(N_("Stopping …") if stopping else N_("Stop")), icon="stop")
        stop.setObjectName("stop-stick")
        stop.setEnabled(not stopping)
        stop.clicked.connect(self.context.sticks.cancel)
        self._next = stop
        card.add(wrapped(stop))
        self.column.addWidget(card)
        self._progress(self.context.sticks.done, self.context.sticks.total)

    def _progress(self, done: int, total: int) -> None:
        if self._bar is None:
            return
        texts = self.context.texts
        self._bar.set_share(done / max(total, 1), texts.percent(100 * done // max(total, 1)))
        self._far.set_text(far_words(texts, done, total))

    def _done(self, made: Made) -> None:
        card, texts = SunCard(), self.context.texts
        card.setObjectName("stick-made")
        card.add(subtitle(self.say(SAFE)))
        packs = texts.say_n("{n} pack", "{n} packs", len(made.packs))
        size = size_words(texts, made.bytes)
        card.add(body(self.say(HOLDS, packs=packs, size=size)))
        again = SecondaryButton(self.say(N_("Make another one")))
        again.setObjectName("make-again")
        again.clicked.connect(self._again)
        self._next = again
        card.add(wrapped(again))
        self.column.addWidget(card)

    def _again(self) -> None:
        self._made = self._choice = None
        self.refresh()
