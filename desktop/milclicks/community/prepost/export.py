"""The counts of a group as a table for a spreadsheet: no names, no single person.

Each row has a code for programs (time, measure, value, count) and the same in words. Where numbers
are written with a comma, the columns are parted by semicolons, as spreadsheets there expect.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Final

from milclicks.community.prepost.asks import Pretest
from milclicks.community.prepost.group import results
from milclicks.community.prepost.report import MEASURES, ROUNDS, choices, wish_name
from milclicks.community.prepost.run import Run
from milclicks.community.prepost.scores import SKILLS, GroupScore, Share
from milclicks.core.errors import N_
from milclicks.core.texts import Texts, without_isolates

HEAD: Final = ("time", "measure", "value", "count", "words")
PEOPLE: Final = N_("People who have handed in")
KEPT: Final = N_("People who kept {n} of {of} sound messages")
CAUGHT: Final = N_("People who caught {n} of {of} unsound messages")
RIGHT: Final = N_("{measure}: right answers")
ASKED: Final = N_("{measure}: all answers asked for")
APART: Final = N_("Told apart (d′): 0 is guessing")
LEANING: Final = N_("Leaning (c): below 0 towards keeping, above 0 towards distrust")
SURENESS: Final = N_("Too sure (above 0) or too modest (below 0), in percentage points")
PASSED: Final = N_("People with 9 or more right answers of 14")
MASTERED: Final = N_("People with 12 or more right answers of 14")
WISH: Final = N_("{question}: {answer}")
# The digits of a spreadsheet; signs that steer the direction would make it a text.
_LATIN: Final = {
    **str.maketrans("٠١٢٣٤٥٦٧٨٩٫", "0123456789."),
    **dict.fromkeys((0x061C, 0x200E, 0x200F)),
}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NUMBER: Final = re.compile(r"-?[0-9]+([.,][0-9]+)?")
Row = tuple[str, object, object, str]  # measure, value, count, the same in words


def counts_csv(known: Iterable[Run], test: Pretest, texts: Texts) -> str:
    """The counts as CSV; times with fewer people than may be shown are left out."""
    out = io.StringIO()
    comma = _plain(texts, 0.5) == "0,50"
    writer = csv.writer(out, delimiter=";" if comma else ",", lineterminator="\r\n")
    writer.writerow(HEAD)
    for at, (_, told) in results(known).items():
        if told is None:
            continue
        for measure, value, count, words in _rows(told, test, texts):
            said = f"{texts.say(ROUNDS[at])}: {words}"
            writer.writerow(tuple(map(_inert, (at, measure, value, count, _bare(said)))))
    return out.getvalue()


def _rows(told: GroupScore, test: Pretest, texts: Texts) -> Iterator[Row]:
    say = texts.say
    yield "people", "", told.people, say(PEOPLE)
    kinds = (("kept_sound", KEPT, told.kept), ("caught_unsound", CAUGHT, told.caught))
    for measure, words, counted in kinds:
        most = len(counted) - 1
        for n, people in enumerate(counted):
            yield measure, n, people, say(words, n=n, of=most)
    shares = {"kept": told.kept_share, "caught": told.caught_share}
    shares |= {skill: told.skills[skill] for skill in SKILLS if skill in told.skills}
    for key, share in shares.items():
        yield from _share(key, share, texts)
    yield "d_prime", _plain(texts, told.detection.d_prime), "", say(APART)
    yield "c", _plain(texts, told.detection.c), "", say(LEANING)
    if told.calibration is not None:
        yield "calibration_points", told.calibration.points, "", say(SURENESS)
    yield "questions_passed", "", told.passed, say(PASSED)
    yield "questions_mastered", "", told.mastered, say(MASTERED)
    for item, chosen in told.wishes.items():
        name = wish_name(item, test, texts)
        for response, label in choices(item, test).items():
            said = say(WISH, question=name, answer=texts.message(label))
            yield item, response, chosen.get(response, 0), said


def _share(key: str, share: Share, texts: Texts) -> Iterator[Row]:
    name = texts.say(MEASURES[key])
    yield f"share_{key}", "right", share.count, texts.say(RIGHT, measure=name)
    yield f"share_{key}", "all", share.of, texts.say(ASKED, measure=name)


def _plain(texts: Texts, value: float) -> str:
    """Two decimals with the sign that a spreadsheet of this language reads, in Latin digits."""
    return texts.decimal(value).translate(_LATIN)


def _inert(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula: words that begin like one get a sign first.

    Numbers stay, the negative ones too.
    """
    if isinstance(cell, str) and cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _bare(words: str) -> str:
    """Without the steering signs that spreadsheets show as boxes."""
    return without_isolates(words)
