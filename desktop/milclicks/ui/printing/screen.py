"""The preview: the pages as they will be printed, the choices, Save PDF and Print.

What is shown is the PDF itself. Making and drawing it happens in a job, which can be left.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.prints.render import page_count
from milclicks.ui.context import Context
from milclicks.ui.jobs import Job, Tell
from milclicks.ui.printing.choices import SheetChoices
from milclicks.ui.printing.pages import page_image
from milclicks.ui.printing.press import Press, ask_printer
from milclicks.ui.printing.sheet import Options, Sheet
from milclicks.ui.printing.view import PageView
from milclicks.ui.saving import ask_where, save
from milclicks.ui.screen import Screen
from milclicks.ui.storing import stored
from milclicks.ui.widgets.buttons import PrimaryButton, SecondaryButton
from milclicks.ui.widgets.columns import ScrollColumn, empty_layout
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body

PREVIEW_DPI = 110
SHOWN_PAGES = 24
SIDES = 64  # pixels beside a page, the scroll bar with them
SAVED = N_("Saved as {file}.")
SENT = N_("Sent to the printer.")


class Preview(Screen):
    """One sheet with its options."""

    def __init__(self, context: Context, sheet: Sheet, options: Options | None = None) -> None:
        super().__init__(context)
        self._sheet = sheet
        self._options = options or sheet.begin or Options.of(context.workspace.settings)
        self._pdf = b""
        self._job: Job[Any] | None = None
        self._press: Press | None = None
        self._area = ScrollColumn(width=0)
        self._area.setObjectName("pages")
        self._pages = self._area.column
        self._choices = SheetChoices(context, sheet, self._options)
        self._choices.changed.connect(self._choose)
        side = ScrollColumn(width=0, margins=(2, 2))
        side.column.addWidget(self._choices)
        side.column.addStretch(1)
        side.setFixedWidth(self._choices.wide())
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._area, 1)
        row.addWidget(side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(row, 1)
        outer.addWidget(self._feet())
        self.refresh()

    def heading(self) -> tuple[str, str]:
        """What is on the paper."""
        return self.say(self._sheet.title), ""

    def kept(self) -> dict[str, Any]:
        """The sheet and the choices."""
        return {"sheet": self._sheet, "options": self._options}

    def first_focus(self) -> QWidget | None:
        """The print button."""
        return self._print if self._print.isEnabled() else None

    def _feet(self) -> QWidget:
        foot = QWidget()
        row = FlowLayout(foot, gap=12)
        back = SecondaryButton(self.say(N_("Back")))
        back.setObjectName("preview-back")
        back.clicked.connect(self.context.back)
        self._save = SecondaryButton(self.say(N_("Save PDF")), icon="save")
        self._save.setObjectName("save-pdf")
        self._save.clicked.connect(self._ask_save)
        self._print = PrimaryButton(self.say(N_("Print")), icon="print")
        self._print.setObjectName("print")
        self._print.clicked.connect(self._ask_print)
        for button in (self._print, self._save, back):
            row.addWidget(button)
        return foot

    # --- making --------------------------------------------------------------------------
    def _choose(self, options: Options) -> None:
        self._options = options
        workspace = self.context.workspace
        settings = replace(workspace.settings, paper=options.paper, low_ink=options.low_ink)
        if settings != workspace.settings:
            stored(self.context, settings)
        if self._sheet.chosen is not None:
            self._sheet.chosen(options)
        self.refresh()

    def refresh(self) -> None:
        """Make the PDF again and show its pages."""
        if self._job is not None:
            self._job.cancel()
        self._ready(False)
        empty_layout(self._pages)
        self._pages.addWidget(body(self.say(N_("Preparing the page …"))))
        try:
            make = self._sheet.prepare(self._options)
        except MilClicksError as error:
            self._failed(error)
            return

        def work(tell: Tell) -> tuple[bytes, list[QImage], int]:
            pdf = make()
            count = page_count(pdf)
            images = []
            for number in range(min(count, SHOWN_PAGES)):
                tell(number, count)
                images.append(page_image(pdf, number, PREVIEW_DPI))
            return pdf, images, count

        self._job = self.context.jobs.start(work, self._made, failed=self._failed, owner=self)

    def _made(self, made: tuple[bytes, list[QImage], int]) -> None:
        self._pdf, images, count = made
        empty_layout(self._pages)
        for number, image in enumerate(images, 1):
            name = self.say(N_("Page {number} of {all}"), number=number, all=count)
            view = PageView(self.context.theme, image, name)
            self._pages.addWidget(view, 0, Qt.AlignmentFlag.AlignHCenter)
        if count > len(images):
            more = self.context.texts.say_n(
                "and {n} more page", "and {n} more pages", count - len(images)
            )
            self._pages.addWidget(body(more))
        self._pages.addStretch(1)
        self._fit()
        self._ready(True)
        if self.focusWidget() is None:
            self._print.setFocus()

    def _fit(self) -> None:
        """Show each page whole in the room that there is."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        room = self._area.size()  # its viewport follows later
        for view in self.findChildren(PageView):
            view.fit(room.height() - 44, room.width() - SIDES)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages keep fitting."""
        super().resizeEvent(event)
        self._fit()

    def _failed(self, error: MilClicksError) -> None:
        empty_layout(self._pages)
        self._pages.addWidget(body(self.context.texts.message(error.sentence)))
        if error.remedy is not None:
            self._pages.addWidget(body(self.context.texts.message(error.remedy)))
        self._pages.addStretch(1)

    def _ready(self, on: bool) -> None:
        self._save.setEnabled(on)
        self._print.setEnabled(on)

    # --- saving and printing -------------------------------------------------------------
    def _ask_save(self) -> None:
        folder = self.context.seat.kept.get("prints", {}).get("folder")
        ask_where(self, self.say(N_("Save PDF")), self._sheet.file_name, self._write, folder)

    def _write(self, path: Path) -> None:
        try:
            save(self._pdf, path)
        except MilClicksError as error:
            self.context.notices.fail(error, self.context.texts)
            return
        self.context.seat.kept["prints"] = {"folder": path.parent}
        self.context.notices.tell(self.say(SAVED, file=path.name))

    def _ask_print(self) -> None:
        ask_printer(self, self._pdf, self._send)

    def _send(self, printer: QPrinter) -> None:
        self._press = Press(self._pdf, printer, self)
        self._press.finished.connect(lambda: self.context.notices.tell(self.say(SENT)))
        self._press.start()
