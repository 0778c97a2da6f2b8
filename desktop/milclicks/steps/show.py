"""Show: mock artefacts to look at, a vote without a key, talk, a second vote, then the reveal."""

from __future__ import annotations

from dataclasses import dataclass

from milclicks.core.errors import N_, Problem
from milclicks.items.artefact import Artefact
from milclicks.items.artefact_read import read_artefact
from milclicks.items.reader import Reader, flaw
from milclicks.steps.base import Step, StepType, read_step_head


@dataclass(frozen=True, slots=True)
class VoteOption:
    """One thing to vote for."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Show(Step):
    """Artefacts with a prompt. `vote` may be empty, `reveal` too."""

    intro: str
    shown: tuple[Artefact, ...]
    prompt: str = ""
    vote: tuple[VoteOption, ...] = ()
    reveal: str = ""

    def artefacts(self) -> tuple[Artefact, ...]:
        return self.shown


def _vote(row: Reader) -> VoteOption:
    found = VoteOption(row.name(), row.text("label"))
    row.close()
    return found


class ShowType(StepType[Show]):
    """Looking together."""

    kind = "show"

    def read(self, source: Reader) -> Show:
        step = Show(
            **read_step_head(source, self.kind),
            intro=source.text_or("intro"),
            shown=tuple(read_artefact(row) for row in source.rows("artefacts")),
            prompt=source.text_or("prompt"),
            vote=tuple(_vote(row) for row in source.rows("vote", needed=False)),
            reveal=source.text_or("reveal"),
        )
        source.close()
        return step

    def problems(self, step: Show) -> list[Problem]:
        if not step.vote or (2 <= len(step.vote) <= 4 and step.prompt and step.reveal):
            return []
        return [
            flaw(
                "show.vote",
                step.id,
                N_("This vote is not complete."),
                N_("A vote needs a prompt, two to four options and a reveal."),
            )
        ]
