"""`catalogue check` names the file that is missing or wrong, and what its makers can do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from milclicks.core.errors import Problem
from milclicks.packs.trust.inspect import site_problems
from tests.support.site import DAY, Site, days, pack

FILE = re.compile(r"(metadata|targets|packs)/[a-z0-9._/-]+\.(json|milpack)")
RAW = re.compile(r"Expected|Observed|signed by \d|deserialize|Failed|0x|Errno", re.IGNORECASE)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site whose root went on twice, with a pack of a partner."""
    made = Site.make(tmp_path / "town", [pack(tmp_path, "test.ant")])
    made.rotate("timestamp")
    made.rotate("snapshot")
    made.delegate("ng")
    made.publish([pack(tmp_path, "ng.river")])
    return made


def problems(site: Site, *roots: int) -> list[Problem]:
    """What a check finds that knows these roots, or all."""
    return site_problems(site.root, site.roots(*roots), lambda: days(1))


def errors(found: list[Problem]) -> list[tuple[str, str]]:
    return [(one.code, one.place) for one in found if one.severity == "error"]


def newest(site: Site, role: str) -> Path:
    """The file of a role that counts."""
    if role == "timestamp":
        return site.root / "metadata/timestamp.json"
    if role == "catalog":
        targets = json.loads(newest(site, "targets").read_bytes())["signed"]["targets"]
        return site.root / f"targets/{targets['catalog.json']['hashes']['sha256']}.catalog.json"
    found = (site.root / "metadata").glob(f"*.{role}.json")
    return max(found, key=lambda path: int(path.name.partition(".")[0]))


def place(site: Site, path: Path) -> str:
    return path.relative_to(site.root).as_posix()


def gone(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def unsigned(path: Path) -> None:
    made = json.loads(path.read_bytes())
    made["signatures"] = []
    path.write_text(json.dumps(made))


def page(path: Path) -> None:
    path.write_text("<html>Please sign in</html>")


ROLES = ["timestamp", "snapshot", "targets", "ng", "catalog", "root"]
HARMS: dict[str, Callable[[Path], None]] = {
    "gone": gone,
    "emptied": emptied,
    "flipped": flipped,
    "page": page,
    "unsigned": unsigned,
}


CASES = [(role, harm) for role in ROLES for harm in HARMS]
CASES.remove(("catalog", "unsigned"))  # it carries no signatures
CASES.remove(("root", "gone"))  # that is a gap in the chain


def test_a_good_site_has_no_problem(site: Site) -> None:
    assert errors(problems(site)) == []
    assert [one.place for one in problems(site)] == ["index.html"], "the tests write no pages"


@pytest.mark.parametrize(("role", "harm"), CASES)
def test_the_file_is_named(site: Site, role: str, harm: str) -> None:
    path = newest(site, role)
    HARMS[harm](path)
    found = problems(site)
    (named,) = errors(found)
    assert named[1] == place(site, path)
    for one in found:
        told = f"{one.place} {one.sentence} {one.remedy}"
        assert FILE.fullmatch(one.place) and not RAW.search(told), told
        assert str(one.sentence).endswith(".") and str(one.remedy).endswith(".")
        assert "The catalogue that is here stays" not in told


@pytest.mark.parametrize("known", [(1,), (1, 2), (3,), ()], ids=["1", "1-2", "3", "all"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_gap_in_the_chain_is_told_whatever_the_checker_knows(
    site: Site, known: tuple[int, ...], number: int
) -> None:
    roots = site.roots(*known)
    gone(site.root / f"metadata/{number}.root.json")
    found = site_problems(site.root, roots, lambda: days(1))
    assert f"metadata/{number}.root.json" in [one.place for one in found if one.code == "trust.gap"]
    assert all(one.severity == "warning" or one.code == "trust.gap" for one in found)


def test_a_root_that_the_one_before_did_not_sign(site: Site, tmp_path: Path) -> None:
    other = Site.make(tmp_path / "other")
    other.rotate("timestamp")
    stolen = (other.root / "metadata/2.root.json").read_bytes()
    (site.root / "metadata/2.root.json").write_bytes(stolen)
    assert errors(problems(site, 3)) == [("trust.signature", "metadata/2.root.json")]


def test_a_root_under_another_number(site: Site) -> None:
    (site.root / "metadata/2.root.json").write_bytes(site.roots()[3])
    assert errors(problems(site, 3)) == [("trust.mixed", "metadata/2.root.json")]


def test_a_file_longer_than_is_read(site: Site) -> None:
    newest(site, "snapshot").write_bytes(b" " * (8 * 1024 * 1024 + 1))
    assert errors(problems(site)) == [("trust.endless", place(site, newest(site, "snapshot")))]


def test_a_link_in_place_of_a_file(site: Site, tmp_path: Path) -> None:
    path = newest(site, "targets")
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert errors(problems(site)) == [("source.not_plain", place(site, path))]


def test_a_manifest_that_is_gone_or_changed_is_named(site: Site) -> None:
    (path,) = (site.root / "targets/m/test.ant").iterdir()
    flipped(path)
    assert errors(problems(site)) == [("trust.altered", place(site, path))]
    gone(path)
    assert errors(problems(site)) == [("file.missing", place(site, path))]


def test_a_site_of_others_whose_files_are_all_right(site: Site, tmp_path: Path) -> None:
    other = Site.make(tmp_path / "other", [pack(tmp_path / "o", "test.ant")])
    (found,) = site_problems(other.root, site.roots(), lambda: DAY)
    assert (found.code, found.place) == ("trust.signature", "metadata")
    assert "--root" in str(found.remedy) and not RAW.search(str(found.sentence))
