"""Which versions a catalogue takes back: of its own packs, and of what was signed with its stolen
keys, which its site never had.

A withdrawal names an id and a version, whoever signed it and whatever is in it: so it reaches every
app that reads listings at all, and its makers never publish that version again.
"""

from __future__ import annotations

from collections.abc import Sequence

from milclicks.core.errors import N_, BadInput, Message
from milclicks.packs.trust.listed import Listing, Withdrawn, entry_key


def withdrawals(
    before: Listing, wished: Sequence[Withdrawn], *, unknown: bool
) -> tuple[Withdrawn, ...]:
    """All withdrawals after these; one that was made before takes the new reason.

    Raises BadInput for a version that the catalogue never had, unless `unknown` ones are meant.
    """
    listed = {entry_key(one.id, one.version) for one in before.packs}
    made = {entry_key(one.id, one.version): one for one in before.withdrawn}
    for one in wished:
        key = entry_key(one.id, one.version)
        if not (unknown or key in listed or key in made):
            raise _never_had(key)
        made[key] = one
    return tuple(made.values())


def _never_had(key: str) -> BadInput:
    """What may be a typing mistake, and what else it may be."""
    return BadInput(
        Message(N_("{name} is not in this catalogue."), {"name": key}),
        Message(
            N_(
                "Look at its list with “catalogue check”. If somebody signed it with stolen keys, "
                "add --unknown: whoever has it sees it greyed with your reason, and this catalogue "
                "can never publish that version."
            )
        ),
    )
