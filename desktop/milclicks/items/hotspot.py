"""Hotspot: point at places of a picture or at parts of a mock artefact.

Places of a picture are rectangles per mille of its width and height, never mirrored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from milclicks.core.errors import N_, Message, Problem
from milclicks.items.artefact import part_name
from milclicks.items.artefact_read import OUTSIDE, STAY_INSIDE, inside
from milclicks.items.base import (
    Feedback,
    Grade,
    Item,
    ItemType,
    Option,
    PaperFace,
    Response,
    Row,
    Tally,
    Value,
    grade_of,
)
from milclicks.items.options import (
    MOST_OPTIONS,
    alike,
    count_between,
    needs_otherwise,
    needs_right,
    read_head,
    repeated,
    rows_of,
    weights_within,
)
from milclicks.items.reader import Reader, flaw
from milclicks.items.values import bad_answer, ids_of

ELSEWHERE: Final = "elsewhere"  # a tap beside every place


@dataclass(frozen=True, slots=True)
class Place(Option):
    """An option at a place: a rectangle of the picture, or a named part of the artefact."""

    rect: tuple[int, int, int, int] | None = None
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotspot(Item):
    """An item of places; `pick` says how many are to be found."""

    options: tuple[Place, ...]
    picture: str = ""
    pick: int = 1


def _place(row: Reader) -> Place:
    region = row.child("region")
    rect, part = None, ""
    if region is None:
        row.text("region")
    elif region.has("rect"):
        x, y, w, h = region.integers("rect", 4)
        rect = (x, y, w, h)
        region.close()
    else:
        part = region.name("part")
        region.close()
    place = Place(
        id=row.name(),
        body=row.text("label"),
        weight=row.fraction("weight"),
        feedback=row.text("feedback"),
        rect=rect,
        part=part,
    )
    row.close()
    return place


class HotspotType(ItemType[Hotspot]):
    """A response is the list of chosen options; a tap beside all of them is `elsewhere`."""

    kind = "hotspot"

    def read(self, source: Reader) -> Hotspot:
        pick = source.whole("pick", 1)
        item = Hotspot(
            **read_head(source, self.kind, mode="right_minus_wrong" if pick > 1 else "weights"),
            options=tuple(_place(row) for row in source.rows("options")),
            picture=source.name_or("picture"),
            pick=pick,
        )
        source.close()
        return item

    def problems(self, item: Hotspot) -> list[Problem]:
        right = sum(1 for option in item.options if option.weight)
        found = [
            *count_between(item.id, len(item.options), 1, MOST_OPTIONS),
            *repeated(item.id, [option.id for option in item.options] + [ELSEWHERE]),
            *alike(item.id, [option.body for option in item.options]),
            *weights_within(item.id, item.options),
            *needs_right(item.id, item.options, exactly_one=False),
            *needs_otherwise(item.id, item.otherwise),
        ]
        if right and not 1 <= item.pick <= right:
            found.append(
                flaw(
                    "item.pick",
                    item.id,
                    N_("More places are to be found than there are right ones."),
                    N_("Let “pick” be at most the number of right places, and at least 1."),
                )
            )
        return found + self._ground_problems(item)

    def _ground_problems(self, item: Hotspot) -> list[Problem]:
        if bool(item.picture) == (item.stimulus is not None):
            return [
                flaw(
                    "item.ground",
                    item.id,
                    N_("This question needs one thing to point at."),
                    N_("Give it either a picture or an artefact (“stimulus”)."),
                )
            ]
        found = []
        for option in item.options:
            place = f"{item.id}/{option.id}"
            if item.picture and (option.rect is None or not inside(option.rect)):
                found.append(flaw("item.region", place, OUTSIDE, STAY_INSIDE))
            if item.stimulus is not None and part_name(item.stimulus, option.part) is None:
                found.append(
                    flaw(
                        "item.part",
                        place,
                        N_("The artefact has no part “{part}”."),
                        N_("Use one of these: {words}."),
                        part=option.part,
                        words=", ".join(item.stimulus.parts()),
                    )
                )
        return found

    def check(self, item: Hotspot, value: object) -> Value:
        ids = ids_of(value, [*(option.id for option in item.options), ELSEWHERE])
        if len(ids) > item.pick:
            raise bad_answer("more places than may be picked")
        return ids

    def complete(self, item: Hotspot, response: Response) -> bool:
        return len(response.ids) == item.pick

    def grade(self, item: Hotspot, response: Response) -> Grade:
        self.check(item, response.value)
        picked = [o for o in item.options if o.id in response.ids]
        best = sorted((o.weight for o in item.options), reverse=True)[: item.pick]
        missed = ELSEWHERE in response.ids
        tally = Tally(
            got=sum((o.weight for o in picked), start=best[0] * 0),
            of=sum(best, start=best[0] * 0),
            wrong=sum(1 for o in picked if not o.weight) + missed,
        )
        told = [Feedback(o.id, o.feedback, bool(o.weight)) for o in picked]
        if missed:
            told.append(Feedback(ELSEWHERE, item.otherwise, False))
        return grade_of(tally, item.scoring, told)

    def right_response(self, item: Hotspot) -> Response | None:
        best = sorted(item.options, key=lambda o: o.weight, reverse=True)[: item.pick]
        return self.response(item, [option.id for option in best])

    def explain(self, item: Hotspot) -> tuple[Feedback, ...]:
        return tuple(Feedback(o.id, o.feedback, bool(o.weight)) for o in item.options)

    def rows(self, item: Hotspot) -> tuple[Row, ...]:
        return rows_of(item.options)

    def form(self, item: Hotspot) -> str:
        return "hotspot-picture" if item.picture else "hotspot-artefact"

    def on_cards(self, item: Hotspot) -> bool:
        return item.pick == 1

    def paper(self, item: Hotspot, seed: str) -> PaperFace | Message:
        return PaperFace(
            form="ring_picture",
            instruction=Message(N_("Ring the place with your pencil.")),
            rows=self.rows(item),
            picture=item.picture,
            key=tuple((o.id, "") for o in item.options if o.weight),
        )
