"""The Library: what is installed, its versions and sizes, room on the disk, adding and removing.

Whatever takes long runs in the window's one errand and goes on when the page is left. A refusal is
one sentence and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from milclicks.core.errors import DiskFull, MilClicksError
from milclicks.core.texts import N_
from milclicks.packs.disk import Disk
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.jobs import Tell
from milclicks.ui.library import health
from milclicks.ui.library.atnight import waiting_cards
from milclicks.ui.library.errand import Errand, Task, told_of
from milclicks.ui.library.newapp import app_here
from milclicks.ui.library.news import away_cards, came_cards
from milclicks.ui.library.offer import Offer, offers
from milclicks.ui.library.packcard import PackCard, needy
from milclicks.ui.library.unfinished import unfinished, unfinished_cards
from milclicks.ui.library.work import Work
from milclicks.ui.library.workcard import next_of, same_pack, work_card
from milclicks.ui.notices import UNDO
from milclicks.ui.packnames import quoted
from milclicks.ui.page import Link, Page, links, wrapped
from milclicks.ui.sizes import size_words
from milclicks.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import EmptyState, SunCard
from milclicks.ui.widgets.text import body, small

if TYPE_CHECKING:
    from milclicks.packs.shelf import PackInfo
    from milclicks.packs.travel.bundles import Offer as AppOffer

FORGOT = N_("“{pack}” is no longer used from its stick. What was learnt with it is kept.")
REMOVED = N_("Removed: {pack}. What was learnt with it is kept.")
DROPPED = N_("Removed: {pack}, version {version}. What was learnt with it is kept.")
USED = N_("{pack}: version {version} is used now. What was learnt is kept.")
ROOM = N_("Free on this computer: {free}. Packs that were added take {taken}.")
FREE = N_("Free on this computer: {free}.")
UNFINISHED = N_("Unfinished downloads take {size}.")
LITTLE = N_(
    "There is little room left on this computer. Remove packs that nobody needs, or ask the person "
    "who looks after it to make room."
)
NOTHING = N_(
    "There is no pack on this computer yet. Find packs, put in a stick that has some, or add one "
    "from a file."
)
_LITTLE_BYTES = 300_000_000


class Packs(Page):
    """`asking` is the pack, or one version (`mil.core@3`), that is about to be removed, `open` the
    one whose details show.

    `disk` says how much room there is; the real one unless another is given.
    """

    topics = frozenset({"packs"})

    def __init__(
        self, context: Context, asking: str = "", open: str = "", disk: Disk | None = None
    ) -> None:
        super().__init__(context, gap=12, shares=(5, 3), aside_first=True)
        self._disk = disk
        self._asking, self._open = asking, open
        self._first: QWidget | None = None
        self._needy: list[str] = []
        self._copied: AppOffer | None = None
        self._pressed: tuple[str, ...] = ()
        self._errand = Errand.of(context)
        self._errand.turned.connect(self._turned)
        context.sticks.changed.connect(self._sticks)
        self.fill()
        self._see_details()

    def kept(self) -> dict[str, Any]:
        """An open question, open details."""
        return {"asking": self._asking, "open": self._open}

    def first_focus(self) -> QWidget | None:
        """What is asked for: an answer, an end of the work, a remedy; else finding packs."""
        asked = ("remove-no", "throw-no", *next_of(self.context))
        needed = (f"{verb}-{pack}" for pack in self._needy for verb in ("repair", "newer"))
        return self.named(*asked, *needed) or self._first

    def next_focus(self) -> Sequence[str]:
        """The same, then what stands on the card of the pack that was pressed."""
        return ("remove-no", *next_of(self.context), *self._pressed)

    def _see_details(self) -> None:
        """Scroll to the details that are opened, to the end of the lessons where there is room."""
        if self._open:
            self.when_laid_out(lambda: self._show_details(self._open))

    def _show_details(self, pack: str) -> None:
        shown = self.named(f"lessons-of-{pack}", f"details-of-{pack}")
        if shown is not None:
            self.area.show_part(shown, self.findChild(QWidget, f"details-{pack}"))

    def refresh(self) -> None:
        """Write the page again; whoever was on the card of a pack stays on it."""
        focus = self.focusWidget()
        held = same_pack(focus.objectName()) if focus is not None and self.focused() else ()
        self._pressed = held or self._pressed
        super().refresh()

    def fill(self) -> None:
        """The work that goes on, the room on the disk, one card for each pack."""
        self._drawn = self._errand.stands
        workspace = self.context.workspace
        packs = workspace.library.packs(self.context.texts.locale)
        self._needy = [one.id for one in packs if needy(one)]
        goes = any(one for one in packs if not one.bundled and not one.in_place)
        card = work_card(self.context, self._free(), self._make_room if goes else None)
        if card is not None:
            self.top.addWidget(card)
        for came in came_cards(self.context):
            self.top.addWidget(came)
        self._copied = self.context.sticks.apps.newest
        copy = app_here(self.context)
        if copy is not None:
            self.top.addWidget(copy)
        if self.large_text:
            self.top.addWidget(wrapped(*self._find_and_add()))
        self.aside.addWidget(self._ways())
        self._room(packs)
        found = offers(self.context)
        offered = {one.entry.id: one for one in found}
        wanted = {one.key: one for one in found if one.needed}
        half = [*unfinished_cards(self.context, wanted, finding=False)]
        half += waiting_cards(self.context)
        for one in half:
            self.column.addWidget(one)
        coming = self._errand.task is not None or self.context.sticks.busy == "add"
        if not packs and not half and not coming:
            self.column.addWidget(EmptyState("list", self.say(NOTHING)))
        cards = [partial(self._card, pack, offered.get(pack.id)) for pack in packs]
        acted = {self._open, self._asking.partition("@")[0]}
        self.add_many(
            cards, max((n for n, one in enumerate(packs, 1) if one.id in acted), default=0)
        )
        for away in away_cards(self.context):
            self.column.addWidget(away)
        self.column.addStretch(1)
        if not self.large_text:
            foot = self.with_foot()
            for button in self._find_and_add():
                foot.addWidget(button)

    def _find_and_add(self) -> tuple[Button, Button]:
        """What brings packs here: at the foot, or with large text above a list of any length."""
        asked = self._asking or self._needy or next_of(self.context)
        kind = SecondaryButton if asked else PrimaryButton  # one thing to do is enough
        find = kind(self.say(N_("Find packs")), icon="search")
        find.setObjectName("find-packs")
        find.clicked.connect(lambda: self.context.go("packs_find"))
        add = SecondaryButton(self.say(N_("Add a pack from a file")), icon="plus")
        add.setObjectName("add-pack")
        add.setEnabled(self._errand.task is None)
        add.clicked.connect(self._ask_file)
        self._first = find
        return find, add

    def _turned(self) -> None:
        """The work began or ended; a change of the packs, told with its end, was drawn already."""
        if self._errand.stands != self._drawn:
            self.refresh()

    def _sticks(self) -> None:
        """The first pack may be on its way from a stick, or a version of the app is here now."""
        copied = self.context.sticks.apps.newest
        if copied != self._copied or not self.context.workspace.library.packs():
            self.refresh()

    def _card(self, pack: PackInfo, offer: Offer | None) -> PackCard:
        busy = self._errand.task is not None
        asking, opened = self._asked_of(pack.id), self._open == pack.id
        lead = pack.id == next(iter(self._needy), "")
        lead = lead and not self._asking and not next_of(self.context)
        card = PackCard(
            self.context, pack, asking=asking, open=opened, offer=offer, busy=busy, lead=lead
        )
        card.asked.connect(self._do)
        return card

    def _ways(self) -> QWidget:
        """What else is done with packs: pass them on, carry them, sign one's own."""
        entries = (
            ("share-packs", "packs_share", "people", N_("Share in this room")),
            ("open-sticks", "stick", "stick", N_("Sticks")),
            ("sign-pack", "packs_sign", "pencil", N_("Sign a pack of your own")),
            ("known-makers", "packs_makers", "teacher", N_("Makers known here")),
        )
        return links(
            Link(name, icon, self.say(words), partial(self.context.go, route))
            for name, route, icon, words in entries
        )

    def _room(self, packs: Sequence[PackInfo]) -> None:
        """How much room there is and what packs take of it."""
        library, free = self.context.workspace.library, self._free()
        versions = [one for pack in packs for one in (library.versions(pack.id) or (pack,))]
        taken = sum(one.bytes for one in versions if not one.bundled)
        texts = self.context.texts
        shown = {"free": size_words(texts, free), "taken": size_words(texts, taken)}
        words = self.say(ROOM if taken else FREE, **shown)
        half = sum(one.done for one in unfinished(self.context))
        if half:
            words += " " + self.say(UNFINISHED, size=size_words(texts, half))
        self.aside.addWidget(small(words))
        if free < _LITTLE_BYTES and not isinstance(self._errand.problem, DiskFull):
            card = SunCard()
            card.setObjectName("little-room")
            card.add(body(self.say(LITTLE), strong=True))
            self.aside.addWidget(card)

    def _free(self) -> int:
        folder = self.context.workspace.folder
        return self._disk.free(folder) if self._disk is not None else free_bytes(folder)

    def _make_room(self) -> None:
        """To the first pack that can go; nothing is removed without a question."""
        found = [one for one in self.findChildren(Button) if one.objectName().startswith("remove-")]
        if found:
            found[0].setFocus()

    def _asked_of(self, pack: str) -> int | None:
        """The version of a pack that is about to be removed, 0 for all of it, None for nothing."""
        name, _, version = self._asking.partition("@")
        return int(version or 0) if name == pack else None

    # --- what a card asks ----------------------------------------------------------------
    def _do(self, verb: str, pack: str, version: int) -> None:
        back = "remove" if verb == "no" else verb
        self._pressed = (f"{back}-{pack}", f"check-{pack}", f"details-{pack}")
        if verb in ("remove", "drop", "no"):
            self._asking = {"remove": pack, "drop": f"{pack}@{version}"}.get(verb, "")
        elif verb == "details":
            self._open = "" if self._open == pack else pack
            self._see_details()
        elif verb in ("check", "repair"):
            (health.check if verb == "check" else health.repair)(self.context, self._info(pack))
        elif verb == "forget":
            self._forget(self._info(pack))
        else:
            self._asking = ""
            try:
                self._change(verb, pack, version)
            except MilClicksError as error:
                self.context.notices.fail(error, self.context.texts)
        self.refresh()

    def _change(self, verb: str, pack: str, version: int) -> None:
        info = self._info(pack)
        if verb == "yes":
            self.context.bus.tell(self.context.workspace.remove_pack(pack, version or None))
            if not version:
                told_of(self.context, REMOVED, info)
                return
            name = plain(info.title) or pack
            name = quoted(self.context.texts, name)
            self.context.notices.tell(self.say(DROPPED, pack=name, version=version))
            return
        self._use(pack, version)
        name = quoted(self.context.texts, plain(info.title) or pack)
        words = self.say(USED, pack=name, version=version)
        self.context.notices.offer(
            words, self.say(UNDO), lambda: self._use_again(pack, info.version)
        )

    def _forget(self, pack: PackInfo) -> None:
        """Use a pack from its stick no more."""
        copies = self.context.workspace.library.copies(pack.id)
        for one in [one for one in copies if one.file == pack.path]:
            self.context.sticks.forget(one.digest)
        self.context.notices.tell(self.say(FORGOT, pack=plain(pack.title) or pack.id))

    def _use(self, pack: str, version: int) -> None:
        self.context.bus.tell(self.context.workspace.use_version(pack, version))

    def _use_again(self, pack: str, version: int) -> None:
        """Take going back, or forth, back."""
        try:
            self._use(pack, version)
        except MilClicksError as error:
            self.context.notices.fail(error, self.context.texts)

    def _info(self, pack: str) -> PackInfo:
        library = self.context.workspace.library
        return next(one for one in library.packs(self.context.texts.locale) if one.id == pack)

    # --- adding a file -------------------------------------------------------------------
    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self.say(N_("Add a pack from a file")))
        dialog.setObjectName("open-dialog")
        self._pressed = ("add-pack",)
        if QGuiApplication.platformName() == "offscreen":
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("MIL CLICKS (*.milpack)")
        dialog.fileSelected.connect(lambda path: self._install(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _install(self, path: Path) -> None:
        def prepare(_agreed: bool) -> Callable[[Tell], PackInfo]:
            work = Work.of(self.context)
            return lambda tell: work.add(path, tell)

        size = path.stat().st_size if path.is_file() else 0
        words = N_("Checking and adding the pack …")
        self._errand.begin(self.context, Task(prepare, words, path.name, size))


def free_bytes(folder: Path) -> int:
    """How much room there is where the data lie; none when the disk does not say."""
    try:
        return Disk().free(folder)
    except OSError:
        return 0
