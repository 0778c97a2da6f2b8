"""The teacher's guide: headings that can be searched, and the text of the one that is open."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.help.guide import Section, Unit, read_guide
from milclicks.ui.screen import Screen
from milclicks.ui.widgets.buttons import NavButton
from milclicks.ui.widgets.columns import ScrollColumn, empty_layout
from milclicks.ui.widgets.text import TextBlock, body, small, title, writing_side

ONE_COLUMN_FROM = 150
NOTHING = N_("No heading found for “{query}”.")


class Help(Screen):
    """`section` is the heading that is open; `query` the words of the search."""

    def __init__(self, context: Context, section: str = "", query: str = "") -> None:
        super().__init__(context)
        self._guide = read_guide(context.texts)
        self._section = section or self._guide.sections[0].id
        self._field = QLineEdit(query)
        writing_side(self._field)
        self._field.setObjectName("help-search")
        self._field.setAccessibleName(self.say(N_("Search in the guide")))
        self._field.setPlaceholderText(self.say(N_("Search in the guide")))
        self._field.textChanged.connect(lambda _: self._list())
        self._narrow = context.theme.text_size >= ONE_COLUMN_FROM
        self._list_area = ScrollColumn(width=0, margins=(2, 2))
        self._text_area = ScrollColumn(width=700, centred=False, margins=(8, 2))
        (self._one_column if self._narrow else self._two_columns)()
        self._list()
        self._open(self._section)

    def _two_columns(self) -> None:
        """Headings on the leading side, the text beside them."""
        self._list_area.setFixedWidth(max(self.context.theme.px(250), 200))
        self._field.setFixedWidth(self._list_area.width())
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._field)
        left.addWidget(self._list_area, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addLayout(left)
        row.addWidget(self._text_area, 1)

    def _one_column(self) -> None:
        """Large type: the text opens below its heading."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._field)
        column.addWidget(self._list_area, 1)

    def heading(self) -> tuple[str, str]:
        """The title of the guide and its first sentence."""
        return self._guide.title, self._guide.intro

    def kept(self) -> dict[str, Any]:
        """Where the reader is."""
        return {"section": self._section, "query": self._field.text()}

    def first_focus(self) -> QWidget | None:
        """The search field."""
        return self._field

    def _list(self) -> None:
        empty_layout(self._list_area.column)
        found = self._guide.search(self._field.text())
        for section in found:
            button = NavButton("", section.title)
            button.setObjectName(f"help-{section.id}")
            button.setChecked(section.id == self._section)
            button.clicked.connect(lambda _=False, key=section.id: self._open(key))
            self._list_area.column.addWidget(button)
            if self._narrow and section.id == self._section:
                self._write(self._list_area.column, section)
        if not found:
            words = self.say(NOTHING, query=self._field.text().strip())
            self._list_area.column.addWidget(small(words))
        self._list_area.column.addStretch(1)

    def _open(self, key: str) -> None:
        self._section = key
        if self._narrow:
            self._list()
            opened = self.findChild(NavButton, f"help-{key}")
            if opened is not None:
                opened.setFocus()
            return
        for button in self._list_area.findChildren(NavButton):
            button.setChecked(button.objectName() == f"help-{key}")
        column = self._text_area.column
        empty_layout(column)
        section = next(one for one in self._guide.sections if one.id == key)
        column.addWidget(title(section.title, size=26))
        self._write(column, section)
        column.addStretch(1)
        self._text_area.to_top()

    def _write(self, column: QVBoxLayout, section: Section) -> None:
        step = 0
        for unit in section.units:
            if unit.kind == "step":
                step += 1
            column.addWidget(self._unit(unit, step))

    def _unit(self, unit: Unit, step: int) -> QWidget:
        if unit.kind == "p":
            return body(unit.text)
        sign = f"{self.context.texts.number(step)}." if unit.kind == "step" else "–"
        holder = QWidget()
        row = QHBoxLayout(holder)
        left, right = (0, 8) if self.context.theme.rtl else (8, 0)
        row.setContentsMargins(left, 0, right, 0)
        row.setSpacing(10)
        mark = TextBlock(sign, strong=True)
        mark.setFixedWidth(self.context.theme.px(28))
        row.addWidget(mark)
        row.addWidget(body(unit.text), 1)
        return holder
