"""What the strict look finds: problems, each with its place, and figures that are shown always."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from milclicks.core.errors import N_, Message, Problem

LEAST: Final = 12  # a share of fewer cases than this is shown, never judged

_TABLE: Final[dict[str, tuple[str, str]]] = {
    "strict.cut": (
        N_("The steps of the {cut} minute version take {total} minutes, not {cut}."),
        N_("Change the minutes of steps, or the versions they belong to."),
    ),
    "strict.decide": (
        N_("This lesson has no decision with a degree of certainty."),
        N_("Add a decision about a message, with confidence."),
    ),
    "strict.feedback": (
        N_("Two options of {item} have the same feedback."),
        N_("Say for each option why it is right, or why people believe it."),
    ),
    "strict.sides": (
        N_("Of {total} decisions, {sound} are sound: {share} %, not between {low} and {high} %."),
        N_("Add messages of the other kind, so that neither trust nor distrust wins."),
    ),
    "strict.one_truth": (
        N_("All decisions of this lesson have the same answer."),
        N_("Mix sound and unsound messages."),
    ),
    "strict.guess": (
        N_("In {locale}, whoever guesses by “{guess}” gets {score} of 100; chance gives {chance}."),
        N_("Change options or messages until this guess is no better than chance plus {more}."),
    ),
    "strict.proof_none": (
        N_("Nothing says where the evidence for {item} stands."),
        N_("Name under “proof” the parts that settle it."),
    ),
    "strict.proof": (
        N_("The evidence for {item} should stand in “{part}”, but nothing can be seen there."),
        N_("Name a part of the message, a look or a page that the learner can see."),
    ),
    "strict.repeat": (
        N_("These words stand in more than one lesson: “{words}” ({lessons})."),
        N_("Say it in new words, or add the words to repeats.tsv with a reason."),
    ),
    "strict.options": (
        N_("Two options of {item} have the same words in {locale}."),
        N_("Let every option say something of its own."),
    ),
    "strict.signs": (
        N_("A sign is not as this language writes it: {what}."),
        N_("Correct the punctuation."),
    ),
    "strict.length": (
        N_("The translation is {times} times as long as the English text."),
        N_("Look whether something is missing or was added."),
    ),
    "strict.english": (
        N_("English words were left in the translation: {words}."),
        N_("Translate them, or mark the words with their language."),
    ),
    "strict.script": (
        N_("A word mixes letters of two scripts: {words}."),
        N_("Write the word in one script."),
    ),
    "strict.hidden": (
        N_("A hidden sign of direction is not closed again, or not needed."),
        N_("Take the sign out; the app sets directions itself."),
    ),
    "strict.term": (
        N_("“{term}” has another translation here than in the list of terms: {wanted}."),
        N_("Use the word of the list, or add this form to terms.tsv."),
    ),
}


def finding(code: str, place: str, **values: object) -> Problem:
    """One problem of the strict look."""
    sentence, remedy = _TABLE[code]
    told = {key: value for key, value in values.items() if f"{{{key}}}" in sentence}
    help_ = {key: value for key, value in values.items() if f"{{{key}}}" in remedy}
    return Problem(code, place, Message(sentence, told), Message(remedy, help_))


Verdict = Literal["ok", "failed", "few", "told"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `score` and `limit` are shares of 100 where `share` is set, else counts."""

    rule: str
    subject: str
    score: int
    cases: int
    limit: int | None = None
    verdict: Verdict = "told"


@dataclass(slots=True)
class Report:
    """All that the strict look found."""

    problems: list[Problem] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    def add(self, problems: Iterable[Problem]) -> None:
        """Take in what one rule found."""
        self.problems.extend(problems)
