"""A sheet that was answered on paper, keyed in by the teacher: one row of signs for each part.

Every answer is a number from 1 on, as on the answer grid (or a letter from A on); a dash or a dot
is a question left open.
The whole sheet is kept in one act or not at all, and can be taken back.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

from milclicks.community.prepost.asks import Ask, Form
from milclicks.community.prepost.run import Run, answer_draft, end_draft, fold, runs, start_drafts
from milclicks.core.errors import N_, BadInput, Message
from milclicks.items.wrappers import LEVELS
from milclicks.records.records import Records

ROWS: Final = ("decision", "level", "choice", "statement", "intent")
OPEN: Final = "-–—._0"  # left open
LETTERS: Final = "abcde"


def key_in(
    records: Records, form: Form, group: str, round_: str, number: int, typed: Mapping[str, str]
) -> Run:
    """Keep one sheet; `typed` holds a row of signs for each of ROWS.

    Raises BadInput for a row that is too short, too long or has a sign that is no answer; then
    nothing is kept. The same for a number that has handed in this time already.
    """
    known = (one for one in runs(records).values() if one.group == group and one.ended)
    if any((one.round, one.who) == (round_, ("", number)) for one in known):
        raise BadInput(
            Message(N_("Sheet {number} of this time is kept already."), {"number": number}),
            Message(N_("Look at the number on the sheet, or give it another one.")),
        )
    run, start = start_drafts(form, group, round_, None, number, paper=True)
    rows = {row: read_row(form, row, typed.get(row, "")) for row in ROWS}
    levels = dict(zip((one.id for one in form.part("decision")), rows["level"], strict=True))
    drafts = [start]
    for part in ("decision", "choice", "statement", "intent"):
        for ask, response in zip(form.part(part), rows[part], strict=True):
            if response:
                level = levels[ask.id] if part == "decision" else ""
                drafts.append(answer_draft(run, form, ask.id, response, level))
    stored = records.append([*drafts, end_draft(run)])
    return fold(stored)[run.id]


def asks_of(form: Form, row: str) -> tuple[Ask, ...]:
    """The questions that a row answers."""
    return form.part("decision" if row == "level" else row)


def read_row(form: Form, row: str, typed: str) -> tuple[str, ...]:
    """The responses that a row of signs stands for, "" for a question left open.

    An empty row leaves all of them open.
    """
    asks, signs = asks_of(form, row), "".join(typed.split())
    if not signs:
        return tuple("" for _ in asks)
    if len(signs) != len(asks):
        raise BadInput(
            Message(
                N_("There are {given} signs for {needed} questions."),
                {"given": len(signs), "needed": len(asks)},
            ),
            Message(N_("Write one sign for each question, and a dash for one left open.")),
        )
    return tuple(_response(ask, row, sign) for ask, sign in zip(asks, signs, strict=True))


def _response(ask: Ask, row: str, sign: str) -> str:
    options = tuple(LEVELS) if row == "level" else tuple(key for key, _ in ask.options)
    if sign in OPEN or unicodedata.decimal(sign, None) == 0:
        return ""
    number = unicodedata.decimal(sign, 0) or LETTERS.find(sign.lower()) + 1
    if not 1 <= number <= len(options):
        raise BadInput(
            Message(N_("“{sign}” is no answer here."), {"sign": sign}),
            Message(
                N_("Write the numbers 1 to {most}, and a dash for one left open."),
                {"most": len(options)},
            ),
        )
    return options[number - 1]
