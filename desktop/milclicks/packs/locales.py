"""Which locale of a lesson a reader gets when theirs is not complete.

Decided for a lesson as a whole, never sentence by sentence: what the pack declares, the nearest
relative, the pack's own language, then whatever there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

_RELATIVES: Final = {
    "pt_BR": ("pt_PT",),
    "pt_PT": ("pt_BR",),
    "sr_Latn": ("sr_Cyrl",),
    "sr_Cyrl": ("sr_Latn",),
}


def nearest(
    wanted: str,
    complete: Sequence[str],
    declared: Mapping[str, Sequence[str]],
    source_locale: str,
) -> str | None:
    """The locale of `complete` to show to a reader of `wanted`; None when there is none."""
    chain = [wanted, *declared.get(wanted, ()), *_RELATIVES.get(wanted, ()), source_locale]
    return next((locale for locale in [*chain, *complete] if locale in complete), None)
