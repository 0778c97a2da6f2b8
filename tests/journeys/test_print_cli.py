"""`milclicks print ...` as a person types it: a file, or a sentence and no file."""

from __future__ import annotations

from pathlib import Path

import pytest

from milclicks import cli
from milclicks.community.prepost import asks, run
from milclicks.core import paths
from milclicks.core.clock import SystemClock
from milclicks.core.settings import Settings, SettingsStore
from milclicks.core.texts import LOCALES
from milclicks.packs.library import Library
from milclicks.prints.certificate import pact_words
from milclicks.prints.render import page_count, page_size
from milclicks.workspace import Workspace
from tests.fixtures.packs.forge import river_bytes
from tests.golden.prints.reading import bare, has_poppler, poppler_text
from tests.support.screens import quay_packs

pytestmark = [pytest.mark.usefixtures("qapp"), pytest.mark.real_clock]


@pytest.fixture(autouse=True)
def river(guard_data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the small pack of the tests and no bundled ones."""
    folder = tmp_path / "bundled"
    folder.mkdir()
    (folder / "river.milpack").write_bytes(river_bytes())
    monkeypatch.setattr(paths, "bundled_packs", lambda: folder)
    return guard_data_folder


def test_a_certificate_of_today(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "out" / "yara.pdf"
    words = ["print", "certificate", "--name", "Yara Diallo", "--lang", "en", "-o", str(file)]
    assert cli.run(words) == 0
    assert capsys.readouterr().out.strip() == str(file)
    pdf = file.read_bytes()
    assert page_count(pdf) == 1
    assert page_size(pdf, 0) == pytest.approx((841.89, 595.28), abs=0.01)
    if has_poppler():
        text = bare(poppler_text(pdf))
        assert "Yara Diallo" in text
        assert str(SystemClock().now().astimezone().year) in text


def test_a_bilingual_certificate_on_letter_paper(tmp_path: Path) -> None:
    file = tmp_path / "yara.pdf"
    words = ["print", "certificate", "--name", "يارا ديالو", "--lang", "ar", "--lang2", "fr"]
    assert cli.run([*words, "--paper", "letter", "--low-ink", "-o", str(file)]) == 0
    assert page_size(file.read_bytes(), 0) == pytest.approx((792, 612), abs=0.01)


def test_the_place_and_the_digits_come_from_the_settings(river: Path, tmp_path: Path) -> None:
    SettingsStore(river).write(Settings(place="Riverside School", digits="arabic"))
    file = tmp_path / "yara.pdf"
    assert cli.run(["print", "certificate", "--name", "Y", "--lang", "en", "-o", str(file)]) == 0
    if has_poppler():
        text = bare(poppler_text(file.read_bytes()))
        assert "Riverside School" in text
        assert "٢٠" in text


@pytest.mark.parametrize(
    ("more", "pages"), [([], 1), (["--size", "a3"], 1), (["--size", "a3", "--tile", "a4"], 5)]
)
def test_a_poster_whole_or_in_sheets(more: list[str], pages: int, tmp_path: Path) -> None:
    file = tmp_path / "poster.pdf"
    words = ["print", "poster", "--place", "Riverside Library", "--lang", "sr_Latn"]
    assert cli.run([*words, *more, "-o", str(file)]) == 0
    assert page_count(file.read_bytes()) == pages


@pytest.fixture
def quay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack with paths, a pact for groups and a peer track."""
    packs = quay_packs(tmp_path / "quay")
    monkeypatch.setattr(paths, "bundled_packs", lambda: packs)


@pytest.mark.usefixtures("quay")
@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize(
    ("words", "pages"),
    [
        (["path", "--path", "short"], 1),
        (["path", "--path", "long", "--paper", "letter", "--low-ink"], 1),
        (["pact-sheet", "--version", "class", "--paper", "a3"], 1),
        (["pact-sheet", "--version", "family", "--paper", "a3", "--tile", "a4"], 5),
        (["pact-sheet", "--version", "family", "--low-ink"], 1),
        (["pact-sheet", "--version", "teacher", "--paper", "letter"], 1),
        (["peer-kit"], 6),
        (["peer-kit", "--paper", "letter", "--low-ink"], 6),
    ],
)
def test_the_sheets_of_a_course(words: list[str], pages: int, locale: str, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    assert cli.run(["print", *words, "--lang", locale, "-o", str(file)]) == 0
    assert page_count(file.read_bytes()) == pages


@pytest.mark.usefixtures("quay")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["path", "--path", "forty"], "short, long"),
        (["pact-sheet", "--version", "king"], "class, family, teacher"),
    ],
)
def test_a_sheet_that_no_pack_has_gets_a_sentence_with_those_that_are_there(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sheet.pdf"
    assert cli.run(["print", *words, "--lang", "en", "-o", str(file)]) == 2
    assert said in bare(capsys.readouterr().err)
    assert not file.exists()


@pytest.mark.parametrize("words", [["path", "--path", "four"], ["peer-kit"]])
def test_a_folder_without_such_a_pack_says_so(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["print", *words, "--lang", "en", "-o", str(tmp_path / "x.pdf")]) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["certificate", "--name", " ", "--lang", "en"], "needs a name"),
        (["certificate", "--name", "x" * 200, "--lang", "en"], "too long"),
        (["certificate", "--name", "Kim 😀", "--lang", "en"], "Grinning face"),
        (["certificate", "--name", "Kim", "--lang", "xx"], "no language xx"),
        (["certificate", "--name", "Kim", "--lang", "en", "--lang2", "en"], "are the same"),
        (["poster", "--place", "", "--lang", "en"], "needs the name"),
        (["poster", "--place", "山田", "--lang", "en"], "Cjk unified"),
        (["poster", "--place", "x", "--lang", "pt"], "no language pt"),
    ],
)
def test_bad_input_gets_a_sentence_and_leaves_the_old_file(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kept.pdf"
    file.write_bytes(b"old")
    assert cli.run(["print", *words, "-o", str(file)]) == 2
    sentence = bare(capsys.readouterr().err)
    assert said in sentence
    assert "Traceback" not in sentence
    assert file.read_bytes() == b"old"
    assert sorted(each.name for each in tmp_path.glob("*.p*")) == ["kept.pdf"]


def test_a_folder_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["print", "poster", "--place", "x", "--lang", "en", "-o", str(tmp_path)]
    assert cli.run(words) == 2
    assert "is a folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["poster", "--place", "x", "--lang", "en", "--size", "a9", "-o", "x.pdf"],
        ["certificate", "--lang", "en", "-o", "x.pdf"],
        ["nothing"],
    ],
)
def test_words_that_make_no_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run(["print", *words])
    assert ended.value.code == 2
    assert "error" in capsys.readouterr().err


@pytest.mark.usefixtures("quay")
@pytest.mark.parametrize("people", [4, 5])
def test_the_report_of_the_group_of_this_folder(
    river: Path, people: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Workspace.open(river) as workspace:
        form = asks.of_packs(workspace.library, "en").forms["a"]
        for number in range(1, people + 1):
            live = run.begin(workspace.records, form, "", "before", None, number)
            live = run.answer(workspace.records, live, form, "d1", "unsound", "very")
            run.end(workspace.records, live)
    file = tmp_path / "report.pdf"
    code = cli.run(["print", "test", "--report", "--lang", "en", "-o", str(file)])
    assert (code, file.exists()) == ((0, True) if people == 5 else (2, False))
    if people < 5:
        assert "nothing to report yet" in capsys.readouterr().err
    else:
        assert 1 <= page_count(file.read_bytes()) <= 2


@pytest.mark.parametrize("locale", LOCALES)
def test_the_bundled_packs_words_fit_in_every_language(
    locale: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "bundled_packs", lambda: paths.project_root() / "out" / "packs")
    for name, more in (("certificate", ["--name", "Yara Diallo"]), ("poster", ["--place", "Tal"])):
        file = tmp_path / f"{name}.pdf"
        assert cli.run(["print", name, *more, "--lang", locale, "-o", str(file)]) == 0
        assert page_count(file.read_bytes()) == 1
    for more, least in ([], 3), (["--key", "--low-ink"], 1):
        file = tmp_path / "test.pdf"
        words_ = ["print", "test", "--form", "b", *more, "--lang", locale, "-o", str(file)]
        assert cli.run(words_) == 0
        assert least <= page_count(file.read_bytes()) <= 5
    with Library.open(tmp_path / "library", [paths.bundled_packs()]) as library:
        words = pact_words(library.document("pact", locale))
    assert len(words.promises) == 10
    if has_poppler():
        text = bare(poppler_text((tmp_path / "certificate.pdf").read_bytes()))
        assert [each.name for each in words.promises if bare(each.name) not in text] == []
