"""One name for a widget that has no words of its own: for screen readers and under the mouse."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QWidget


def named(widget: QWidget, words: str) -> None:
    """Call a widget by `words`, which may come from a person or a pack.

    Qt takes a tip that looks like HTML for a page, which could load files: such words are shown
    as they are written.
    """
    widget.setAccessibleName(words)
    widget.setToolTip(f"<span>{escape(words)}</span>" if Qt.mightBeRichText(words) else words)
