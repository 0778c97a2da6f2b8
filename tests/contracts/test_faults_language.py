"""What can be wrong inside a language pack: each fault is refused with a sentence, alone.

The same pack without the fault is accepted; nothing that a pack says is evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from milclicks.core import languages
from milclicks.core.texts import LOCALES, Texts, catalogue
from milclicks.packs.library import Library
from milclicks.packs.uilocale import CATALOGUE, LANGUAGE, LENDS
from milclicks.workspace import Workspace
from tests.fixtures.packs.forge import Forge, forge
from tests.support import refusing
from tests.support.clock import FrozenClock
from tests.support.language_pack import language_forge

Change = Callable[[Any], Any]
LEFT_TO_RIGHT, ISOLATE, NO_WIDTH = "\u202d", "\u2067", "\u200b"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    root = tmp_path / "bundled"
    root.mkdir()
    forge().write(root / "river.milpack")
    with Library.open(tmp_path / "home", [root]) as opened:
        yield opened


def said(text: str, english: str = "Settings") -> Change:
    """The catalogue with this translation of one sentence."""
    return lambda tree: tree["one"].update({english: text})


def refused(library: Library, made: Forge, tmp_path: Path, code: str) -> None:
    """Check and install both refuse; nothing of it is spoken, and the right pack comes in."""
    refusing.refused(library, made, code, alone=True)
    assert library.languages() == ()
    right = language_forge(tmp_path)
    assert refusing.accepted(library, right).usable


def test_control_the_same_pack_is_accepted(library: Library, tmp_path: Path) -> None:
    made = language_forge(tmp_path)
    assert library.install(made.write(tmp_path / "new.milpack")).usable
    ((language, _path),) = library.languages()
    assert language.name == "Türkçe"


@pytest.mark.parametrize(
    ("path", "change", "code"),
    [
        (CATALOGUE, said("Eklendi.", "Added: {pack}."), "language.placeholders"),
        (CATALOGUE, said("Eklendi: {pack} {secret}.", "Added: {pack}."), "language.placeholders"),
        (CATALOGUE, said("Eklendi: {pack!r} {pack}.", "Added: {pack}."), "language.placeholders"),
        (CATALOGUE, said("Ayarlar {0}"), "language.placeholders"),
        (CATALOGUE, said("Ayarlar [sözlük](term:bridge)"), "language.marks"),
        (CATALOGUE, said("Ayarlar http://example.org/x"), "language.marks"),
        (CATALOGUE, said(f"Ayarlar{LEFT_TO_RIGHT}"), "language.control"),
        (CATALOGUE, said(f"{ISOLATE}Ayarlar"), "language.control"),
        (CATALOGUE, said(f"Ayar{NO_WIDTH}lar"), "language.control"),
        (CATALOGUE, said("Ayarlar\nAyarlar"), "language.control"),
        (CATALOGUE, said("Аyarlar"), "language.script"),
        (CATALOGUE, said("Настройки"), "language.script"),
        (CATALOGUE, said("إعدادات"), "language.script"),
        (CATALOGUE, said("\U0001d400yarlar"), "language.script"),
        (CATALOGUE, said("Ayarlar " * 12), "language.too_long"),
        (CATALOGUE, said("x" * 5000), "language.shape"),
        (CATALOGUE, said("   "), "language.empty"),
        (CATALOGUE, lambda tree: tree.update(plural="__import__('os')"), "language.shape"),
        (CATALOGUE, lambda tree: tree.update(one=["Settings"]), "language.shape"),
        (CATALOGUE, lambda tree: tree["one"].update(Settings=7), "language.shape"),
        (CATALOGUE, lambda tree: tree["many"][0][2].append("{n} ders"), "language.forms"),
        (CATALOGUE, lambda tree: tree["many"][0][2].pop(), "language.forms"),
        (CATALOGUE, lambda tree: tree["many"][0].__setitem__(2, ["a", "{m}"]),
         "language.placeholders"),
        (LANGUAGE, lambda tree: tree.update(code="fr"), "language.shipped"),
        (LANGUAGE, lambda tree: tree.update(code="sr_Latn"), "language.shipped"),
        (LANGUAGE, lambda tree: tree.update(code="xx"), "language.plural"),
        (LANGUAGE, lambda tree: tree.update(code="../x"), "language.shape"),
        (LANGUAGE, lambda tree: tree.update(direction="rtl"), "language.script"),
        (LANGUAGE, lambda tree: tree.update(script="Zzzz"), "language.script"),
        (LANGUAGE, lambda tree: tree.update(name="Türk" + LEFT_TO_RIGHT), "language.control"),
        (LANGUAGE, lambda tree: tree.update(name="Tüркçe"), "language.script"),
        (LANGUAGE, lambda tree: tree.update(name=""), "language.shape"),
        (LANGUAGE, lambda tree: tree["weekdays"].pop(), "language.shape"),
        (LANGUAGE, lambda tree: tree["months"].__setitem__(3, "{day}"), "language.placeholders"),
        (LANGUAGE, lambda tree: tree["dates"].update(long="{day} {month}"),
         "language.placeholders"),
        (LANGUAGE, lambda tree: tree["dates"].update(long="{day} {month} {year} {year}"),
         "language.placeholders"),
        (LANGUAGE, lambda tree: tree["dates"].update(long="{day.__class__} {month} {year}"),
         "language.placeholders"),
        (LANGUAGE, lambda tree: tree["lists"].update(two="{a}"), "language.placeholders"),
        (LANGUAGE, lambda tree: tree.update(plural="n != 1"), "language.shape"),
        (LANGUAGE, lambda tree: tree.update(fallback=["tr"]), "language.shape"),
        (LENDS, lambda tree: tree.update({"lesson/../x": "0" * 16}), "language.shape"),
        (LENDS, lambda tree: tree.update({"lesson/well": "z"}), "language.shape"),
        (LENDS, lambda tree: tree.update({"lesson/away": "0" * 16}), "blob.missing"),
        ("texts/tr/well.json", lambda tree: tree.update(title=["x"]), "lesson.texts"),
        ("texts/tr/well.json", lambda tree: tree.update(title="x" * 5000), "lesson.text_length"),
    ],
)  # fmt: skip
def test_a_fault_is_refused(
    library: Library, tmp_path: Path, path: str, change: Change, code: str
) -> None:
    made = language_forge(tmp_path)
    refused(library, made.change(path, change), tmp_path, code)


@pytest.mark.parametrize("path", [LANGUAGE, CATALOGUE, LENDS])
def test_a_part_that_is_not_there(library: Library, tmp_path: Path, path: str) -> None:
    made = language_forge(tmp_path)
    made.manifest["resources"].remove(made.line(path))
    del made.files[path]
    refused(library, made, tmp_path, "blob.missing")


def test_a_second_pack_for_the_same_language(library: Library, tmp_path: Path) -> None:
    made = language_forge(tmp_path)
    library.install(made.write(tmp_path / "one.milpack"))
    made.manifest["id"] = "test.other.tr"
    path = made.write(tmp_path / "two.milpack")
    error = refusing.refused(library, path, "language.twice", doors="install", alone=True)
    assert "test.ui.tr" in Texts("en").message(error.sentence)
    made.manifest.update(id="test.ui.tr", version=2)
    assert library.install(made.write(tmp_path / "three.milpack")).version == 2


def test_a_file_put_into_the_folder_by_hand_is_judged_too(tmp_path: Path) -> None:
    made = language_forge(tmp_path).change(CATALOGUE, said(f"Ayar{LEFT_TO_RIGHT}lar"))
    folder = tmp_path / "home" / "packs"
    folder.mkdir(parents=True)
    made.write(folder / "x.milpack")
    with Library.open(tmp_path / "home") as library:
        assert library.languages() == ()
        assert [one.ready.state for one in library.packs()] == ["damaged"]


def test_the_languages_of_the_app_stay_as_they_are(tmp_path: Path) -> None:
    """Also when a file that says it is French lies in the folder of packs."""
    before = {code: Texts(code).say("Settings") for code in LOCALES}
    made = language_forge(tmp_path).change(LANGUAGE, lambda tree: tree.update(code="fr"))
    folder = tmp_path / "home" / "packs"
    folder.mkdir(parents=True)
    made.write(folder / "x.milpack")
    language_forge(tmp_path).write(folder / "y.milpack")
    with Workspace.open(tmp_path / "home", clock=FrozenClock(), bundled=[]):
        assert set(languages.added()) == {"tr"}
        assert {code: Texts(code).say("Settings") for code in LOCALES} == before
        assert Texts("fr").say("Settings") == catalogue("fr").gettext("Settings")
        assert Texts("tr").say("Settings") == "Ayarlar"
    assert not languages.added() and Texts("tr").say("Settings") == "Settings"
