"""A meter of a scene: its name, how full it is, and how the last choice moved it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.lessons.views import MeterView
from milclicks.ui.theme import current
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import TextBlock

SAYS = N_("{label}: {n} of {most}")


def signed(texts: Texts, change: int) -> str:
    """A change with its sign, kept from left to right."""
    if not change:
        return ""
    sign = "+" if change > 0 else "\u2212"
    return texts.isolate(f"\u200e{sign}{texts.number(abs(change))}")


class MeterBar(QWidget):
    """A line of words over a bar."""

    def __init__(self, texts: Texts, view: MeterView) -> None:
        super().__init__()
        theme = current()
        meter, value = view.meter, view.value
        self.setObjectName(f"meter-{meter.id}")
        said = texts.say(SAYS, label=meter.label, n=value - meter.low, most=meter.high - meter.low)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.addWidget(TextBlock(meter.label, size=15, strong=True, marked=True), 1)
        moved = signed(texts, view.change)
        if moved:
            row.addWidget(TextBlock(moved, size=15, strong=True))
        column.addLayout(row)
        share = (value - meter.low) / max(meter.high - meter.low, 1)
        colour = "strand.literacy" if meter.good == "high" else "strand.critical"
        bar = ThinBar(share, said, colour)
        bar.setFixedHeight(theme.px(12))
        column.addWidget(bar)
        self.setAccessibleName(f"{said} {moved}".strip())
