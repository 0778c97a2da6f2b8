"""Packs: what is installed, adding one from a file, removing one.

Installing runs in a job with its progress; a refusal is one sentence and what to do.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from milclicks.core.changes import Changes
from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_, OWN_NAMES
from milclicks.ui.context import Context
from milclicks.ui.jobs import Job, Tell
from milclicks.ui.page import Page
from milclicks.ui.widgets.buttons import PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import body, small, subtitle

if TYPE_CHECKING:
    from milclicks.packs.shelf import PackInfo

ADDED = N_("Added: {pack}.")
REMOVED = N_("Removed: {pack}. What was learnt with it is kept.")
REMOVE = N_("Remove “{pack}” from this computer? What was learnt with it is kept.")


class Packs(Page):
    """`asking` is the id of a pack that is about to be removed."""

    topics = frozenset({"packs"})

    def __init__(self, context: Context, asking: str = "") -> None:
        super().__init__(context, width=900, gap=12)
        self._asking = asking
        self._add: PrimaryButton | None = None
        self._bar: ThinBar | None = None
        self._job: Job[Any] | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """An open question."""
        return {"asking": self._asking}

    def first_focus(self) -> QWidget | None:
        """Adding a pack."""
        return self._add

    def fill(self) -> None:
        """One card for each pack."""
        packs = self.context.workspace.library.packs(self.context.texts.locale)
        if self._job is not None:
            self.column.addWidget(self._busy())
        if not packs:
            self.column.addWidget(body(self.say(N_("There is no pack on this computer yet."))))
        for pack in packs:
            self.column.addWidget(self._pack(pack))
        self.column.addStretch(1)
        foot = self.with_foot()
        self._add = PrimaryButton(self.say(N_("Add a pack from a file")), icon="plus")
        self._add.setObjectName("add-pack")
        self._add.setEnabled(self._job is None)
        self._add.clicked.connect(self._ask_file)
        foot.addWidget(self._add)

    def _pack(self, pack: PackInfo) -> QWidget:
        texts = self.context.texts
        card = Card()
        card.setObjectName(f"pack-{pack.id}")
        card.add(subtitle(pack.title or pack.id))
        if pack.description:
            card.add(body(pack.description))
        count = texts.say_n("{n} lesson", "{n} lessons", pack.lessons)
        card.add(
            small(
                self.say(N_("{lessons}. Version {version}."), lessons=count, version=pack.version)
            )
        )
        names = texts.list([OWN_NAMES.get(code, code) for code in pack.locales])
        card.add(small(self.say(N_("Languages: {languages}"), languages=names)))
        if pack.reason is not None:
            card.add(body(texts.message(pack.reason), strong=True))
        if pack.bundled:
            card.add(small(self.say(N_("It came with the program."))))
        elif self._asking == pack.id:
            card.add(self._question(pack))
        else:
            remove = PlainButton(self.say(N_("Remove")), icon="trash")
            remove.setObjectName(f"remove-{pack.id}")
            remove.clicked.connect(lambda: self._ask(pack.id))
            row = QWidget()
            FlowLayout(row).addWidget(remove)
            card.add(row)
        return card

    # --- removing ------------------------------------------------------------------------
    def _ask(self, pack: str) -> None:
        self._asking = pack
        self.refresh()

    def _question(self, pack: PackInfo) -> QWidget:
        card = SunCard()
        card.add(body(self.say(REMOVE, pack=pack.title or pack.id), strong=True))
        row = QWidget()
        flow = FlowLayout(row, gap=12)
        keep = SecondaryButton(self.say(N_("Keep")))
        keep.setObjectName("remove-no")
        keep.clicked.connect(lambda: self._ask(""))
        yes = SecondaryButton(self.say(N_("Remove")))
        yes.setObjectName("remove-yes")
        yes.clicked.connect(lambda: self._remove(pack))
        flow.addWidget(keep)
        flow.addWidget(yes)
        card.add(row)
        return card

    def _remove(self, pack: PackInfo) -> None:
        self._asking = ""
        try:
            self.context.workspace.library.remove(pack.id)
        except MilClicksError as error:
            self.context.notices.fail(error, self.context.texts)
            self.refresh()
            return
        self.context.bus.tell(Changes.of("packs"))
        self.context.notices.tell(self.say(REMOVED, pack=pack.title or pack.id))

    # --- adding --------------------------------------------------------------------------
    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self.say(N_("Add a pack from a file")))
        dialog.setObjectName("open-dialog")
        if QGuiApplication.platformName() == "offscreen":
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("MIL CLICKS (*.milpack)")
        dialog.fileSelected.connect(lambda path: self._install(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _install(self, path: Path) -> None:
        workspace = self.context.workspace
        self._job = self.context.jobs.start(
            lambda tell: _install(workspace.folder, path, tell),
            self._installed,
            failed=self._failed,
            progress=self._progress,
            owner=self,
        )
        self.refresh()

    def _busy(self) -> QWidget:
        card = SunCard()
        words = self.say(N_("Checking and adding the pack …"))
        card.add(body(words))
        self._bar = ThinBar(0.0, words)
        card.add(self._bar)
        stop = SecondaryButton(self.say(N_("Stop")))
        stop.setObjectName("stop-install")
        stop.clicked.connect(self._stop)
        row = QWidget()
        FlowLayout(row).addWidget(stop)
        card.add(row)
        return card

    def _progress(self, done: int, total: int) -> None:
        if self._bar is not None:
            self._bar.set_share(
                done / max(total, 1), self.context.texts.percent(100 * done // max(total, 1))
            )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = None
        self.context.notices.tell(self.say(N_("Stopped. Nothing was changed.")))
        self.refresh()

    def _installed(self, pack: PackInfo) -> None:
        self._job = self._bar = None
        self.context.workspace.library.refresh()
        self.context.notices.tell(self.say(ADDED, pack=pack.title or pack.id))
        self.context.bus.tell(Changes.of("packs"))
        self.refresh()

    def _failed(self, error: MilClicksError) -> None:
        self._job = self._bar = None
        self.context.notices.fail(error, self.context.texts)
        self.refresh()


def _install(data: Path, path: Path, tell: Tell) -> PackInfo:
    """Runs in a job, through a library of its own; a lock keeps two installs apart."""
    from milclicks.packs.library import Library

    with Library.open(data) as library:
        return library.install(path, tell)
