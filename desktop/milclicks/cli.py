"""The command line: words in, one command or the window out.

Knows which command there is and where it lives; each command imports what it needs when it runs,
so that opening the window does not pay for the others. No traceback reaches a person: an error is
one plain sentence and exit code 1 (2 for words that make no command, 130 for Ctrl+C); what nobody
expected stands in the log of the data folder.
"""

from __future__ import annotations

import argparse
import gc
import linecache
import logging
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import milclicks
from milclicks.core.errors import N_, Message, MilClicksError

log = logging.getLogger(__name__)
ISOLATES = dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069))  # a terminal shows them as boxes


def run(words: Sequence[str]) -> int:
    """Run one command line; return its exit code."""
    _speak_plainly()
    parser = build_parser(words)
    args = parser.parse_args(list(words))
    if args.data is not None:
        os.environ["MILCLICKS_DATA"] = str(args.data)
    try:
        return int(args.run(args))
    except KeyboardInterrupt:
        return failed(args, Stopped(), 130)
    except MilClicksError as error:
        return failed(args, error)
    except BrokenPipeError:
        return 1
    except OSError as error:
        print(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "), file=sys.stderr)
        return 1
    except Exception as error:
        if isinstance(error.__cause__, KeyboardInterrupt):  # while a class was being made
            return failed(args, Stopped(), 130)
        return unexpected(args, error)


def stopped(words: Sequence[str]) -> int:
    """Ctrl+C came before the words were read; it is said as a command would say it."""
    _speak_plainly()
    return failed(argparse.Namespace(json="--json" in words), Stopped(), 130)


def _speak_plainly() -> None:
    """What is printed is UTF-8; what cannot be shown is a mark."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


class Stopped(MilClicksError):
    """Somebody pressed Ctrl+C."""

    code = "stopped"

    def __init__(self) -> None:
        super().__init__(Message(N_("Stopped.")))


class Unexpected(MilClicksError):
    """A fault of ours; its frames stand in the log."""

    code = "unexpected"

    def __init__(self) -> None:
        super().__init__(
            Message(N_("Something went wrong in the app itself, and it stopped.")),
            Message(N_("Try once more. What happened stands in log.txt of the data folder.")),
        )


def failed(args: argparse.Namespace, error: MilClicksError, code: int = 1) -> int:
    """Say what a command did not say itself; in JSON where JSON was asked for."""
    from milclicks.core import stopping

    with stopping.Kept():
        _say(args, error)
        stopping.let_go()
    return code


def _say(args: argparse.Namespace, error: MilClicksError) -> None:
    if getattr(args, "json", False):
        from milclicks.commands.edge import encoded
        from milclicks.commands.pack_outputs import Answer, said
        from milclicks.core.texts import Texts

        print(encoded(Answer(ok=False, error=said(Texts("en"), error))).decode(), flush=True)
    else:
        print(sentence(error), file=sys.stderr)


def unexpected(args: argparse.Namespace, error: Exception) -> int:
    """Note where a fault of ours happened, without what it says, which may hold names."""
    from milclicks.core import log as log_file
    from milclicks.core import paths

    handler = log_file.start(args.data or paths.default_data())
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.critical("unexpected %s\n%s", type(error).__name__, frames)
    if handler is not None:
        logging.getLogger().removeHandler(handler)
        handler.close()
    return failed(args, Unexpected())


def sentence(error: MilClicksError) -> str:
    """An error as a person reads it: what happened, then what to do."""
    from milclicks.core.texts import Texts

    texts = Texts("en")
    parts = [texts.message(error.sentence)]
    if error.remedy is not None:
        parts.append(texts.message(error.remedy))
    return " ".join(parts).translate(ISOLATES)


def build_parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser; the commands' own modules are loaded only when words ask for one."""
    parser = argparse.ArgumentParser(
        prog="milclicks", description="Think critically, click wisely."
    )
    parser.add_argument("--version", action="version", version=milclicks.__version__)
    parser.add_argument("--data", type=Path, default=None, help="the data folder to use")
    parser.set_defaults(run=run_app)
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND")
    if any(not word.startswith("-") for word in words) or {"-h", "--help"} & set(words):
        add_commands(verbs)
    return parser


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register every command."""
    from milclicks.commands import catalogue, pack, selftest, stick
    from milclicks.commands import print as printing

    pack.add_parser(verbs)
    printing.add_parser(verbs)
    catalogue.add_parser(verbs)
    selftest.add_parser(verbs)
    stick.add_parser(verbs)
    tour = verbs.add_parser("tour", help="drive the real windows along the journeys")
    tour.add_argument("--out", type=Path, required=True, help="folder for pictures and PDFs")
    tour.set_defaults(run=run_tour)
    gallery = verbs.add_parser("gallery", help="picture every item, step, artefact, state of packs")
    gallery.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    gallery.set_defaults(run=run_gallery)


def run_app(args: argparse.Namespace) -> int:
    """Open the window and stay until it is closed."""
    with starting():
        from milclicks.ui.app import open_app

        start = open_app(args.data)
    return start.stay()


@contextmanager
def starting() -> Iterator[None]:
    """The quick way to the first window, for what is imported and made inside.

    The domain is loaded before Qt, because Qt's binding opens the source of every module that is
    imported after it; those sources (1 MB) are forgotten at the end. Nobody looks for garbage among
    what was just made to stay.
    """
    gc.disable()
    try:
        import_module("milclicks.workspace")
        yield
    finally:
        linecache.clearcache()
        gc.freeze()
        gc.enable()


def run_tour(args: argparse.Namespace) -> int:
    """Drive the windows where nobody looks and keep the pictures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from milclicks.ui.tour import tour

    return tour(args.out.resolve())


def run_gallery(args: argparse.Namespace) -> int:
    """Picture every form."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from milclicks.ui import gallery, gallery_packs

    files = gallery.run(args.out.resolve()) + gallery_packs.run(args.out.resolve())
    print(f"{len(files)} pictures in {args.out}")
    return 0
