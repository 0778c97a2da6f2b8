"""What an item widget shows: the view of one question, with the few questions widgets ask of it.

The player hands on the view of a run; projector, gallery and tests make a fresh one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from milclicks.items.base import Feedback, Grade, Item, Response, Row, not_as_listed, shuffled
from milclicks.items.cloze import Cloze
from milclicks.items.registry import complete, grade, type_of
from milclicks.lessons.views import ItemView

FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True)
class ItemState:
    """One item as it stands now."""

    view: ItemView

    @property
    def item(self) -> Any:
        """The question itself; each widget knows the kind it is made for."""
        return self.view.item

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is chosen or placed, in showing order."""
        return self.view.rows

    @property
    def partners(self) -> tuple[Row, ...]:
        """What it is placed on."""
        return self.view.partners

    @property
    def response(self) -> Response | None:
        """The answer so far."""
        return self.view.response

    @property
    def grade(self) -> Grade | None:
        """The grade, once the feedback is open."""
        return self.view.grade if self.open else None

    @property
    def open(self) -> bool:
        """Whether the feedback is open (nothing can be changed any more)."""
        return self.view.phase == FEEDBACK

    @property
    def still(self) -> bool:
        """Whether nothing can be changed: the feedback is open, or an earlier moment is shown."""
        return self.open or self.view.locked

    @property
    def complete(self) -> bool:
        """Whether the response has all its parts."""
        return self.view.complete

    @property
    def survey(self) -> bool:
        """Whether the item asks for an opinion and has no key."""
        return self.item.survey is not None

    def feedback(self) -> dict[str, Feedback]:
        """The feedback of the response by option id; empty before it is open."""
        given = self.grade
        return {told.option: told for told in given.feedback} if given else {}

    def key(self) -> dict[str, Feedback]:
        """Every option's own feedback by id; `ok` tells the key. Empty before it is open."""
        return {told.option: told for told in self.view.explain} if self.open else {}

    def partly(self, option: str) -> bool:
        """Whether an option is worth something, but less than the right one."""
        worth = {each.id: each.weight for each in getattr(self.item, "options", ())}
        return 0 < worth.get(option, 0) < 1

    def choices(self, gap: str) -> tuple[Row, ...]:
        """The words that can stand in a gap: its own, or the whole bank."""
        return dict(self.view.choices).get(gap, self.rows)


def fresh_state(
    item: Item,
    *,
    seed: str = "0",
    response: Response | None = None,
    opened: bool = False,
    number: int = 1,
    total: int = 1,
) -> ItemState:
    """A state outside any run: for the projector, the gallery and tests."""
    kind = type_of(item)
    rows, partners = kind.rows(item), kind.partners(item)
    if item.kind == "order":
        rows = not_as_listed(rows, seed, item.id)
    elif item.shuffle:
        rows = shuffled(rows, seed, item.id)
    if item.shuffle and item.kind == "match":
        partners = shuffled(partners, seed, item.id)
    view = ItemView(
        item=item,
        form=kind.form(item),
        number=number,
        total=total,
        rows=rows,
        partners=partners,
        choices=_choices(item, rows),
        response=response,
        complete=response is not None and complete(item, response),
        composite=kind.composite,
        phase="feedback" if opened else "answering",
        opener="confidence" if item.confidence else "check",
        level=None,
        locked=opened,
        grade=grade(item, response) if opened and response is not None else None,
        right=kind.right_response(item) if opened else None,
        explain=kind.explain(item) if opened else (),
    )
    return ItemState(view)


def _choices(item: Item, rows: tuple[Row, ...]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    if not isinstance(item, Cloze) or item.mode != "select":
        return ()
    own = {option.id: option.gap for option in item.options}
    return tuple((gap, tuple(r for r in rows if own[r.id] == gap)) for gap in item.gaps)
