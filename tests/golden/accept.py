"""Accept the goldens as they are now: writes the pictures that are missing or differ.

Run it by hand, look at every picture it names, and commit them only when they are right:
`python -m tests.golden.accept`, or one kind alone: `paper`, `player`. Tests never write goldens.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.golden.printed import FOLDER, goldens
from tests.golden.prints.pictures import FAR, apart
from tests.support.golden import difference, outline, small, strayed
from tests.support.player_cases import LOCALES, drawn, golden_cases


def paper() -> None:
    """Whatever is printed."""
    for path, make in goldens().items():
        now = make()
        if apart(now, path) > FAR:
            path.parent.mkdir(exist_ok=True)
            now.save(path, optimize=True)
            print(f"look at {path}")


def player() -> None:
    """The pages of the player: a picture of each, and where its controls stand."""
    for locale in LOCALES:
        folder = FOLDER / "player" / locale
        folder.mkdir(exist_ok=True)
        known = folder / "outlines.json"
        before = json.loads(known.read_text("utf-8")) if known.exists() else {}
        outlines = {}
        for name, case in golden_cases(locale).items():
            with drawn(case, locale) as window:
                now, picture = outline(window), small(window.grab().toImage())
            path, outlines[name] = folder / f"{name}.png", before.get(name, [])
            near = difference(picture, QImage(str(path))).near
            if not near or strayed(now, outlines[name]):
                outlines[name] = now
                picture.save(str(path))
                print(f"look at {path}")
        text = json.dumps(outlines, ensure_ascii=False, indent=0, sort_keys=True)
        known.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    application = QApplication([])
    kinds = {"paper": paper, "player": player}
    for kind in sys.argv[1:] or kinds:
        kinds[kind]()
