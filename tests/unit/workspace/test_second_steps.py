"""Deeds of two steps, when the disk takes one of them only, or the power goes between the two.

The disk is full, or gone, exactly where the settings or the records are written; whatever is told
is all that happened, and the next start finds nothing half.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from milclicks.community import space
from milclicks.community.space import SpaceForm
from milclicks.core import languages
from milclicks.core.errors import BadInput, DiskFull, MilClicksError, NotWritable
from milclicks.core.settings import Settings, SettingsStore
from milclicks.records.records import Records
from milclicks.ui.context import Seat
from milclicks.ui.gate import start_route
from milclicks.workspace import Workspace
from tests.support.clock import FrozenClock
from tests.support.language_pack import language_packs
from tests.support.packs_of_lessons import build_test_pack

FORM = SpaceForm(name=" Library  of Talora ", keeper="Librarian")
NAME = "Library of Talora"
SCHOOL = "School of Talora"


class Cut(BaseException):
    """The power goes."""


class Faulty:
    """Breaks the writing of settings, of records, or both: for some times, or from now on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._store: list[BaseException | None] = []
        self._append: BaseException | None = None
        write, append = SettingsStore.write, Records.append

        def writes(store: SettingsStore, settings: Settings) -> None:
            error = self._store.pop(0) if self._store else None
            if not isinstance(error, Exception):
                write(store, settings)
            if error is not None:
                raise error

        def appends(records: Records, drafts: Any) -> Any:
            if self._append is not None:
                raise self._append
            return append(records, drafts)

        monkeypatch.setattr(SettingsStore, "write", writes)
        monkeypatch.setattr(Records, "append", appends)

    def settings(self, *errors: BaseException | None) -> None:
        """What the next writings of settings meet; a `Cut` comes just after one."""
        self._store = list(errors)

    def records(self, error: BaseException | None) -> None:
        """What every event meets from now on."""
        self._append = error


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Faulty:
    return Faulty(monkeypatch)


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return build_test_pack(tmp_path / "packs")


@contextmanager
def opened(home: Path, packs: Path) -> Iterator[Workspace]:
    with Workspace.open(home, clock=FrozenClock(), bundled=[packs]) as workspace:
        yield workspace


def full() -> MilClicksError:
    from milclicks.core.files import disk_full

    return disk_full()


# --- the declaration of a place ------------------------------------------------------------------


def at_school(home: Path, packs: Path) -> None:
    with opened(home, packs) as workspace:
        workspace.store_settings(replace(workspace.settings, place=SCHOOL))


def found(home: Path, packs: Path) -> tuple[str, str | None]:
    """(name of the place, name on the declaration) after another start."""
    with opened(home, packs) as workspace:
        declared = space.current(workspace.records)
        return workspace.settings.place, declared.form.name if declared else None


def test_a_declaration_without_room_for_the_name_is_none(
    tmp_path: Path, packs: Path, faulty: Faulty
) -> None:
    at_school(tmp_path / "d", packs)
    with opened(tmp_path / "d", packs) as workspace:
        faulty.settings(full())
        with pytest.raises(DiskFull):
            workspace.declare_space(FORM, {}, ())
        assert space.current(workspace.records) is None
        assert workspace.settings.place == SCHOOL
    assert found(tmp_path / "d", packs) == (SCHOOL, None)


def test_a_declaration_that_is_not_kept_leaves_the_name_as_it_was(
    tmp_path: Path, packs: Path, faulty: Faulty
) -> None:
    at_school(tmp_path / "d", packs)
    with opened(tmp_path / "d", packs) as workspace:
        faulty.records(full())
        with pytest.raises(DiskFull) as caught:
            workspace.declare_space(FORM, {}, ())
        assert str(caught.value) == str(full())
        assert workspace.settings.place == SCHOOL
        assert space.current(workspace.records) is None
        faulty.records(None)
    assert found(tmp_path / "d", packs) == (SCHOOL, None)


def test_a_name_that_cannot_be_taken_back_is_said_beside_what_was_not_kept(
    tmp_path: Path, packs: Path, faulty: Faulty
) -> None:
    at_school(tmp_path / "d", packs)
    with opened(tmp_path / "d", packs) as workspace:
        faulty.records(full())
        faulty.settings(None, full())
        with pytest.raises(DiskFull) as caught:
            workspace.declare_space(FORM, {}, ())
        assert NAME in str(caught.value) and "declaration" in str(caught.value)
        assert caught.value.remedy == full().remedy
        assert workspace.settings.place == NAME
        faulty.records(None)
    assert found(tmp_path / "d", packs) == (NAME, None)


def test_the_power_goes_between_the_name_and_the_declaration(
    tmp_path: Path, packs: Path, faulty: Faulty
) -> None:
    """The place is called as somebody typed it, nothing claims that it was declared."""
    at_school(tmp_path / "d", packs)
    with opened(tmp_path / "d", packs) as workspace:
        faulty.settings(Cut())
        with pytest.raises(Cut):
            workspace.declare_space(FORM, {}, ())
    assert found(tmp_path / "d", packs) == (NAME, None)
    with opened(tmp_path / "d", packs) as workspace:
        assert workspace.declare_space(FORM, {}, ()).topics == {"space"}
    assert found(tmp_path / "d", packs) == (NAME, NAME)


def test_what_is_not_filled_in_changes_nothing(tmp_path: Path, packs: Path) -> None:
    at_school(tmp_path / "d", packs)
    with opened(tmp_path / "d", packs) as workspace:
        for form, questions in ((replace(FORM, name=" "), ()), (FORM, ("q1",))):
            with pytest.raises(BadInput):
                workspace.declare_space(form, {}, questions)
        assert workspace.settings.place == SCHOOL
        assert {"space", "settings"} <= workspace.declare_space(FORM, {}, ()).topics
    assert found(tmp_path / "d", packs) == (NAME, NAME)


# --- somebody who is forgotten -------------------------------------------------------------------


@pytest.mark.parametrize("kind", [DiskFull, NotWritable, Cut])
def test_who_is_forgotten_is_forgotten_also_where_the_settings_cannot_be_written(
    tmp_path: Path, packs: Path, faulty: Faulty, kind: type[BaseException]
) -> None:
    """What stays in the settings points at nobody, and goes with the next choice."""
    from milclicks.core.files import not_written

    with opened(tmp_path / "d", packs) as workspace:
        yara = workspace.add_learner("Yara", "yara")[0]
        workspace.add_learner("Ines", "ines")
        workspace.store_settings(replace(workspace.settings, last_learner=yara.id))
        faulty.settings({DiskFull: full(), NotWritable: not_written(""), Cut: Cut()}[kind])
        if kind is Cut:
            with pytest.raises(Cut):
                workspace.forget_learner(yara.id)
        else:
            changes = workspace.forget_learner(yara.id)
            assert {"people", "progress", "settings"} <= changes.topics
            assert workspace.settings.last_learner == ""
            assert SettingsStore(tmp_path / "d").read().last_learner == yara.id
            before = workspace.settings
            workspace.store_settings(before)
            assert SettingsStore(tmp_path / "d").read() == before
    with opened(tmp_path / "d", packs) as workspace:
        assert [one.nickname for one in workspace.records.people.learners()] == ["Ines"]
        finished = replace(workspace.settings, first_run_done=True)
        workspace.store_settings(finished)
        seat = Seat()
        assert start_route(workspace, seat) == ("chooser", {}) and seat.learner is None


def test_nobody_is_forgotten_where_that_cannot_be_kept(
    tmp_path: Path, packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path / "d", packs) as workspace:
        yara = workspace.add_learner("Yara", "yara")[0]
        workspace.store_settings(replace(workspace.settings, last_learner=yara.id))

        def cannot(*_drafts: Any) -> None:
            raise full()

        monkeypatch.setattr(workspace.records.store, "append", cannot)
        with pytest.raises(DiskFull):
            workspace.forget_learner(yara.id)
        assert workspace.settings.last_learner == yara.id
    assert SettingsStore(tmp_path / "d").read().last_learner == yara.id


def test_an_act_behind_the_pin_is_noted_with_the_act_or_not_at_all(
    tmp_path: Path, packs: Path
) -> None:
    with opened(tmp_path / "d", packs) as workspace:
        yara = workspace.add_learner("Yara", "yara")[0]
        workspace.records.store.connection.execute("drop table audit")
        with pytest.raises(Exception, match="audit"):
            workspace.forget_learner(yara.id)
        assert [one.nickname for one in workspace.records.people.learners()] == ["Yara"]


# --- a language that goes with its pack ----------------------------------------------------------


def speaking(home: Path, packs: Path, beside: Path) -> None:
    """The language comes from a pack that was added, and was chosen."""
    added = (packs / "ui-tr.milpack").rename(beside / "ui-tr.milpack")
    with opened(home, packs) as workspace:
        workspace.library.install(added)
        workspace.packs_changed()
        workspace.store_settings(replace(workspace.settings, locale="tr"))


@pytest.mark.parametrize("kind", [DiskFull, NotWritable])
def test_a_pack_that_is_gone_is_told_as_gone_and_its_language_too(
    tmp_path: Path, faulty: Faulty, kind: type[MilClicksError]
) -> None:
    from milclicks.core.files import not_written

    packs = language_packs(tmp_path / "lingua")
    speaking(tmp_path / "d", packs, tmp_path)
    with opened(tmp_path / "d", packs) as workspace:
        faulty.settings(full() if kind is DiskFull else not_written(""))
        changes = workspace.remove_pack("test.ui.tr")
        assert {"packs", "languages", "settings"} <= changes.topics
        assert workspace.settings.locale == "fr" and not languages.added()
        assert workspace.language_gone is not None
    assert SettingsStore(tmp_path / "d").read().locale == "tr"
    with opened(tmp_path / "d", packs) as workspace:  # what follows, follows again
        assert workspace.settings.locale == "fr" and workspace.language_gone is not None
    assert SettingsStore(tmp_path / "d").read().locale == "fr"


def test_a_start_on_a_full_disk_without_the_pack_of_the_language(
    tmp_path: Path, faulty: Faulty
) -> None:
    packs = language_packs(tmp_path / "lingua")
    speaking(tmp_path / "d", packs, tmp_path)
    for path in (tmp_path / "d" / "packs").glob("*.milpack"):
        path.unlink()
    faulty.settings(full())
    with opened(tmp_path / "d", packs) as workspace:
        assert workspace.settings.locale == "fr" and workspace.language_gone is not None
        workspace.store_settings(workspace.settings)
    assert SettingsStore(tmp_path / "d").read().locale == "fr", "kept as soon as there is room"


# --- the settings themselves ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EROFS, NotWritable),
        (errno.EIO, NotWritable),
        (errno.EACCES, NotWritable),
    ],
)
def test_a_disk_that_takes_no_settings_is_a_sentence(
    tmp_path: Path, packs: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception]
) -> None:
    with opened(tmp_path / "d", packs) as workspace:
        before, real = workspace.settings, Path.open

        def opens(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
            if "w" in mode and path.name.startswith(".settings.json"):
                raise OSError(number, "no")
            return real(path, mode, *more, **named)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", opens)
            with pytest.raises(kind) as caught:
                workspace.store_settings(replace(before, text_size=150))
        assert isinstance(caught.value, MilClicksError) and caught.value.remedy is not None
        assert workspace.settings == before
