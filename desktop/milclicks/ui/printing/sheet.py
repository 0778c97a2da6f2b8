"""A sheet of paper that can be previewed, saved and printed: what it is called and who makes it.

Data only. `prepare` reads what stands on the sheet, on the main thread; what it returns makes the
bytes of the PDF in a job. Preview and print are those same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from milclicks.core.settings import Settings

if TYPE_CHECKING:
    from milclicks.ui.context import Context

Lists = Mapping[str, tuple[str, Mapping[Any, str]]]


@dataclass(frozen=True, slots=True)
class Options:
    """What a person can choose about a sheet. Not every sheet offers every choice."""

    locale: str
    second: str = ""
    paper: Literal["a4", "letter"] = "a4"
    low_ink: bool = False
    size: str = "a4"
    tile: str = ""
    lesson: str = ""
    what: str = "all"
    cut: int = 40
    groups: int = 1
    colour: bool = False

    @classmethod
    def of(cls, settings: Settings) -> Options:
        """The remembered choices."""
        return cls(settings.locale, paper=settings.paper, low_ink=settings.low_ink)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`title` is a marked English sentence; `choices` names the fields of Options on offer.

    `lists` gives choices that only this sheet has: label and values by the name of the field.
    `begin` stands for the remembered choices, `chosen` is told of each new one.
    """

    key: str
    title: str
    file_name: str
    choices: tuple[str, ...]
    prepare: Callable[[Options], Callable[[], bytes]]
    lists: Callable[[Context], Lists] | None = None
    begin: Options | None = None
    chosen: Callable[[Options], None] | None = None
