"""Rows 21, 101, 103, 106 and 107 of the fault table: what the builder refuses and promises."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import milclicks
from milclicks.core.errors import BadPack, Problem
from milclicks.packs.builder import build_pack, pack_bytes
from milclicks.packs.check import check
from milclicks.packs.library import Library
from milclicks.packs.manifest import Manifest
from tests.fixtures.packs.forge import RIVER
from tests.support.refusing import accepted_by, hashes, noted, plain, row
from tests.support.sources import edit

CODE = Path(milclicks.__file__).resolve().parents[1]


def errors(source: Path) -> list[Problem]:
    """The errors of a check, each with a place, a sentence and a remedy."""
    found = [problem for problem in check(source) if problem.severity == "error"]
    for problem in found:
        assert problem.place and str(problem.sentence) and str(problem.remedy)
    return found


def refused(source: Path, tmp_path: Path, code: str, place: str = "") -> None:
    """Check and build both refuse a source with this code at this place; nothing is written.

    The river source as it was is then checked and built.
    """
    target, before = tmp_path / "out.milpack", hashes(source)
    try:
        found = errors(source)
    except BadPack as error:  # what cannot be read as a source at all
        found = [Problem(error.code, place, error.sentence, error.remedy or error.sentence)]
    assert any(one.code == code and place in one.place for one in found), found
    noted("check", code)
    with pytest.raises(BadPack) as caught:
        build_pack(source, target)
    built = getattr(caught.value, "problems", None) or found
    assert any(one.code == code and place in one.place for one in built), built
    for one in built:
        plain(one.sentence, one.remedy)
    noted("build", code)
    assert not list(tmp_path.glob("out.milpack*")) and hashes(source) == before
    assert errors(RIVER) == []
    accepted_by("check", RIVER)
    accepted_by("build", build_pack(RIVER, target))
    target.unlink()


def built(source: Path, target: Path) -> Manifest:
    """The control: a source without an error is checked and built."""
    assert errors(source) == []
    accepted_by("check", source)
    return accepted_by("build", build_pack(source, target))[1]


def test_control_the_source_without_a_fault_is_built(source: Path, tmp_path: Path) -> None:
    warnings, manifest = build_pack(source, tmp_path / "out.milpack")
    assert (manifest.id, len(manifest.lessons)) == ("test.river", 2)
    assert all(problem.severity == "warning" for problem in warnings)
    assert check(tmp_path / "out.milpack") == []


@pytest.mark.parametrize("name", ["con", "nul", "aux", "com1"])
@row(21, "manifest.path_reserved", doors="check build")
def test_fault_21_a_lesson_named_like_a_device(source: Path, tmp_path: Path, name: str) -> None:
    edit(source / "pack.yaml", "rumour, well", f"{name}, well")
    (source / "lessons" / "rumour.yaml").rename(source / "lessons" / f"{name}.yaml")
    edit(source / "lessons" / f"{name}.yaml", "id: rumour", f"id: {name}")
    refused(source, tmp_path, "manifest.path_reserved")


def _other_kind(source: Path) -> None:
    edit(source / "history.yaml", "quiz/q1, kind: choice", "quiz/q1, kind: order")


def _other_key(source: Path) -> None:
    edit(source / "lessons" / "well.yaml", "id: true, weight: 0", "id: true, weight: 1")
    edit(source / "lessons" / "well.yaml", "id: false, weight: 1", "id: false, weight: 0")
    edit(source / "pack.yaml", "version: 3", "version: 4")


def _back_again(source: Path) -> None:
    history = source / "history.yaml"
    edit(history, 'rumour/key, kind: read, rev: 1, key: "", version: 3',
         'rumour/key, kind: read, rev: 1, key: "", version: 3, retired: true')  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (_other_kind, "history.kind", "lessons/rumour.yaml:31 quiz/q1"),
        (_other_key, "history.key", "lessons/well.yaml:29 quiz/q1"),
        (_back_again, "history.retired", "lessons/rumour.yaml:11 key"),
    ],
)
@row(101, "history.kind history.key history.retired", doors="check build")
def test_fault_101_an_id_that_means_something_else(
    source: Path, tmp_path: Path, change: Callable[[Path], None], code: str, place: str
) -> None:
    change(source)
    refused(source, tmp_path, code, place)


@row(101, doors="check build")
def test_fault_101_control_a_new_revision_or_wording_is_accepted(
    source: Path, tmp_path: Path
) -> None:
    _other_key(source)
    edit(source / "lessons" / "well.yaml", "rev: 1\n        kind", "rev: 2\n        kind")
    edit(source / "lessons" / "rumour.yaml", "Whom do you ask first?", "Whom would you ask first?")
    assert built(source, tmp_path / "out.milpack").id == "test.river"


@pytest.mark.parametrize(
    ("line", "code"),
    [("license", "media.rights"), ("credit", "media.rights"), ("alt", "media.rights")],
)
@row(103, "media.rights", doors="check build")
def test_fault_103_a_picture_without_its_rights(
    source: Path, tmp_path: Path, line: str, code: str
) -> None:
    lines = (source / "media.yaml").read_text("utf-8").splitlines()
    kept = [one for one in lines if not one.strip().startswith(line)]
    (source / "media.yaml").write_text("\n".join(kept), encoding="utf-8")
    assert f"needs its {line}" in " ".join(str(one.sentence) for one in errors(source))
    refused(source, tmp_path, code, "media.yaml:1 river")


BUILD = (
    "import sys; from pathlib import Path; from milclicks.packs.builder import build_pack;"
    "build_pack(Path(sys.argv[1]), Path(sys.argv[2]))"
)
MACHINES = [
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "424242", "TZ": "America/Lima", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8"},
    {"PYTHONHASHSEED": "random", "TZ": "Asia/Kathmandu", "SOURCE_DATE_EPOCH": "1", "LANG": "ar_EG"},
]


@row(106, doors="build")
def test_fault_106_the_same_bytes_from_two_paths_locales_zones_and_hash_seeds(
    tmp_path: Path,
) -> None:
    digests = set()
    for number, machine in enumerate(MACHINES):
        folder = tmp_path / f"папка {number}" / ("x" * (1 + number * 40))
        folder.parent.mkdir()
        shutil.copytree(RIVER, folder)
        for path in sorted(folder.rglob("*"), reverse=number % 2 == 1):
            os.utime(path, (10**9 + number, 10**9 + number))
        target = tmp_path / f"{number}.milpack"
        subprocess.run(
            [sys.executable, "-c", BUILD, str(folder), str(target)],
            env={**os.environ, "PYTHONPATH": str(CODE), **machine},
            check=True,
            cwd=folder.parent,
        )
        digests.add(hashlib.sha256(target.read_bytes()).hexdigest())
    accepted_by("build", digests)
    assert digests == {hashlib.sha256(pack_bytes(RIVER)[1]).hexdigest()}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("D'abord une {{g1}}, ensuite", "D'abord une {{g2}}, ensuite", "po.gaps"),
        ("D'abord une {{g1}}, ensuite", "D'abord une pause, ensuite", "po.gaps"),
        ("D'abord une {{g1}}, ensuite", "D'abord {{g1}} et {{g1}}, ensuite", "po.gaps"),
        ("[pont](term:bridge)", "[pont](term:river)", "po.links"),
        ("[pont](term:bridge)", "pont", "po.links"),
        ("[pont](term:bridge)", "[pont](https://example.org)", "po.links"),
        ("Demande au *témoin*", "Demande au *témoin", "po.marks"),
        ("Le premier témoin", "Le premier {name}", "po.fields"),
        ("Le premier témoin", "Le premier \u202etémoin", "unit.control"),
        ("Le premier témoin", "Le premier\u200b témoin", "unit.control"),
        ("Le premier témoin", "The first witness", "po.same"),
        ('msgstr "Le premier témoin"', 'msgstr "Le premier témoin', "po.syntax"),
    ],
)
@row(107, "po.gaps po.links po.marks po.fields po.same po.syntax unit.control", doors="check build")
def test_fault_107_a_translation_that_breaks_something(
    source: Path, tmp_path: Path, old: str, new: str, code: str
) -> None:
    edit(source / "locale" / "fr.po", old, new)
    refused(source, tmp_path, code, "locale/fr.po")


@row(107, doors="check build")
def test_fault_107_the_answer_key_is_not_in_the_catalogue(source: Path, tmp_path: Path) -> None:
    """Right answers are structure: whatever a translator writes, the key stays."""
    edit(source / "locale" / "fr.po", "À la personne qui était là", "À la personne du marché")
    built(source, tmp_path / "out.milpack")
    with Library.open(tmp_path / "home", [tmp_path]) as library:
        ref = library.lessons("fr")[0].ref
        options = {
            locale: [
                (option.id, option.weight)
                for option in next(library.lesson(ref, locale).items())[1].options
            ]
            for locale in ("en", "fr", "ar", "sr_Latn")
        }
    assert len({tuple(one) for one in options.values()}) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("#: lessons/well.yaml\nmsgctxt", "#: lessons/well.yaml\n#, fuzzy\nmsgctxt"),
        ('msgid "The village well"', 'msgid "The old village well"'),
        ('msgstr "Le puits du village"', 'msgstr ""'),
    ],
    ids=["fuzzy", "stale", "empty"],
)
@row(107, doors="check build")
def test_fault_107_unsure_stale_and_empty_count_as_untranslated(
    source: Path, tmp_path: Path, old: str, new: str
) -> None:
    edit(source / "locale" / "fr.po", old, new)
    manifest = built(source, tmp_path / "out.milpack")
    held = {lesson.id: lesson.locales_complete for lesson in manifest.lessons}
    assert "fr" in held["rumour"]
    assert "fr" not in held["well"]
    assert manifest.locales["fr"].coverage < 1000
