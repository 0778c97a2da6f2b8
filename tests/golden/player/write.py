"""Writes the goldens of the player anew: `python -m tests.golden.player.write`, by hand only.

Look at the pictures before they are committed.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.golden import outline, small
from tests.support.player_cases import LOCALES, drawn, golden_cases

FOLDER = Path(__file__).resolve().parent


def write() -> None:
    """One picture and one outline for each case and locale."""
    for locale in LOCALES:
        folder = FOLDER / locale
        folder.mkdir(exist_ok=True)
        outlines = {}
        for name, case in golden_cases(locale).items():
            with drawn(case, locale) as window:
                outlines[name] = outline(window)
                small(window.grab().toImage()).save(str(folder / f"{name}.png"))
        text = json.dumps(outlines, ensure_ascii=False, indent=0, sort_keys=True)
        (folder / "outlines.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
