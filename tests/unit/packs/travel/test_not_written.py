"""Writing that failed is said as that, whatever the system calls it, and reading never is."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from milclicks.commands.edge import system
from milclicks.core.errors import BadInput, DiskFull, NotWritable
from milclicks.packs.travel.making import guarded
from milclicks.packs.travel.mounts import Mount
from milclicks.packs.travel.plugged import Plugged
from milclicks.packs.travel.stick_faults import StickGone

NO_PASSING = FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.EFBIG, "File too large"), NotWritable),
        (OSError(errno.EFBIG, "File too large", "a.db"), NotWritable),
        (NO_PASSING, NotWritable),
        (OSError(errno.ENOSPC, "No space left on device", "a"), DiskFull),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), DiskFull),
        (OSError(errno.EIO, "Input/output error", "a"), BadInput),
        (FileNotFoundError(errno.ENOENT, "No such file", "a"), BadInput),
        (OSError(), BadInput),
    ],
    ids=str,
)
def test_what_a_command_says_of_the_disk(error: OSError, kind: type[Exception]) -> None:
    told = system(error)
    assert type(told) is kind and told.remedy is not None


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.EFBIG, NotWritable), (errno.EIO, StickGone)], ids=str
)
def test_a_file_too_long_for_a_stick_is_no_stick_that_is_gone(
    tmp_path: Path, number: int, kind: type[Exception]
) -> None:
    def work() -> None:
        raise OSError(number, "as the system says it")

    with pytest.raises(kind):
        guarded(Plugged(Mount(tmp_path, "stick", writable=True)), work)
