"""Marks without ink where a line changes direction, for those who take the text out again.

Readers order a line by its letters alone. Without a mark they carry a space, a bracket or a full
stop that stands between two directions, or the last letter's accent, to the wrong side. The marks
are Unicode's own: U+200F (right-to-left) and U+200E (left-to-right).
"""

from __future__ import annotations

import unicodedata

from milclicks.prints.typeset.clusters import Cluster

RLM, LRM = "\u200f", "\u200e"
_LETTERS = ("R", "AL", "NSM")
_LIKE_DIGITS = ("CS", "ES", "ET", "EN", "AN")


def seam(before: Cluster, cluster: Cluster, direction: str) -> str:
    """The mark that belongs between two neighbours (from left to right), or ""."""
    kind = unicodedata.bidirectional(cluster.text[0])
    if before.rtl and not cluster.rtl:
        return RLM if direction == "rtl" else LRM
    if not before.rtl and cluster.rtl:
        return RLM if direction == "ltr" and kind not in _LETTERS else ""
    accented = unicodedata.bidirectional(cluster.text[-1]) == "NSM"
    pulls = cluster.rtl and (kind in _LIKE_DIGITS or accented)
    apart = unicodedata.bidirectional(before.text[0]) not in _LETTERS
    return RLM if pulls and apart else ""
