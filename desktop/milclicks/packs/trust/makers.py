"""The makers who are known here, as people see them: name, words, since when, what is here of them.

Not here: what is remembered (`pins`), and who may come in (`standing`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from milclicks.core.errors import N_, Message, NotFound
from milclicks.core.folding import fold
from milclicks.packs import markup
from milclicks.packs.trust import words
from milclicks.packs.trust.keys import key_in

if TYPE_CHECKING:
    from milclicks.packs.shelf import PackInfo
    from milclicks.packs.trust.pins import Pins


@dataclass(frozen=True, slots=True)
class KnownMaker:
    """One maker. `name` is what they call themselves; `packs` are titles by pack id."""

    key: str
    name: str
    words: tuple[str, ...]
    since: datetime | None = None
    """When the words were compared, by the clock of then; None where it was not written down."""
    packs: Mapping[str, str] = field(default_factory=dict)


def known(pins: Pins, packs: Sequence[PackInfo]) -> tuple[KnownMaker, ...]:
    """Everybody who is known, by name; `packs` are those of the library."""
    found = [
        KnownMaker(
            key,
            markup.line(pin.name),
            pin.words,
            _moment(pin.since),
            {one.id: one.title or one.id for one in packs if key_in(one.id) == key},
        )
        for key, pin in pins.all().items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.name, fold(one.name), one.key)))


def meant(makers: Sequence[KnownMaker], typed: str) -> KnownMaker:
    """The maker with these six words or this key; raises NotFound."""
    for one in makers:
        if typed.strip() == one.key or words.same(typed, one.words):
            return one
    raise NotFound(
        Message(N_("Nobody with these words or this key is known here.")),
        Message(N_("“pack makers” lists who is known, with their six words.")),
        typed,
    )


def _moment(since: str) -> datetime | None:
    try:
        return datetime.fromisoformat(since)
    except ValueError:
        return None
