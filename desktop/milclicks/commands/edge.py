"""What the commands share: arguments read strictly, answers printed, the system's words said.

Every refusal is a sentence; a name that is no UTF-8 is shown with marks where it cannot be.
"""

from __future__ import annotations

import argparse
import ipaddress
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import msgspec

from milclicks.commands.pack_outputs import Answer, Said
from milclicks.core import paths
from milclicks.core.errors import N_, BadInput, Message

PORTS: Final = 65535
_NUMBER: Final = re.compile(r"[0-9]{1,5}")


def port(text: str) -> int:
    """The number of a port, 0 for a free one; for argparse."""
    if not _NUMBER.fullmatch(text) or int(text) > PORTS:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is not a number from 0 to {PORTS}")
    return int(text)


def host(text: str) -> str:
    """An address of this computer to listen at; for argparse. No name is asked of the network."""
    try:
        return text if text == "localhost" else str(ipaddress.IPv4Address(text))
    except ValueError as error:
        told = f"{text[:80]!r} is not an address such as 127.0.0.1, or 0.0.0.0 for all"
        raise argparse.ArgumentTypeError(told) from error


def data_folder(args: argparse.Namespace) -> Path:
    """The data folder; a file in its place is said, never written over."""
    data: Path = args.data or paths.default_data()
    if data.exists() and not data.is_dir():
        raise BadInput(
            Message(N_("{name} is a file, not a data folder."), {"name": data.name}),
            Message(N_("Name a folder after --data.")),
        )
    return data


def system(error: OSError) -> BadInput:
    """What the system does not let us read or write, in a sentence."""
    reason = error.strerror or str(error) or "?"
    remedy = Message(N_("Check the name, the folder and its rights, then try again."))
    if not error.filename:
        told = Message(N_("The system does not allow this: {reason}."), {"reason": reason})
        return BadInput(told, remedy, str(error))
    name = Path(str(error.filename)).name or str(error.filename)
    sentence = N_("The system does not allow this for {name}: {reason}.")
    return BadInput(Message(sentence, {"name": name, "reason": reason}), remedy, str(error))


def plainly(error: Said) -> str:
    """A refusal in one line: what happened, what to do, its code and detail."""
    detail = f" [{error.code}: {error.detail}]" if error.detail else f" [{error.code}]"
    return f"{error.sentence} {error.remedy}".strip() + detail.replace("\n", "; ")


def show(answer: Answer, lines: Iterable[str], *, as_json: bool) -> None:
    """Print an answer: as one JSON object, or its lines and then why not."""
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
