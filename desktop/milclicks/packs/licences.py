"""The licences that content may have, by their SPDX names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from milclicks.packs.manifest import Resource

KNOWN: Final = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC-BY-3.0",
        "CC-BY-3.0-IGO",
        "CC-BY-4.0",
        "CC-BY-NC-4.0",
        "CC-BY-NC-SA-4.0",
        "CC-BY-SA-3.0",
        "CC-BY-SA-3.0-IGO",
        "CC-BY-SA-4.0",
        "CC0-1.0",
        "CC-PDDC",
        "GFDL-1.3-or-later",
        "MIT",
        "OFL-1.1",
        "PDDL-1.0",
    }
)
_OWN: Final = re.compile(r"LicenseRef-[A-Za-z0-9.-]{1,60}")


def known(name: str) -> bool:
    """Whether `name` is an SPDX name of a content licence, or one of the pack's own."""
    return name in KNOWN or _OWN.fullmatch(name) is not None


def lacking(resources: Iterable[Resource]) -> tuple[str, ...]:
    """The pictures, sounds and films that name no licence, no maker or say not what they are."""
    return tuple(
        one.path
        for one in resources
        if one.mediatype != "application/json"
        and not (one.license and one.credit and (one.alt or (one.sound and one.sound.speaks)))
    )
