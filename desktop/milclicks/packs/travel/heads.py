"""What the head of an answer says: its numbers, its mark, when to come back; or that it is no head.

Pure: text goes in, values come out. Not here: what follows from them (`http`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Final

_LONGEST_S: Final = 7 * 24 * 3600


def garbled(error: Exception) -> bool:
    """Whether something answered, and it was no answer; the line itself holds."""
    from http.client import HTTPException

    from urllib3.exceptions import InvalidHeader

    causes = (error, *error.args)
    if any(isinstance(one, ConnectionError) for one in causes):  # such as a line that was shut
        return False
    return any(isinstance(one, (HTTPException, InvalidHeader, ValueError)) for one in causes)


def after(head: Mapping[str, str]) -> float:
    """The seconds after which a site wants to be asked again, 0 where it does not say.

    A moment is held against the site's own clock, since this PC's may be wrong.
    """
    said = head.get("Retry-After", "").strip()
    seconds = number(said)
    if seconds is not None:
        return float(min(seconds, _LONGEST_S))
    try:
        wait = parsedate_to_datetime(said) - parsedate_to_datetime(head["Date"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return 0.0
    return min(max(wait.total_seconds(), 0.0), _LONGEST_S)


def number(text: str) -> int | None:
    """A number of at most 15 digits; None for what is none."""
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text.strip()) else None


def tag_of(etag: str, modified: str) -> str:
    """A mark that a range can be asked with: a strong ETag, else the date of the last change."""
    strong = etag.strip()
    if strong and not strong.startswith("W/"):
        return strong if len(strong) <= 200 and strong.isprintable() else ""
    return modified.strip() if not strong and len(modified) < 60 and modified.isprintable() else ""
