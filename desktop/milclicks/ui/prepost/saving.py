"""Saving a table of counts as CSV, through a dialog that does not block."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from milclicks.core.errors import Message, MilClicksError
from milclicks.core.files import write_atomic
from milclicks.core.texts import N_, Texts
from milclicks.ui.printing.press import NOT_SAVED, OTHER_PLACE


def ask_where_csv(
    parent: QWidget, texts: Texts, name: str, chosen: Callable[[Path], None]
) -> QFileDialog:
    """Open the dialog for a file name; `chosen` is called with the path."""
    start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, texts.say(N_("Save the counts")), start)
    dialog.setObjectName("save-dialog")
    if QGuiApplication.platformName() == "offscreen":
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter("CSV (*.csv)")
    dialog.setDefaultSuffix("csv")
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def save_csv(text: str, path: Path) -> None:
    """Write the file in one piece, or say that it could not be written."""
    try:
        write_atomic(path, text.encode("utf-8-sig"))
    except OSError as error:
        sentence = Message(NOT_SAVED, {"place": path.name})
        raise MilClicksError(sentence, Message(OTHER_PLACE), repr(error)) from error
