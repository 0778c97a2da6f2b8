"""Small files of the data folder that are no files any more, or without end, are as damaged ones.

A shared PC or a backup that was put back may leave a pipe, a link to a device or to itself, or a
file as long as the disk in their place. Whoever reads one goes on, never waits, and does not take
it into memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from milclicks.core.errors import BadInput, Damaged, NotWritable
from milclicks.core.plain_file import SMALL, NotPlain, small
from milclicks.core.settings import Settings, SettingsStore
from milclicks.packs import guests, versions
from milclicks.packs.damaged import DamagedParts
from milclicks.packs.records import PackRecord
from milclicks.packs.travel import part, wanted
from milclicks.packs.travel.askedfor import AskedFor
from milclicks.packs.travel.plan import Ledger
from milclicks.packs.trust import keys
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.floor import FloorFile
from milclicks.packs.trust.memory import LetIn, Memory
from milclicks.packs.trust.pins import Pins
from milclicks.records.home import older_than_folder
from milclicks.records.records import Records
from milclicks.sound.recordings import OwnRecordings
from tests.support.clock import FrozenClock

LONGEST = 64 * 1024 * 1024
"""Bytes of the longest small file of all, the catalogue."""


def pipe(path: Path) -> None:
    """Nobody ever writes into it."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes with names")
    os.mkfifo(path)


def device(path: Path) -> None:
    """Zeros without end."""
    if not Path("/dev/zero").exists():
        pytest.skip("this system has no such device")
    path.symlink_to("/dev/zero")


def loop(path: Path) -> None:
    """A link to itself."""
    try:
        path.symlink_to(path.name)
    except OSError:
        pytest.skip("no rights for links")


def folder(path: Path) -> None:
    """A folder."""
    path.mkdir()


def endless(path: Path) -> None:
    """Longer than any small file, and it takes no room."""
    with path.open("wb") as file:
        file.truncate(LONGEST + 1)


def deep(path: Path) -> None:
    """JSON that no reader can go down into, with the checksums that some files have."""
    _write(path, b"[" * 20_000)


def hidden(path: Path) -> None:
    """The same below a name that no reader knows."""
    _write(path, b'{"zz":' + b"[" * 20_000)


def _write(path: Path, raw: bytes) -> None:
    if path.name == "catalogue.json":
        raw = hashlib.sha256(raw).hexdigest().encode() + b"\n" + raw
    if path.name.startswith("floor-"):
        raw = f"{zlib.crc32(raw):08x} ".encode() + raw
    path.write_bytes(raw)


KINDS = (pipe, device, loop, folder, endless, deep, hidden)
RECORD = PackRecord(path="x", bytes=1, mtime=1, bundled=False, id="a.b", version=1)
PUBLIC = bytes(32)


def _catalogue(data: Path) -> object:
    return Catalog(data / "trust", {}).known


def _own_key(data: Path) -> object:
    with pytest.raises(BadInput):
        keys.read(keys.path_of(data / "trust"))
    return None


def _parts(data: Path) -> object:
    held = DamagedParts(data)
    held.read()
    return held.of(RECORD)


READERS: dict[str, tuple[Callable[[Path], object], object]] = {
    "settings.json": (lambda data: SettingsStore(data).read(), Settings()),
    "packs/damaged.json": (_parts, ()),
    "packs/fetched.json": (lambda data: Ledger(data, FrozenClock()).spent, 0),
    "packs/wanted-now.json": (lambda data: AskedFor(data).all(), []),
    "packs/coming/x.part.json": (lambda data: part.begun(data), ()),
    "versions.json": (versions.chosen, {}),
    "in-place.json": (guests.chosen, {}),
    "wanted.json": (lambda data: wanted._own(data).chosen, {}),
    "trust/pins.json": (lambda data: Pins(data / "trust").all(), {}),
    "trust/let_in.json": (lambda data: Memory(data / "trust").of("a"), None),
    "let_in.json": (lambda data: Memory(data / "trust").of("a"), None),
    "trust/catalogue.json": (_catalogue, None),
    "trust/floor-a.json": (lambda data: FloorFile(data / "trust").read().floor.seq, 0),
    "trust/floor-b.json": (lambda data: FloorFile(data / "trust").read().floor.seq, 0),
    "trust/own.key": (_own_key, None),
    "trust/own.name": (lambda data: keys.name_of(data / "trust"), ""),
    "records.start": (lambda data: older_than_folder(data, {""}), False),
    "recordings/index.json": (lambda data: OwnRecordings(data / "recordings").lines(), {}),
}
TEXTS = ("trust/own.name", "records.start")
"""These are no JSON, so nothing in them is deep."""
KEYS = (
    None,
    [],
    {},
    1,
    "x",
    "x@",
    "x@0",
    "x@-1",
    "@1",
    "a@1@1",
    "a b@1",
    "a@\u0661",
    "a@1\n",
    "a@1.5",
)
"""What stands in a list of what was asked for and names no pack in a version."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("name", READERS)
def test_what_is_no_small_file_is_as_a_damaged_one(
    tmp_path: Path, name: str, kind: Callable[[Path], None]
) -> None:
    if kind in (deep, hidden) and name in TEXTS:
        return
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    kind(path)
    read, expected = READERS[name]
    assert read(tmp_path) == expected


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.__name__)
def test_the_twin_of_what_was_let_in_serves_and_mends_the_other(
    tmp_path: Path, kind: Callable[[Path], None]
) -> None:
    trust = tmp_path / "trust"
    trust.mkdir()
    let_in = LetIn(tier="official")
    Memory(trust).add("a", let_in)
    (trust / "let_in.json").unlink()
    kind(trust / "let_in.json")
    again = Memory(trust)
    assert again.of("a") == let_in and not again.lost
    again.mend()
    if kind is not folder:
        (tmp_path / "let_in.json").unlink()
        assert Memory(trust).of("a") == let_in


@pytest.mark.parametrize(
    "kind", (pipe, device, endless, deep, hidden), ids=lambda one: one.__name__
)
def test_settings_that_are_none_are_set_aside_and_kept_anew(
    tmp_path: Path, kind: Callable[[Path], None]
) -> None:
    kind(tmp_path / "settings.json")
    store = SettingsStore(tmp_path)
    assert store.read() == Settings() and store.set_aside is not None
    store.write(Settings(place="Senvara"))
    assert SettingsStore(tmp_path).read().place == "Senvara"


def test_a_small_file_may_lie_behind_a_link_of_this_person(tmp_path: Path) -> None:
    """The control: an own folder of settings that is linked to goes on."""
    (tmp_path / "mine").mkdir()
    SettingsStore(tmp_path / "mine").write(Settings(place="Senvara"))
    (tmp_path / "data").mkdir()
    try:
        (tmp_path / "data" / "settings.json").symlink_to("../mine/settings.json")
    except OSError:
        pytest.skip("no rights for links")
    assert SettingsStore(tmp_path / "data").read().place == "Senvara"


def test_the_bound_of_bytes_is_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "one"
    path.write_bytes(b"12345")
    assert small(path, 5) == b"12345" and len(small(path, SMALL)) == 5
    with pytest.raises(OSError, match="longer"):
        small(path, 4)
    path.unlink()
    pipe(path)
    with pytest.raises(NotPlain):
        small(path)


@pytest.mark.parametrize("name", KEYS, ids=repr)
def test_what_names_no_pack_in_a_version_was_not_asked_for(tmp_path: Path, name: object) -> None:
    (tmp_path / "packs").mkdir()
    kept = tmp_path / "packs" / "wanted-now.json"
    kept.write_text(json.dumps([name, "mil.core@3", name]))
    asked = AskedFor(tmp_path)
    assert asked.all() == ["mil.core@3"]
    asked.add("a.b@1")
    assert json.loads(kept.read_text()) == ["mil.core@3", "a.b@1"]


@pytest.mark.parametrize("kind", (pipe, device), ids=lambda one: one.__name__)
def test_records_that_are_no_file_are_damaged_and_begin_again(
    tmp_path: Path, kind: Callable[[Path], None]
) -> None:
    kind(tmp_path / "records.db")
    for alone in (True, False):
        with pytest.raises(Damaged):
            Records.open(tmp_path, FrozenClock(), "1.0", alone=alone)
    records = Records.start_again(tmp_path, FrozenClock(), "1.0", None)
    records.close()
    Records.open(tmp_path, FrozenClock(), "1.0").close()


def test_records_that_are_a_link_to_themselves_are_said(tmp_path: Path) -> None:
    loop(tmp_path / "records.db")
    with pytest.raises(NotWritable):
        Records.open(tmp_path, FrozenClock(), "1.0")
