"""`milclicks pack preview SRC`: the window on a source folder, as learners will see its lessons.

For authors only: the pack is not signed and is not added to anybody's library. The window has a
data folder of its own that goes when it is closed, so nothing is mixed and nothing is kept.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from milclicks.commands.edge import Verb
from milclicks.commands.pack_outputs import Answer, PreviewAnswer, line
from milclicks.core import paths
from milclicks.core.errors import N_, BadInput, Message, Problem
from milclicks.core.settings import SettingsStore
from milclicks.core.texts import Texts
from milclicks.packs.library import Library
from milclicks.packs.manifest import Manifest

_TEXTS: Final = Texts("en")


def add_verbs(verb: Verb) -> None:
    """Register the verb."""
    preview = verb("preview", _preview, "look at a source folder in the window, unsigned")
    preview.add_argument("source", type=Path)


def _preview(args: argparse.Namespace) -> Answer:
    with TemporaryDirectory(prefix="milclicks-preview-") as room:
        folder = Path(room) / "data"
        warnings, made = prepare(args.source, folder)
        own: Path = args.data or paths.default_data()
        settings = replace(SettingsStore(own).read(), first_run_done=True)
        SettingsStore(folder).write(settings)
        from milclicks.ui.app import open_app

        code = open_app(folder).stay()
    problems = tuple(line(_TEXTS, one) for one in warnings)
    return PreviewAnswer(ok=code == 0, id=made.id, version=made.version, problems=problems)


def prepare(source: Path, folder: Path) -> tuple[list[Problem], Manifest]:
    """Make a data folder in which the pack of a source lies as one that was here all along.

    Of a pack that the program brings, the preview counts as the next version.
    """
    from milclicks.packs.builder import pack_bytes
    from milclicks.packs.pack import Pack
    from milclicks.packs.trust.memory import LetIn, Memory

    if not source.is_dir():
        raise BadInput(
            Message(N_("{name} is not the source folder of a pack."), {"name": source.name}),
            Message(N_("Give the folder with pack.yaml.")),
        )
    warnings, data, made = pack_bytes(source)
    target = folder / "packs" / "preview.milpack"
    target.parent.mkdir(parents=True)
    target.write_bytes(data)
    with Library.open(folder / "cache", [paths.bundled_packs()]) as library:
        here = next((one.version for one in library.packs() if one.id == made.id), 0)
    if here >= made.version:
        _raise_version(target, here + 1)
    with Pack(target) as pack:
        Memory(folder / "trust").begin({pack.digest: LetIn(tier="before")})
    return warnings, made


def _raise_version(path: Path, version: int) -> None:
    from milclicks.packs import strict_json
    from milclicks.packs.pack import Pack
    from milclicks.packs.writer import repacked

    with Pack(path) as pack:
        manifest = strict_json.encode({**pack.raw, "version": version})
    repacked(path, path, {"manifest.json": manifest})
