"""The gallery pictures every form, and its sheets stay small enough to be kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from milclicks.items.registry import KINDS
from milclicks.steps.registry import KINDS as STEPS
from milclicks.ui import gallery, gallery_packs
from milclicks.ui.gallery_cases import cases
from tests.support.answer_screen import dressed
from tests.support.clock import FrozenClock
from tests.support.packs_of_lessons import build_test_pack
from tests.support.player_cases import source

FORMS = {
    "choice", "truefalse", "multiple", "order", "match", "categorise", "cloze-bank", "cloze-text",
    "cloze-select", "cloze-mark", "short", "number-field", "number-slider", "hotspot-picture",
    "hotspot-artefact", "decide", "open", "survey",
}  # fmt: skip
ARTEFACTS = {"post", "chat", "page", "notice", "label", "chart", "picture", "radio", "sms"}


def test_every_state_of_the_packs_is_pictured(tmp_path: Path) -> None:
    pack = build_test_pack(tmp_path / "made") / "mil.test-1.milpack"
    files = gallery_packs.run(tmp_path / "out", ("ar",), ((800, 560),), pack, clock=FrozenClock())
    assert len(files) == len(gallery_packs.STATES)
    looks = {file.read_bytes() for file in files}
    assert len(looks) == len(files), "two states look the same"


def test_every_form_step_and_artefact_is_there(qapp: object) -> None:
    dressed()
    found = list(cases(source("en")))
    names = {case.name for case in found if case.group == "items"}
    for form in FORMS:
        for state in ("empty", "answered", "right", "wrong"):
            assert f"{form}-{state}" in names
    steps = {case.name.split("-")[0] for case in found if case.group == "steps"}
    assert set(STEPS) <= steps
    assert {case.name for case in found if case.group == "artefacts"} == ARTEFACTS
    assert {form.split("-")[0] for form in FORMS} - {"survey"} == set(KINDS)


def test_pictures_and_sheets_are_written(qapp: object, tmp_path: Path) -> None:
    wanted = ("choice-empty", "choice-right", "post")
    files = gallery.run(
        tmp_path,
        locales=("en", "ar"),
        sizes=((1024, 600),),
        sources=source,
        wanted=lambda case: case.name in wanted,
    )
    names = [file.relative_to(tmp_path).as_posix() for file in files]
    assert "en-1024x600/items-choice-right.png" in names
    assert "ar-1024x600/artefacts-post.png" in names
    assert "sheets/ar-1024x600-items.png" in names
    assert QImage(str(tmp_path / "en-1024x600/items-choice-right.png")).width() == 1024
    sheets = [file for file in files if file.parent.name == "sheets"]
    assert sheets and all(file.stat().st_size < 400_000 for file in sheets)
    right = QImage(str(tmp_path / "en-1024x600/items-choice-right.png"))
    empty = QImage(str(tmp_path / "en-1024x600/items-choice-empty.png"))
    assert right != empty


def test_a_sheet_shrinks_until_it_is_small(qapp: object, tmp_path: Path) -> None:
    from random import Random

    rng, images = Random(1), []
    for _ in range(12):
        image = QImage(
            bytes(rng.randrange(256) for _ in range(480 * 300 * 4)),
            480,
            300,
            QImage.Format.Format_RGB32,
        )
        images.append(image.copy())
    assert gallery.contact_sheet(images, tmp_path / "sheet.png").stat().st_size < 400_000
