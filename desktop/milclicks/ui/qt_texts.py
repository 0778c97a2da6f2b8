"""Sentences of Qt's own dialogs, answered from our catalogue.

Qt ships no Serbian and no European Portuguese. For what is not in this list the translator
answers `None`, so that Qt's own file, where there is one, gets its turn. It knows nothing of our
own screens: those ask `Texts` directly.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from milclicks.core.texts import N_, Texts

_OURS = (
    N_("OK"),
    N_("Cancel"),
    N_("Save"),
    N_("Open"),
    N_("Close"),
    N_("Yes"),
    N_("No"),
    N_("Apply"),
    N_("Print"),
    N_("Save As"),
    N_("Look in:"),
    N_("File name:"),
    N_("Files of type:"),
    N_("Directory:"),
    N_("Folder"),
    N_("Name"),
    N_("Size"),
    N_("Type"),
    N_("Date Modified"),
    N_("Computer"),
    N_("My Computer"),
    N_("Back"),
    N_("Forward"),
    N_("Parent Directory"),
    N_("Create New Folder"),
    N_("New Folder"),
    N_("List View"),
    N_("Detail View"),
    N_("Rename"),
    N_("Delete"),
    N_("Show hidden files"),
    N_("All Files (*)"),
    N_("Undo"),
    N_("Redo"),
    N_("Cut"),
    N_("Copy"),
    N_("Paste"),
    N_("Select All"),
    N_("Printer"),
    N_("Copies"),
    N_("Copies:"),
    N_("Print all"),
    N_("Print range"),
    N_("Pages from"),
    N_("to"),
    N_("Options"),
    N_("Properties"),
    N_("Location:"),
    N_("Output file:"),
    N_("Print to File (PDF)"),
    N_("Page"),
    N_("Paper"),
    N_("Orientation"),
    N_("Portrait"),
    N_("Landscape"),
    N_("Grayscale"),
    N_("Color"),
)
_BY_PLAIN = {text.casefold(): text for text in _OURS}


class QtTexts(QTranslator):
    """Answers Qt's questions in the language of `texts`."""

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts

    def isEmpty(self) -> bool:
        """Qt skips an empty translator; this one never is."""
        return False

    def translate(  # type: ignore[override]  # None lets the next translator answer
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The sentence in our language, or `None` when it is not one of ours."""
        ours = _BY_PLAIN.get(source.replace("&", "").rstrip(".").casefold())
        if ours is None:
            return None
        said = self._texts.say(ours)
        return said if said != ours or self._texts.locale == "en" else None


def install_qt_texts(app: QCoreApplication, texts: Texts) -> list[QTranslator]:
    """Put Qt's own file (where one exists) and our answers in front; returns what to remove."""
    installed: list[QTranslator] = []
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name in (f"qtbase_{texts.locale}", f"qtbase_{texts.locale.partition('_')[0]}"):
        if texts.locale in ("en", "pt_PT"):
            break
        file = QTranslator(app)
        if file.load(name, folder):
            app.installTranslator(file)
            installed.append(file)
            break
    ours = QtTexts(texts, app)
    app.installTranslator(ours)
    installed.append(ours)
    return installed


def remove_qt_texts(app: QCoreApplication, installed: list[QTranslator]) -> None:
    """Take away what `install_qt_texts` put in."""
    for translator in installed:
        app.removeTranslator(translator)
        translator.deleteLater()
    installed.clear()
