"""Where packs come from: a folder and an address, chosen by people, kept in the settings.

Nothing is looked at here; a place is only remembered. `limits` are the MB of a month and the hours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.page import block, wrapped
from milclicks.ui.sizes import size_words
from milclicks.ui.widgets.buttons import Button, PlainButton, SecondaryButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.text import body, small, subtitle

LEAD = N_(
    "Name a folder, such as a stick or a shared folder, or the address of a site. Nothing is "
    "looked at or fetched before you ask for it, and every pack is checked by its signature."
)
FOLDER = N_("Folder: {folder}")
NO_FOLDER = N_("No folder is chosen.")
CHOOSE = N_("Choose a folder")
ADDRESS = N_("Address of a site")
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
        shown = self.say(FOLDER, folder=now.packs_folder) if now.packs_folder else ""
        choose = SecondaryButton(self.say(CHOOSE), icon="save")
        choose.setObjectName("choose-folder")
        choose.clicked.connect(self._ask_folder)
        buttons: list[Button] = [choose]
        if now.packs_folder:
            forget = PlainButton(self.say(N_("Forget this folder")), icon="trash")
            forget.setObjectName("forget-folder")
            forget.clicked.connect(lambda: self._store(packs_folder=""))
            buttons.append(forget)
        self.add(block(body(shown or self.say(NO_FOLDER)), wrapped(*buttons)))
        self.field = QLineEdit(now.packs_address if typed is None else typed)
        self.field.setObjectName("packs-address")
        self.field.setAccessibleName(self.say(ADDRESS))
        self.field.setMaxLength(300)
        self.field.setPlaceholderText("http://")
        self.field.returnPressed.connect(self._store_address)
        keep = SecondaryButton(self.say(N_("Keep this address")), icon="check")
        keep.setObjectName("keep-address")
        keep.clicked.connect(self._store_address)
        self.add(block(body(self.say(ADDRESS)), self.field, wrapped(keep)))

    def typed(self) -> str:
        """What stands in the field."""
        return self.field.text()

    def _ask_folder(self) -> None:
        start = self._context.workspace.settings.packs_folder
        dialog = QFileDialog(self, self.say(CHOOSE), start)
        dialog.setObjectName("folder-dialog")
        if QGuiApplication.platformName() == "offscreen":
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self._store(packs_folder=path))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _store_address(self) -> None:
        from milclicks.packs.travel.http import address

        text = self.typed().strip()
        try:
            self._store(packs_address=address(text) if text else "")
        except MilClicksError as error:
            self._context.notices.fail(error, self._context.texts)

    def _store(self, **values: Any) -> None:
        store(self._context, **values)
        if self._kept is not None:
            self._kept()


def store(context: Context, **values: Any) -> None:
    """Keep settings and say so."""
    workspace = context.workspace
    changes = workspace.store_settings(replace(workspace.settings, **values))
    context.bus.tell(changes)
    if changes:
        context.notices.tell(context.texts.say(N_("Saved.")))


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
