"""The test before and after as the bundled course has it, in English and Arabic."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from milclicks.community.prepost.asks import Pretest, read

FILE = Path(__file__).resolve().parents[1] / "fixtures" / "pretest.json"


@cache
def document(locale: str) -> dict[str, Any]:
    """The `test` document as the library gives it."""
    stored: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return dict(stored[locale])


def source() -> dict[str, Any]:
    """The same as an author writes it."""
    return {key: value for key, value in document("en").items() if key not in ("pack", "locale")}


def pretest(locale: str) -> Pretest:
    """The test, read."""
    return read(document(locale))
