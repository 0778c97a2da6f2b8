"""`milclicks print lesson ...` as a person types it: a file, or a sentence and no file."""

from __future__ import annotations

from pathlib import Path

import pytest

from milclicks import cli
from milclicks.core import paths
from milclicks.prints.render import page_count, page_size, page_text
from tests.golden.prints.reading import bare
from tests.support.packs_of_lessons import build_test_pack

pytestmark = [pytest.mark.usefixtures("qapp", "quay"), pytest.mark.real_clock]


@pytest.fixture
def quay(guard_data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the two lessons of the tests."""
    folder = build_test_pack(tmp_path / "bundled")
    monkeypatch.setattr(paths, "bundled_packs", lambda: folder)
    return guard_data_folder


@pytest.mark.parametrize("what", ["run", "handout", "cards"])
def test_one_part_of_a_lesson(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out" / "ferry.pdf"
    words = ["print", "lesson", "--lesson", "ferry", "--lang", "en", "--what", what]
    assert cli.run([*words, "-o", str(file)]) == 0
    assert capsys.readouterr().out.strip() == str(file)
    pdf = file.read_bytes()
    assert page_size(pdf, 0) == pytest.approx((595.28, 841.89), abs=0.01)
    assert "The ferry that did not stop" in page_text(pdf, 0)


def test_everything_for_three_groups_on_letter_paper_in_colour(tmp_path: Path) -> None:
    file, whole = tmp_path / "ferry.pdf", tmp_path / "one.pdf"
    words = ["print", "lesson", "--lesson", "ferry", "--lang", "fr", "--cut", "60", "--colour"]
    assert cli.run([*words, "--paper", "letter", "--groups", "3", "-o", str(file)]) == 0
    assert cli.run([*words, "--paper", "letter", "-o", str(whole)]) == 0
    pdf = file.read_bytes()
    assert page_size(pdf, 0) == pytest.approx((612, 792), abs=0.01)
    assert page_count(pdf) > page_count(whole.read_bytes()) * 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--lesson", "well", "--lang", "en"], "no lesson well"),
        (["--lesson", "ferry", "--lang", "xx"], "no language xx"),
        (["--lesson", "ferry", "--lang", "en", "--groups", "0"], "from 1 to 20"),
    ],
)
def test_bad_input_gets_a_sentence_and_no_file(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "none.pdf"
    assert cli.run(["print", "lesson", *words, "-o", str(file)]) == 2
    sentence = bare(capsys.readouterr().err)
    assert said in sentence
    assert "Traceback" not in sentence
    assert not file.exists()
