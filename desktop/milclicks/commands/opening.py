"""Opening the data folder for a command: held alone where something changes, else only read."""

from __future__ import annotations

import argparse
import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from milclicks.commands.edge import data_folder

if TYPE_CHECKING:
    from milclicks.workspace import Workspace

_CLOSED: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


@contextmanager
def opened(args: argparse.Namespace, *, reads: bool = False) -> Iterator[Workspace]:
    """The workspace of a command.

    What only `reads` leaves the folder to the window. A folder that cannot be written is read too:
    then the command goes as far as nothing has to be written, and says what that was. The records
    are opened by whoever asks for them, so that a refusal leaves no trace in them.
    """
    from milclicks.workspace import Workspace

    data = data_folder(args)
    try:
        workspace = Workspace.open(data, alone=not reads, late=True)
    except OSError as error:
        if reads or error.errno not in _CLOSED:
            raise
        workspace = Workspace.open(data, alone=False, late=True)
    with workspace:
        yield workspace
