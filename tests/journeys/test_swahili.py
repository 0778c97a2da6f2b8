"""The ninth language, Swahili, comes as a pack alone: the whole way from its source to paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from milclicks import cli
from milclicks.commands import selftest
from milclicks.core import catalogues, paths
from milclicks.core.texts import Texts
from milclicks.packs.check import check
from milclicks.packs.pack import Pack
from milclicks.packs.shelf import LessonRef
from milclicks.packs.uilocale import read
from milclicks.packs.uilocale_source import read_head
from milclicks.prints.render import page_count
from milclicks.prints.typeset.coverage import silent
from milclicks.prints.typeset.faces import face
from milclicks.workspace import Workspace
from tests.support.clock import FrozenClock
from tests.support.play import rightly, steady_play

SOURCE = paths.project_root() / "content_packs" / "ui-sw"
BUILT = paths.project_root() / "out" / "packs"
pytestmark = pytest.mark.real_clock
HAND_CHECK = LessonRef("mil.core", 1, "m2")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "d", clock=FrozenClock(), bundled=[BUILT]) as opened:
        yield opened


def test_the_source_has_no_line_of_code() -> None:
    kinds = {path.suffix for path in SOURCE.rglob("*") if path.is_file()}
    assert kinds <= {".yaml", ".po", ".pot", ".tsv"}


def test_the_source_is_in_order() -> None:
    assert [one for one in check(SOURCE) if one.severity == "error"] == []


def test_each_sentence_that_is_there_is_right() -> None:
    """As the check of the shipped catalogues; what is not translated yet is told by strings.py."""
    path = SOURCE / "locale" / "sw.po"
    found = catalogues.catalogue_problems(path, "sw", path.parent)
    assert [one for one in found if one.code != "untranslated"] == []


def test_the_trials_of_this_copy_hold_in_swahili(qapp: object, workspace: Workspace) -> None:
    trials = {name: trial for name, trial in selftest.trials(workspace) if name.endswith(" sw")}
    assert set(trials) == {"language sw", "lesson sw", "certificate sw"}
    assert all(selftest.passed(name, trial) for name, trial in trials.items())


def test_the_hand_check_is_played_in_swahili(workspace: Workspace) -> None:
    lesson = workspace.lesson(HAND_CHECK, "sw")
    assert lesson.title == "Mkono wa Maswali"
    english = workspace.lesson(HAND_CHECK, "en")
    assert [step.id for step in lesson.steps] == [step.id for step in english.steps]

    run = steady_play(lesson, rightly, locale="sw")[-1].run
    summary = run.summary()
    assert run.ended and summary.right == summary.total >= 6


def test_glossary_search_and_pictures_speak_it(workspace: Workspace) -> None:
    library = workspace.library
    assert library.document("glossary", "sw", "mil.core")["locale"] == "sw"
    assert [one.ref for one in library.search("kidole gumba", "sw")] == [HAND_CHECK]
    assert library.alt("mil.core", "m2-hand", "sw") != library.alt("mil.core", "m2-hand", "en")
    assert {card.locale for card in library.lessons("sw")} == {"sw", "en"}


def test_paper_in_swahili(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "bundled_packs", lambda: BUILT)
    monkeypatch.setenv("MILCLICKS_DATA", str(tmp_path / "d"))
    for words in (
        ["certificate", "--name", "Amina Juma"],
        ["certificate", "--name", "Amina Juma", "--lang2", "ar"],
        ["poster", "--place", "Maktaba ya Mto"],
        ["lesson", "--lesson", "m2", "--what", "all"],
    ):
        file = tmp_path / "paper.pdf"
        assert cli.run(["print", *words, "--lang", "sw", "-o", str(file)]) == 0
        assert page_count(file.read_bytes()) >= 1
        file.unlink()


def test_a_language_that_no_pack_has_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(paths, "bundled_packs", lambda: BUILT)
    monkeypatch.setenv("MILCLICKS_DATA", str(tmp_path / "d"))
    words = ["print", "poster", "--place", "x", "--lang", "tr", "-o", str(tmp_path / "x.pdf")]
    assert cli.run(words) == 2
    said = capsys.readouterr().err
    assert "There is no language" in said and "sw" in said
    assert not (tmp_path / "x.pdf").exists()


def test_the_shipped_fonts_have_every_letter(qapp: object) -> None:
    with Pack(BUILT / "ui-sw.milpack") as pack:
        found = read(pack)
        texts = [pack.words(name, "sw") for name in ("m2", "glossary", "media")]
    forms = [form for _, _, many in found.catalogue.many for form in many]
    signs = set("".join([*found.catalogue.one.values(), *forms]))
    signs |= {sign for words in texts for word in words.values() for sign in word}
    faces = [face(family, False) for family in ("sans", "arabic")]
    shown = [sign for sign in signs if sign.isalnum() and not silent(sign)]
    assert [one for one in shown if not any(ord(one) in face_.covers for face_ in faces)] == []


def test_its_name_and_days() -> None:
    language = read_head(SOURCE).language
    assert (language.name, language.direction, language.digits) == ("Kiswahili", "ltr", "latin")
    assert language.weekdays[0] == "Jumatatu" and Texts("sw").say("Settings") == "Settings"
