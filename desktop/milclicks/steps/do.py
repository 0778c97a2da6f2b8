"""Do: an activity on paper, with a list of things and instructions. It may have a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from milclicks.items.artefact import Note
from milclicks.items.artefact_read import read_notes
from milclicks.items.reader import Reader
from milclicks.steps.base import Step, StepType, read_step_head

SHEETS: Final = ("hand", "grid", "frame", "cards")


@dataclass(frozen=True, slots=True, kw_only=True)
class Do(Step):
    """An activity; `sheet` names the printed sheet, "" for none."""

    intro: str
    materials: tuple[Note, ...]
    instructions: tuple[Note, ...]
    sheet: str = ""


class DoType(StepType[Do]):
    """Doing something by hand."""

    kind = "do"

    def read(self, source: Reader) -> Do:
        step = Do(
            **read_step_head(source, self.kind),
            intro=source.text("intro"),
            materials=read_notes(source, "materials", needed=False),
            instructions=read_notes(source, "instructions"),
            sheet=source.word("sheet", SHEETS, ""),
        )
        source.close()
        return step
