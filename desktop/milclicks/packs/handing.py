"""What a maker's file must be, beyond what is asked of one that is used: any program unpacks it.

The hash of a part says more than its CRC, so a pack with a wrong CRC works here and `check` only
warns. But whoever builds, signs or publishes would hand it to people whose programs believe the
CRC, so they refuse it.
"""

from __future__ import annotations

from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused


def fit_to_hand_on(pack: Pack) -> None:
    """Raise PackRefused (`zip.crc`) unless every part can be unpacked by its CRC too."""
    try:
        for _ in pack.unzips():
            continue
    except PackRefused as error:
        raise PackRefused("zip.crc", error.detail) from error
