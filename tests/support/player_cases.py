"""The pages of the player that have a golden: cases of the gallery over the fixture lesson."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QWidget

from milclicks.core.texts import Texts
from milclicks.ui.gallery_cases import Case, Source, cases
from milclicks.ui.pictures import MediaOf
from tests.support.answer_screen import dressed, shown
from tests.support.lessons import fixture_lesson

SIZE = (1024, 600)
LOCALES = ("en", "xx_PSEUDO")  # the second is long, accented and mirrored
STATES = {
    "items": ("choice-wrong", "multiple-wrong", "order-answered", "match-right", "decide-answered",
              "categorise-wrong", "cloze-bank-wrong", "number-slider-right", "short-wrong",
              "hotspot-artefact-wrong", "survey-answered"),
    "steps": ("read", "show-look", "scene-middle", "investigate-looked", "reflect-planned",
              "miniweb-brief", "miniweb-page", "miniweb-results", "miniweb-decided", "lesson-end"),
    "wall": ("choice-asked", "choice-revealed", "miniweb-page", "miniweb-vote"),
}  # fmt: skip


def source(locale: str) -> Source:
    """The fixture lesson without pictures."""
    media = MediaOf(lambda name: b"", lambda name: f"picture {name}")
    return Source(Texts(locale), (replace(fixture_lesson()),), lambda lesson: media)


def golden_cases(locale: str) -> dict[str, Case]:
    """The cases by name."""
    found = {f"{c.group}-{c.name}": c for c in cases(source(locale))}
    wanted = [f"{group}-{name}" for group, names in STATES.items() for name in names]
    return {name: found[name] for name in wanted}


@contextmanager
def drawn(case: Case, locale: str) -> Iterator[QWidget]:
    """The case in a window without the focus anywhere."""
    dressed(locale, reduced_motion=True)
    made = case.make(SIZE)
    with shown(made, SIZE) as window:
        for _ in range(6):
            QApplication.processEvents()
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()
        QApplication.processEvents()
        yield window
