"""What the commands share: arguments read strictly, answers printed, the system's words said.

Every refusal is a sentence; a name that is no UTF-8 is shown with marks where it cannot be.
"""

from __future__ import annotations

import argparse
import errno
import ipaddress
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import msgspec

from milclicks.commands.pack_outputs import Answer, Said
from milclicks.core import paths, stopping
from milclicks.core.errors import N_, BadInput, Message, MilClicksError, NotFound
from milclicks.core.files import disk_full, not_written

PORTS: Final = 65535
_NUMBER: Final = re.compile(r"[0-9]{1,5}")
_VERSION: Final = re.compile(r"[1-9][0-9]{0,9}")
_VERSIONS: Final = 2**31
"""The highest that a manifest can have."""
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_PASSING: Final = "No usable temporary directory"
"""What Python says where no file can be written for as long as a command works."""


def port(text: str) -> int:
    """The number of a port, 0 for a free one; for argparse."""
    if not _NUMBER.fullmatch(text) or int(text) > PORTS:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is not a number from 0 to {PORTS}")
    return int(text)


def version(text: str) -> int:
    """The number of a version of a pack, from 1; for argparse."""
    if not _VERSION.fullmatch(text) or int(text) > _VERSIONS:
        told = f"{text[:20]!r} is not the number of a version, such as 1 or 12"
        raise argparse.ArgumentTypeError(told)
    return int(text)


def host(text: str) -> str:
    """An address of this computer to listen at; for argparse. No name is asked of the network."""
    try:
        return text if text == "localhost" else str(ipaddress.IPv4Address(text))
    except ValueError as error:
        told = f"{text[:80]!r} is not an address such as 127.0.0.1, or 0.0.0.0 for all"
        raise argparse.ArgumentTypeError(told) from error


def no_server(host: str, port: int, error: Exception) -> BadInput:
    """Why nothing can listen there, from what the system or the name of the host says."""
    if getattr(error, "errno", None) == errno.EADDRINUSE:
        return BadInput(
            Message(N_("The port {port} is used by another program."), {"port": str(port)}),
            Message(N_("Name another with --port; 0 takes a free one.")),
        )
    if getattr(error, "errno", None) == errno.EACCES:
        return BadInput(
            Message(N_("The system keeps the port {port} for itself."), {"port": str(port)}),
            Message(N_("Name another with --port; 0 takes a free one.")),
        )
    return BadInput(
        Message(N_("{host} is not an address of this computer."), {"host": host[:80]}),
        Message(N_("Name one after --host, such as 127.0.0.1, or 0.0.0.0 for all of them.")),
        str(error),
    )


Work = Callable[[argparse.Namespace], "Answer | None"]
Verb = Callable[[str, Work, str], argparse.ArgumentParser]


def verbs_of(
    inner: argparse._SubParsersAction[argparse.ArgumentParser],
    run: Callable[[argparse.Namespace], int],
) -> Verb:
    """What registers a verb by name, work and help; `run` does it, and each can print JSON."""

    def verb(name: str, work: Work, told: str) -> argparse.ArgumentParser:
        parser = inner.add_parser(name, help=told)
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.set_defaults(run=run, work=work)
        return parser

    return verb


def data_folder(args: argparse.Namespace) -> Path:
    """The data folder; a file in its place is said, never written over."""
    data: Path = args.data or paths.default_data()
    if data.exists() and not data.is_dir():
        raise BadInput(
            Message(N_("{name} is a file, not a data folder."), {"name": data.name}),
            Message(N_("Name a folder after --data.")),
        )
    return data


def stick_at(path: Path) -> Path:
    """The folder of a stick; raises when a file is there, or nothing."""
    if path.is_dir():
        return path
    if path.exists():
        raise BadInput(
            Message(N_("{name} is a file, not a stick or a folder."), {"name": path.name}),
            Message(N_("Name the folder where the system shows the stick.")),
        )
    raise NotFound(
        Message(N_("There is no stick or folder at {place}."), {"place": str(path)}),
        Message(N_("Plug the stick in, then name the folder where the system shows it.")),
    )


def system(error: OSError) -> MilClicksError:
    """What the system does not let us read or write, in a sentence."""
    if error.errno in _NO_ROOM:
        return disk_full()
    if error.errno == errno.EFBIG or str(error.strerror).startswith(_NO_PASSING):
        return not_written(str(error))
    reason = error.strerror or str(error) or "?"
    remedy = Message(N_("Check the name, the folder and its rights, then try again."))
    if not error.filename:
        told = Message(N_("The system does not allow this: {reason}."), {"reason": reason})
        return BadInput(told, remedy, str(error))
    path, data = Path(os.fsdecode(error.filename)), paths.default_data()
    ours = data in path.parents  # a name that nobody gave says nothing
    name = (data if ours else path).name or str(path)
    sentence = N_("The system does not allow this for {name}: {reason}.")
    return BadInput(Message(sentence, {"name": name, "reason": reason}), remedy, str(error))


def plainly(error: Said) -> str:
    """A refusal in one line: what happened, what to do, its code and detail."""
    detail = f" [{error.code}: {error.detail}]" if error.detail else f" [{error.code}]"
    return f"{error.sentence} {error.remedy}".strip() + detail.replace("\n", "; ")


def show(answer: Answer, lines: Iterable[str], *, as_json: bool, last: bool = True) -> None:
    """Print an answer: as one JSON object, or its lines and then why not.

    Ctrl+C leaves it whole, and after the `last` one there is nothing left to be said.
    """
    with stopping.Kept():
        _print(answer, lines, as_json)
        if last:
            stopping.let_go()


def _print(answer: Answer, lines: Iterable[str], as_json: bool) -> None:
    if as_json:
        print(msgspec.json.format(encoded(answer), indent=1).decode(), flush=True)
        return
    for told in lines:
        print(told, flush=True)
    if answer.error is not None:
        print(plainly(answer.error), file=sys.stderr)


def encoded(answer: Answer) -> bytes:
    """An answer as JSON; a name of a file that is no UTF-8 is bent so that it is."""
    try:
        return msgspec.json.encode(answer)
    except UnicodeEncodeError:
        return msgspec.json.encode(_fitting(msgspec.to_builtins(answer)))


def _fitting(tree: Any) -> Any:
    if isinstance(tree, str):
        try:
            return tree.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        except UnicodeEncodeError:  # half of a pair, which no file system gives on Linux
            return tree.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(tree, dict):
        return {_fitting(name): _fitting(value) for name, value in tree.items()}
    if isinstance(tree, (list, tuple)):
        return [_fitting(one) for one in tree]
    return tree
