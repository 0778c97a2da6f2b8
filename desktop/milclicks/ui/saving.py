"""Saving a file where the person wants it, through a dialog that never blocks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from milclicks.core.errors import Message, MilClicksError
from milclicks.core.files import write_atomic
from milclicks.core.texts import N_

NOT_SAVED = N_("The file could not be written to {place}.")
OTHER_PLACE = N_("Choose another folder or another stick.")


def ask_where(
    parent: QWidget, title: str, name: str, chosen: Callable[[Path], None], folder: Path | None
) -> QFileDialog:
    """Open the dialog for a file `name`, whose ending names its kind; `chosen` gets the path."""
    start = folder or Path(
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    )
    kind = name.rpartition(".")[2]
    dialog = QFileDialog(parent, title, str(start))
    dialog.setObjectName("save-dialog")
    if QGuiApplication.platformName() == "offscreen":
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{kind.upper()} (*.{kind})")
    dialog.setDefaultSuffix(kind)
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def save(data: bytes, path: Path) -> None:
    """Write the file in one piece, or say that it could not be written."""
    try:
        write_atomic(path, data, named=True)
    except OSError as error:
        sentence = Message(NOT_SAVED, {"place": path.name})
        raise MilClicksError(sentence, Message(OTHER_PLACE), repr(error)) from error
