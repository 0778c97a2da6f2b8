"""What else the power may end: a repair and an update begun in the window, and what people keep.

A deed prepares a data folder, is begun in `deed_worker`, and may leave only what was before it or
what is after it; `Deed.found` opens the folder again, holds it to that and says which it is. The
number of a case varies what is kept, so that few changes are killed at many lengths.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from milclicks.core.settings import Settings, SettingsStore
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.travel.plan import planned
from milclicks.packs.travel.source import FolderSource
from milclicks.packs.trust import keys
from milclicks.packs.trust.envelope import Maker
from milclicks.packs.trust.keys import OwnKey
from milclicks.packs.trust.pins import MakerUnknown
from milclicks.sound.clip import Clip
from milclicks.sound.microphone import wav
from milclicks.sound.recordings import OwnRecordings
from tests.crash import acts
from tests.crash.acts import PACK, opened
from tests.support.rot import rot
from tests.support.teachers import teacher_pack

KINDS = 6
"""Numbers of cases that are unlike."""
OLD, NEW = "old", "new"
WORDS = "I keep **promise** number 3."
UNIT = "pact:p3/sentence"


@dataclass(frozen=True, slots=True)
class Deed:
    """`prepare` and `found` get the data folder, what was made for all, and the number of a case.

    `phases` are the kinds of changes of the disk that it must at least have. `between` is another
    state that it may leave, in which nothing is lost and the next try goes on.
    """

    name: str
    prepare: Callable[[Path, Path, int], None]
    found: Callable[[Path, Path, int], str]
    phases: tuple[str, ...]
    between: tuple[str, ...] = ()
    varies: bool = False
    """Whether the number of a case changes what is kept."""


def make(folder: Path) -> Path:
    """A site, a stick with a whole copy of its second version, and packs of a teacher."""
    site = acts.make_site(folder)
    (folder / "STICK").mkdir()
    shutil.copy(site / "packs" / f"{PACK}-2.milpack", folder / "STICK" / "lent.milpack")
    for number in range(KINDS):
        teachers = folder / "teachers"
        teacher_pack(teachers / f"{number}.milpack", key_of(folder, number), maker=_name(number))
    teacher_pack(teachers / "0-lake.milpack", key_of(folder, 0), slug="lake", maker=_name(0))
    return folder


def site_of(made: Path) -> Path:
    return made / "site"


# -- a repair, begun at the button of the page --------------------------------------------------


def _rotten(home: Path, made: Path, *versions: int) -> None:
    """The newest of these versions has a bad byte, and that is noted."""
    site = site_of(made)
    with opened(home, site) as library:
        library.trust.catalog.refresh(FolderSource(site, "site"))
        for version in versions:
            library.install(site / "packs" / f"{PACK}-{version}.milpack")
        (info,) = library.packs()
        with Pack(info.path) as pack:
            part = next(one.path for one in pack.resources if one.path.endswith(".png"))
        rot(info.path, part)
        library.damaged.found(info.path, [part])


def _mended(home: Path, made: Path, _case: int) -> str:
    version, whole = acts.left(home, site_of(made))
    assert version == 2
    with opened(home, site_of(made)) as library:
        (info,) = library.packs()
        assert bool(info.damaged) is not whole, "the page says that it is damaged while it is"
        assert info.usable
    return NEW if whole else OLD


# -- an update after class ----------------------------------------------------------------------


def _planned(home: Path, made: Path, _case: int) -> None:
    site = site_of(made)
    with opened(home, site) as library:
        library.trust.catalog.refresh(FolderSource(site, "site"))
        library.install(site / "packs" / f"{PACK}-2.milpack")
    wanted = Settings(first_run_done=True, packs_folder=str(site), packs_after_class=f"{PACK}@3")
    SettingsStore(home).write(wanted)


def _updated(home: Path, made: Path, _case: int) -> str:
    version, whole = acts.left(home, site_of(made))
    assert whole and version in (2, 3)
    settings = SettingsStore(home).read()
    waits = [one.key for one in planned(settings.packs_after_class)]
    if version == 2:
        assert waits == [f"{PACK}@3"], "the choice is kept"
        assert settings.packs_updated in ("", f"{PACK}@3=2"), "said only of a version that is here"
        return OLD
    assert waits in ([], [f"{PACK}@3"]), "what is here waits no more"
    assert settings.packs_updated == f"{PACK}@3=2", "said until somebody has seen it"
    return NEW


# -- a teacher's recording ----------------------------------------------------------------------


def spoken(case: int, again: bool) -> Clip:
    """What the teacher says, the first time or again; of another length in each case."""
    length = (9_000 + 1_000 * (case % 7)) * (2 if again else 1)
    return wav(Random(f"{case} {again}").randbytes(2 * length))


def _no_recording(home: Path, made: Path, case: int) -> None:
    OwnRecordings(home / "recordings").keep("pact:p1/sentence", "en", "Another line.", _OTHER)


def _one_recording(home: Path, made: Path, case: int) -> None:
    _no_recording(home, made, case)
    OwnRecordings(home / "recordings").keep(UNIT, "en", WORDS, spoken(case, False))


def _recorded(home: Path, made: Path, case: int) -> str:
    own = OwnRecordings(home / "recordings")
    lines = own.lines()
    other = own.clip(next(name for name, line in lines.items() if line.unit != UNIT))
    assert other == _OTHER, "the line that was kept before is there"
    files = {one.name for one in (home / "recordings").iterdir()}
    assert files == {"index.json", *(f"{name}.wav" for name in lines)}, "nothing half is left"
    mine = [name for name, line in lines.items() if line.unit == UNIT]
    if not mine:
        return OLD
    clip, line = own.clip(mine[0]), lines[mine[0]]
    assert clip is not None and line.seconds == clip.seconds
    for again in (False, True):
        said = spoken(case, again)
        if clip.data == said.data:
            assert clip.seconds == round(said.seconds, 2)
            return NEW if again else OLD
    raise AssertionError("neither recording")


_OTHER = wav(b"\1\0" * 8_000)


# -- a maker who is forgotten -------------------------------------------------------------------


def key_of(made: Path, number: int) -> OwnKey:
    """The key of a teacher, made when it is asked for first."""
    return keys.own(made / "keys" / str(number))


def _name(number: int) -> str:
    return f"Maker {number}"


def _known(home: Path, made: Path, case: int) -> None:
    """Some makers are known, each with a pack that is here."""
    with opened(home, site_of(made)) as library:
        for number in range(1 + case % KINDS):
            _met(library, key_of(made, number), number)
            library.install(made / "teachers" / f"{number}.milpack")


def _met(library: Library, key: OwnKey, number: int) -> None:
    library.trust.pins.compared(Maker(key.name, key.public, _name(number)))


def _forgotten(home: Path, made: Path, case: int) -> str:
    """The first maker is known or is not; everybody else is, and every pack that is here works."""
    count = 1 + case % KINDS
    with opened(home, site_of(made)) as library:
        held = library.packs()
        assert len(held) == count
        assert all(one.usable and one.standing.tier == "teacher" for one in held)
        names = {key_of(made, number).name for number in range(count)}
        pins = set(library.trust.pins.all())
        first = key_of(made, 0).name
        assert pins in (names, names - {first})
        with Pack(made / "teachers" / "0-lake.milpack") as pack:
            try:
                library.trust.admit(pack)
            except MakerUnknown:
                assert first not in pins
                return NEW
        assert first in pins
        return OLD


# -- the pack of a maker whose words were just compared ------------------------------------------


def _nothing(home: Path, made: Path, _case: int) -> None:
    home.mkdir(parents=True)
    with opened(home, site_of(made)):
        pass  # a data folder that has begun


def install_of_maker(made: Path, library: Library) -> None:
    """The words are compared and the pack is added."""
    _met(library, key_of(made, 0), 0)
    library.install(made / "teachers" / "0.milpack")


def _arrived(home: Path, made: Path, _case: int) -> str:
    with opened(home, site_of(made)) as library:
        library.tidy()
        held, known = library.packs(), set(library.trust.pins.all())
        assert not list((home / "packs").glob("*.part"))
        with Pack(made / "teachers" / "0-lake.milpack") as pack:
            try:
                library.trust.admit(pack)
            except MakerUnknown:
                assert not known
            else:
                assert known and held, "only a maker of whom a pack is here is known"
        if not held:
            return OLD
        assert held[0].usable and held[0].standing.tier == "teacher"
        assert known, "whose pack is here is known"
        return NEW


# -- all of them --------------------------------------------------------------------------------

_WHOLE = ("create", "write", "fsync", "rename", "fsync_folder")
DEEDS = {
    deed.name: deed
    for deed in (
        Deed(
            "repair from an earlier version",
            lambda home, made, _case: _rotten(home, made, 1, 2),
            _mended,
            (*_WHOLE, "unlink", "commit"),
        ),
        Deed(
            "repair from a pack on a stick",
            lambda home, made, _case: _rotten(home, made, 2),
            _mended,
            (*_WHOLE, "unlink", "commit"),
        ),
        Deed(
            "update by itself",
            _planned,
            _updated,
            (*_WHOLE, "unlink", "commit"),
        ),
        Deed(
            "update at closing",
            _planned,
            _updated,
            (*_WHOLE, "unlink", "commit"),
        ),
        Deed("record", _no_recording, _recorded, _WHOLE, varies=True),
        Deed("record again", _one_recording, _recorded, _WHOLE, varies=True),
        Deed("forget a maker", _known, _forgotten, _WHOLE, varies=True),
        Deed(
            "install of a new maker",
            _nothing,
            _arrived,
            (*_WHOLE, "commit"),
        ),
    )
}
