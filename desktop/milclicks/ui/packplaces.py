"""Where packs come from: a folder and an address, chosen by people, kept in the settings.

A place is only remembered; "Try it" looks at one and keeps nothing of what it finds. `limits` are
the MB of a month and the hours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.page import block, wrapped
from milclicks.ui.sizes import size_words
from milclicks.ui.storing import stored
from milclicks.ui.telling import BusyCard, Good, problem_card
from milclicks.ui.widgets.buttons import Button, PlainButton, SecondaryButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.columns import empty_layout
from milclicks.ui.widgets.text import body, small, subtitle

if TYPE_CHECKING:
    from milclicks.packs.travel.places import Tried
    from milclicks.ui.jobs import Job, Tell

LEAD = N_(
    "Name a folder, such as a stick or a shared folder, or the address of a site. Nothing is "
    "looked at or fetched before you ask for it, and every pack is checked by its signature."
)
FOLDER = N_("Folder: {folder}")
NO_FOLDER = N_("No folder is chosen.")
CHOOSE = N_("Choose a folder")
ZIP = N_("Zip file: {file}")
CHOOSE_ZIP = N_("Choose a zip file")
ADDRESS = N_("Address of a site")
TRY = N_("Try it")
TRYING = N_("Looking at {place} …")
GOOD = N_("This place answers. Its catalogue is of {day} and lists {packs}.")
STOPPED = N_("Stopped. Nothing was kept.")
QUOTAS = (0, 100, 500, 1000, 5000)
NIGHTS = ("", "18:00-07:00", "22:00-06:00")
_MB = 1_000_000


class PlacesCard(Card):
    """`kept` is called after a place was kept; `typed` is an address that is being written."""

    def __init__(
        self, context: Context, *, typed: str | None = None, kept: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("places")
        self._context, self._kept, self.say = context, kept, context.texts.say
        now = context.workspace.settings
        self.add(subtitle(self.say(N_("Where packs come from"))))
        self.add(body(self.say(LEAD)))
        shown = self._shown(now.packs_folder) if now.packs_folder else ""
        choose = SecondaryButton(self.say(CHOOSE), icon="folder")
        choose.setObjectName("choose-folder")
        choose.clicked.connect(lambda: self._ask(CHOOSE, QFileDialog.FileMode.Directory))
        pack = SecondaryButton(self.say(CHOOSE_ZIP), icon="folder")
        pack.setObjectName("choose-zip")
        pack.clicked.connect(lambda: self._ask(CHOOSE_ZIP, QFileDialog.FileMode.ExistingFile))
        buttons: list[Button] = [choose, pack]
        self._job: Job[Tried] | None = None
        self._probes: list[Button] = []
        self._halt: Callable[[], None] = _nothing
        self._under_folder, self._under_address = _Said(), _Said()
        if now.packs_folder:
            buttons.append(self._probe("try-folder", self._under_folder))
            forget = PlainButton(self.say(N_("Forget this folder")), icon="trash")
            forget.setObjectName("forget-folder")
            forget.clicked.connect(lambda: self._store(packs_folder=""))
            buttons.append(forget)
        folder = body(shown or self.say(NO_FOLDER))
        self.add(block(folder, wrapped(*buttons), self._under_folder))
        self.field = QLineEdit(now.packs_address if typed is None else typed)
        self.field.setObjectName("packs-address")
        self.field.setAccessibleName(self.say(ADDRESS))
        self.field.setMaxLength(300)
        self.field.setPlaceholderText("http://")
        self.field.returnPressed.connect(self._store_address)
        keep = SecondaryButton(self.say(N_("Keep this address")), icon="check")
        keep.setObjectName("keep-address")
        keep.clicked.connect(self._store_address)
        row = wrapped(keep, self._probe("try-address", self._under_address))
        self.add(block(body(self.say(ADDRESS)), self.field, row, self._under_address))

    def _probe(self, name: str, under: _Said) -> Button:
        """The button that tries the folder of the settings, or the address that is written."""
        probe = SecondaryButton(self.say(TRY), icon="search")
        probe.setObjectName(name)
        probe.clicked.connect(lambda: self._try(under, probe))
        self._probes.append(probe)
        return probe

    def typed(self) -> str:
        """What stands in the field."""
        return self.field.text()

    def _shown(self, place: str) -> str:
        if Path(place).suffix.lower() == ".zip":
            return self.say(ZIP, file=place)
        return self.say(FOLDER, folder=place)

    def _ask(self, title: str, mode: QFileDialog.FileMode) -> None:
        """Ask for a folder, or for a site in one zip file, and keep it."""
        folder = mode is QFileDialog.FileMode.Directory
        start = self._context.workspace.settings.packs_folder
        dialog = QFileDialog(self, self.say(title), start)
        dialog.setObjectName("folder-dialog" if folder else "zip-dialog")
        if QGuiApplication.platformName() == "offscreen":
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(mode)
        if folder:
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            dialog.setNameFilter("*.zip *.ZIP")
        dialog.fileSelected.connect(lambda path: self._store(packs_folder=path))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _store_address(self) -> None:
        from milclicks.packs.travel.http import address

        text = self.typed().strip()
        try:
            self._store(packs_address=address(text) if text else "")
        except MilClicksError as error:
            self._halt()
            self._under_address.tell(self._problem(error))

    # --- trying --------------------------------------------------------------------------
    def _try(self, under: _Said, probe: Button) -> None:
        """Look at a place and say beside it what is there; nothing is kept."""
        from milclicks.packs.travel.http import address
        from milclicks.packs.travel.places import tried

        context, place = self._context, self._context.workspace.settings.packs_folder.strip()
        if under is self._under_address:
            try:
                place = address(self.typed().strip())
            except MilClicksError as error:
                under.tell(self._problem(error))
                return
        catalog = context.workspace.library.trust.catalog

        def look(tell: Tell) -> Tried:
            return tried(place, catalog, lambda: tell(0, 1))

        def ended(told: QWidget) -> None:
            self._ended(under, probe, told)

        self._halt = lambda: ended(self._stopped())
        busy = BusyCard(context.texts, self.say(TRYING, place=place), "stop-try", self._halt)
        busy.setObjectName("place-busy")
        under.tell(busy)
        busy.stop.setFocus()
        for one in self._probes:
            one.setEnabled(False)
        self._job = context.jobs.start(
            look,
            lambda found: ended(self._good(found)),
            failed=lambda error: ended(self._problem(error)),
            owner=self,
        )

    def _ended(self, under: _Said, probe: Button, told: QWidget) -> None:
        """Say how it went; who had Stop under the finger can try again at once."""
        self._job, self._halt = None, _nothing
        for one in self._probes:
            one.setEnabled(True)
        if under.has_focus():
            probe.setFocus()
        under.tell(told)

    def _stopped(self) -> QWidget:
        if self._job is not None:
            self._job.cancel()
        return body(self.say(STOPPED))

    def _good(self, found: Tried) -> QWidget:
        texts = self._context.texts
        packs = texts.say_n("{n} pack", "{n} packs", found.packs)
        told = Good(self.say(GOOD, day=found.issued, packs=packs))
        told.setObjectName("place-good")
        return told

    def _problem(self, error: MilClicksError) -> QWidget:
        card = problem_card(self._context.texts, error)
        card.setObjectName("place-problem")
        return card

    def _store(self, **values: Any) -> None:
        self._halt()
        if store(self._context, **values) and self._kept is not None:
            self._kept()


def _nothing() -> None:
    """No place is looked at."""


class _Said(QWidget):
    """What was found out, beside the place that it is about; nothing as long as nobody asked."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("place-said")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 4, 0, 0)
        self._rows.setSpacing(4)
        self.hide()

    def tell(self, told: QWidget) -> None:
        """This instead of what stood here."""
        empty_layout(self._rows)
        self._rows.addWidget(told)
        self.show()

    def has_focus(self) -> bool:
        """Whether something in it has the focus."""
        focus = self.focusWidget()
        return focus is not None and focus.hasFocus()


def store(context: Context, **values: Any) -> bool:
    """Keep settings and say so; False, after a notice that says why, when they were not kept."""
    changes = stored(context, replace(context.workspace.settings, **values))
    if changes is None:
        return False
    context.bus.tell(changes)
    if changes:
        context.notices.tell(context.texts.say(N_("Saved.")))
    return True


def limits(context: Context, choose: Callable[[str, dict[Any, str], Any], QWidget]) -> QWidget:
    """How much may be fetched in a month and at what hours; `choose` draws a row of choices."""
    texts, now, card = context.texts, context.workspace.settings, Card()
    card.setObjectName("limits")
    card.add(subtitle(texts.say(N_("How much may be fetched from the internet"))))
    words = N_("Sticks, folders and the next computer cost nothing and are not counted.")
    card.add(body(texts.say(words)))
    quotas = {one: size_words(texts, one * _MB) for one in QUOTAS}
    quotas[0] = texts.say(N_("As much as is asked for"))
    rows = choose("packs_quota_mb", quotas, now.packs_quota_mb)
    card.add(block(small(texts.say(N_("In a month"))), rows))
    nights = {one: texts.with_digits(one.replace("-", " \N{EN DASH} ")) for one in NIGHTS}
    nights[""] = texts.say(N_("At any hour"))
    rows = choose("packs_night", nights, now.packs_night)
    card.add(block(small(texts.say(N_("At which hours"))), rows))
    return card
