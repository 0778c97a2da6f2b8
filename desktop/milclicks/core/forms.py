"""The form of a text in a file: all of it, to its true end, for every reader."""

from __future__ import annotations

from typing import Final

from msgspec import Meta

TO_THE_END: Final = r"(?![\s\S])"
"""Ends a pattern. `$` does not: it also stands before a last line break."""


def form(pattern: str) -> Meta:
    """What holds a text to `pattern`, which has no `|` outside of brackets."""
    return Meta(pattern=f"^{pattern}{TO_THE_END}")
