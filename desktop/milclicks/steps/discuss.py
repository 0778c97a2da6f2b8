"""Discuss: a question to talk about, with a form that lets everyone take part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from milclicks.items.artefact import Note
from milclicks.items.artefact_read import read_notes
from milclicks.items.reader import Reader
from milclicks.steps.base import Step, StepType, read_step_head

FORMS: Final = ("vote_talk_vote", "pairs", "circle")


@dataclass(frozen=True, slots=True, kw_only=True)
class Discuss(Step):
    """A talk, with its questions and its form."""

    prompt: str
    questions: tuple[Note, ...]
    form: str


class DiscussType(StepType[Discuss]):
    """Talking."""

    kind = "discuss"

    def read(self, source: Reader) -> Discuss:
        step = Discuss(
            **read_step_head(source, self.kind),
            prompt=source.text("prompt"),
            questions=read_notes(source, "questions"),
            form=source.word("form", FORMS),
        )
        source.close()
        return step
