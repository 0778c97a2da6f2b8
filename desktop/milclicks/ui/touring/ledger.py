"""What the tour gave by hand, and whether the store holds exactly that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from milclicks.records.events import Event
from milclicks.ui.touring.driver import Stuck

GIVEN = ("answered", "rated", "branched", "looked", "opened", "voted", "noted")


@dataclass(slots=True)
class Ledger:
    """Acts in the order of giving: (kind, step, item, response)."""

    acts: list[tuple[str, str, str, str]] = field(default_factory=list)

    def gave(self, kind: str, step: str, item: str, response: str) -> None:
        """Note one act."""
        self.acts.append((kind, step, item, response))

    def last(self) -> dict[tuple[str, str, str], list[str]]:
        """For each place the responses; of several answers to a question the last counts."""
        return _grouped(self.acts)

    def compare(self, events: Iterable[Event]) -> int:
        """The number of acts found again; raises with the first that differs."""
        told = [
            (event.kind, event.ref.step, event.ref.item, event.response)
            for event in events
            if event.kind in GIVEN and event.ref is not None
        ]
        mine, stored = self.last(), _grouped(told)
        for place, responses in mine.items():
            if stored.get(place) != responses:
                where, held = "/".join(part for part in place[1:] if part), stored.get(place)
                raise Stuck(f"At {where}, {responses} was given but {held} is stored.")
        extra = sorted(set(stored) - set(mine))
        if extra:
            raise Stuck(f"At {'/'.join(extra[0])}, something is stored that nobody gave.")
        return sum(len(responses) for responses in mine.values())


def _grouped(acts: Iterable[tuple[str, str, str, str]]) -> dict[tuple[str, str, str], list[str]]:
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for kind, step, item, response in acts:
        place = (kind, step, item)
        if kind in ("answered", "rated", "noted"):
            grouped[place] = [response]
        else:
            grouped.setdefault(place, []).append(response)
    return grouped
