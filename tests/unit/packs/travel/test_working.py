"""One worker at a time although the lock file goes away: every order of opening and deleting."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, ClassVar

import filelock
import pytest
from filelock import FileLock, SoftFileLock, Timeout

from milclicks.packs.travel import working as door
from milclicks.packs.travel.working import working

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="nobody can delete an open file there")


def test_a_second_worker_is_told_at_once_and_the_file_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    for _ in range(3):
        with working(path):
            assert path.exists()
            with pytest.raises(Timeout), working(path):
                raise AssertionError("two at work")
            assert path.exists(), "the second did not delete the file of the first"
        assert not path.exists()


def test_the_file_goes_also_when_the_work_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    with pytest.raises(KeyError), working(path):
        raise KeyError
    assert not path.exists()
    with working(path):
        pass


class Late(FileLock):
    """Opens the lock file, then something happens, then it asks for the lock."""

    meanwhile: ClassVar[list[Callable[[], object]]] = []

    def acquire(self, *args: Any, **more: Any) -> Any:
        """As ever; what happens meanwhile happens once."""
        found = super().acquire(*args, **more)
        if self.meanwhile:
            self.meanwhile.pop()()
        return found


@UNIX
@pytest.mark.parametrize("another", [False, True], ids=["gone", "another"])
def test_a_lock_on_a_file_that_lost_its_name_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, another: bool
) -> None:
    """The moment between opening and locking, in which the worker before deletes the file."""
    path = tmp_path / "a.lock"
    first: list[int] = []

    def lose() -> None:
        first.append(path.stat().st_ino)
        path.rename(tmp_path / "silly")  # as a network drive does with what is open: it has a link
        if another:
            path.touch()

    monkeypatch.setattr(filelock, "FileLock", Late)
    monkeypatch.setattr(Late, "meanwhile", [lose])
    with working(path):
        assert Late.meanwhile == [] and path.stat().st_ino != first[0]
        with pytest.raises(Timeout), working(path):
            raise AssertionError("two at work")
    assert not path.exists()


@UNIX
def test_who_loses_the_name_again_and_again_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.lock"
    monkeypatch.setattr(filelock, "FileLock", Late)
    monkeypatch.setattr(Late, "meanwhile", [path.unlink] * 99)
    with pytest.raises(Timeout), working(path):
        raise AssertionError("at work without a lock")
    assert len(Late.meanwhile) == 99 - door._TRIES
    monkeypatch.setattr(Late, "meanwhile", [])
    with working(path):
        pass


class Followed(FileLock):
    """As soon as it is let go, somebody else comes and works."""

    next: ClassVar[list[ExitStack]] = []

    def release(self, *args: Any, **more: Any) -> None:
        """As ever; what follows, follows once."""
        super().release(*args, **more)
        if self.next:
            self.next.pop().enter_context(working(Path(self.lock_file)))


def test_who_comes_next_keeps_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The moment after the lock was let go: its file must not be deleted any more."""
    path = tmp_path / "a.lock"
    monkeypatch.setattr(filelock, "FileLock", Followed)
    with ExitStack() as second:
        monkeypatch.setattr(Followed, "next", [second])
        with working(path):
            pass
        assert Followed.next == [] and path.exists()
        with pytest.raises(Timeout), working(path):
            raise AssertionError("two at work")
    assert not path.exists()


def test_where_files_are_the_locks_nobody_deletes_anothers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.lock"
    monkeypatch.setattr(filelock, "FileLock", SoftFileLock)
    with working(path), pytest.raises(Timeout), working(path):
        raise AssertionError("two at work")
    assert not path.exists()


def test_many_at_once_are_never_two(tmp_path: Path) -> None:
    """Each marks its turn by a file that may not be there yet."""
    path, mark, faults, turns = tmp_path / "a.lock", tmp_path / "mark", [], []

    def often() -> None:
        for _ in range(400):
            try:
                with working(path):
                    try:
                        os.close(os.open(mark, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
                        turns.append(1)
                        mark.unlink()
                    except OSError as error:
                        faults.append(repr(error))
            except Timeout:
                continue

    threads = [threading.Thread(target=often) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert faults == [] and len(turns) > 10
    assert not path.exists()
