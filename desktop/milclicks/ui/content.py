"""What the screens read from packs, in small typed pieces and in the language of the screen.

It only reads; it knows the shape of the pack documents so that the screens need not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from milclicks.core.errors import MilClicksError
from milclicks.ui.context import Context
from milclicks.ui.inline import plain

if TYPE_CHECKING:
    from milclicks.packs.library import Library
    from milclicks.packs.shelf import LessonCard

STRANDS = (
    "mil",
    "critical",
    "literacy",
    "intercultural",
    "citizenship",
    "knowledge",
    "sustainability",
)


@dataclass(frozen=True, slots=True)
class Example:
    """A suggestion for a plan: a situation and an act."""

    id: str
    when: str
    will: str


@dataclass(frozen=True, slots=True)
class Promise:
    """One of the ten promises of the pact."""

    number: int
    id: str
    strand: str
    name: str
    sentence: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class GroupText:
    """The pact in the words of a group: class, family or teacher; sentences by promise id."""

    id: str
    title: str
    intro: str
    opening: str
    closing: str
    sentences: tuple[tuple[str, str], ...]
    signing: str


@dataclass(frozen=True, slots=True)
class CheckText:
    """What is asked some days after a pact was made."""

    title: str
    ask: str
    text: str


@dataclass(frozen=True, slots=True)
class PactText:
    """The pact of the pack; `checks` by the number of days."""

    title: str
    intro: str
    opening: str
    closing: str
    promises: tuple[Promise, ...]
    versions: tuple[GroupText, ...] = ()
    checks: tuple[tuple[int, CheckText], ...] = ()
    took_part: tuple[str, str] = ("", "")

    def check(self, day: int | None) -> CheckText | None:
        """The words of a check-in, or nothing when the pack has none."""
        return dict(self.checks).get(day or 0)


@dataclass(frozen=True, slots=True)
class SpaceText:
    """The declaration of a Space: ten promises and twelve questions."""

    title: str
    intro: str
    question: str
    promises: tuple[tuple[str, str], ...]
    self_check: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Click:
    """A daily click: one thought, one question, one reason, and the id of its pack."""

    id: str
    strand: str
    text: str
    ask: str
    why: str
    pack: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A word and its meaning."""

    id: str
    term: str
    definition: str


def lesson_cards(context: Context) -> tuple[LessonCard, ...]:
    """All lessons that can be opened, in the language of the screen, in the order of the packs."""
    cards = context.workspace.library.lessons(context.texts.locale)
    return tuple(card for card in cards if card.usable)


def damaged_cards(context: Context) -> tuple[LessonCard, ...]:
    """The lessons that are damaged on this computer, until their pack is repaired."""
    cards = context.workspace.library.lessons(context.texts.locale)
    return tuple(card for card in cards if card.ready.code == "lesson.damaged")


def first_lesson(context: Context) -> LessonCard | None:
    """The lesson to begin with."""
    cards = lesson_cards(context)
    return cards[0] if cards else None


def rows_of(document: dict[str, Any] | None) -> Sequence[dict[str, Any]]:
    """The entries of a document that is a list, or of the one list that it holds."""
    if not document:
        return ()
    lists = [value for value in document.values() if isinstance(value, list)]
    return lists[0] if lists else ()


def _document(library: Library, name: str, locale: str) -> dict[str, Any] | None:
    try:
        return library.document(name, locale)
    except MilClicksError:
        return None


def pact_text(library: Library, locale: str) -> PactText | None:
    """The pact, or nothing when no pack has one."""
    raw = _document(library, "pact", locale)
    if not raw:
        return None
    promises = tuple(_promise(number, row) for number, row in enumerate(raw["promises"], 1))
    part = raw.get("took_part") or {}
    return PactText(
        raw["title"],
        raw["intro"],
        raw["opening"],
        raw["closing"],
        promises,
        tuple(_version(row) for row in raw.get("versions", ())),
        tuple(_check(row) for row in raw.get("checkins", ())),
        (plain(part.get("title", "")), plain(part.get("text", ""))),
    )


def _version(row: dict[str, Any]) -> GroupText:
    return GroupText(
        id=row["id"],
        title=row["title"],
        intro=row["intro"],
        opening=row["opening"],
        closing=row["closing"],
        sentences=tuple((one["id"], one["sentence"]) for one in row["promises"]),
        signing=row["signing"]["text"],
    )


def _check(row: dict[str, Any]) -> tuple[int, CheckText]:
    day = int("".join(sign for sign in row["id"] if sign.isdigit()) or 0)
    return day, CheckText(row["title"], row["ask"], row["text"])


def _promise(number: int, row: dict[str, Any]) -> Promise:
    examples = tuple(
        Example(example["id"], plain(example["when"]), plain(example["will"]))
        for example in row.get("examples", ())
    )
    return Promise(number, row["id"], row["strand"], row["name"], row["sentence"], examples)


def space_text(library: Library, locale: str) -> SpaceText | None:
    """The declaration of a Space, or nothing when no pack has one."""
    raw = _document(library, "space", locale)
    if not raw:
        return None
    promises = tuple((row["id"], row["text"]) for row in raw["promises"])
    checks = tuple((row["id"], row["ask"]) for row in raw["self_check"])
    return SpaceText(raw["title"], raw["intro"], raw.get("question", ""), promises, checks)


def daily_clicks(library: Library, locale: str) -> tuple[Click, ...]:
    """All daily clicks."""
    rows = rows_of(_document(library, "daily", locale))
    return tuple(_click(row) for row in rows)


def _click(row: Mapping[str, Any]) -> Click:
    said = (row["text"], row.get("ask", ""), row.get("why", ""))
    return Click(row["id"], row["strand"], *said, row.get("pack", ""))


def terms(library: Library, locale: str) -> tuple[Term, ...]:
    """All words of the glossary, in the order of the pack."""
    rows = rows_of(_document(library, "glossary", locale))
    return tuple(Term(row["id"], row["term"], row["definition"]) for row in rows)


def daily_click(context: Context) -> Click | None:
    """Today's click in the language of the screen."""
    row = context.workspace.daily_click(context.texts.locale)
    return _click(row) if row is not None else None


def click_of_the_day(context: Context, clicks: tuple[Click, ...]) -> int:
    """The place of today's click among all clicks."""
    now = daily_click(context)
    ids = [click.id for click in clicks]
    return ids.index(now.id) if now is not None and now.id in ids else 0
