"""What is known to be damaged: kept over a restart, believed again once a file is replaced."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from milclicks.packs.damaged import FILE
from milclicks.packs.library import Library
from milclicks.packs.refusals import PackRefused
from tests.support.packs_of_lessons import BRIDGE, FERRY, build_test_pack
from tests.support.rot import rot

LESSON = "lessons/ferry.json"


@pytest.fixture
def bundled(tmp_path: Path) -> Path:
    """A root with the pack of two lessons."""
    return build_test_pack(tmp_path / "bundled")


def file_of(root: Path) -> Path:
    """The one pack of a root."""
    (path,) = root.glob("*.milpack")
    return path


def test_found_when_read_and_known_after_a_restart(tmp_path: Path, bundled: Path) -> None:
    heard: list[Path] = []
    with Library.open(tmp_path / "d", [bundled]) as library:
        library.damaged.noticed = heard.append
        rot(file_of(bundled), LESSON)
        for _ in range(2):
            with pytest.raises(PackRefused):
                library.lesson(FERRY, "en")
        assert heard == [file_of(bundled)], "it is said once"
        assert library.lesson(BRIDGE, "en").title
    with Library.open(tmp_path / "d", [bundled]) as library:
        assert library.packs()[0].damaged == (LESSON,) and library.packs()[0].usable
        ready = {one.ref: one.ready.code for one in library.lessons("en")}
        assert ready == {FERRY: "lesson.damaged", BRIDGE: ""}
        with pytest.raises(PackRefused) as caught:
            library.lesson(FERRY, "en")
        assert caught.value.code == "lesson.damaged"


def test_words_of_one_language_block_the_lesson_in_that_language(
    tmp_path: Path, bundled: Path
) -> None:
    with Library.open(tmp_path / "d", [bundled]) as library:
        rot(file_of(bundled), "texts/fr/ferry.json")
        with pytest.raises(PackRefused):
            library.lesson(FERRY, "fr")
        assert library.lesson(FERRY, "en").title
        ready = {one.ref: one.ready.code for one in library.lessons("fr")}
        assert ready[FERRY] == "lesson.damaged" and ready[BRIDGE] == ""
        assert all(one.usable for one in library.lessons("en"))


def test_a_file_that_was_replaced_is_believed_again(tmp_path: Path, bundled: Path) -> None:
    path = file_of(bundled)
    shutil.copy(path, tmp_path / "whole")
    with Library.open(tmp_path / "d", [bundled]) as library:
        rot(path, LESSON)
        with pytest.raises(PackRefused):
            library.lesson(FERRY, "en")
        shutil.copyfile(tmp_path / "whole", path)
        library.refresh()
        assert library.packs()[0].damaged == () and library.lesson(FERRY, "en").title


@pytest.mark.strict_trust
def test_a_copy_of_what_came_with_the_app_comes_in_and_no_other(
    tmp_path: Path, bundled: Path
) -> None:
    path = file_of(bundled)
    shutil.copy(path, tmp_path / "copy.milpack")
    with Library.open(tmp_path / "bare") as library, pytest.raises(PackRefused) as caught:
        library.install(tmp_path / "copy.milpack")
    assert caught.value.code == "trust.unsigned"
    with Library.open(tmp_path / "d", [bundled]) as library:
        rot(path, LESSON)
        with pytest.raises(PackRefused):
            library.lesson(FERRY, "en")
        library.install(tmp_path / "copy.milpack")
        assert [one.bundled for one in library.packs()] == [False]
        assert library.packs()[0].standing.tier == "shipped"
        assert library.lesson(FERRY, "en").title
    with Library.open(tmp_path / "d") as library:  # the next app brings another version
        assert library.packs()[0].usable


def test_an_unreadable_list_and_a_lost_one_harm_nothing(tmp_path: Path, bundled: Path) -> None:
    with Library.open(tmp_path / "d", [bundled]) as library:
        (tmp_path / "d" / FILE).write_bytes(b"{ no")
        library.refresh()
        assert library.packs()[0].damaged == ()
        rot(file_of(bundled), "media/quay.png")
        assert library.picture("mil.test", "quay", "en").data is None
        assert library.packs()[0].damaged == ("media/quay.png",)
        assert all(one.usable for one in library.lessons("en"))
