"""Figures of packs that travel, on a signed pack of 200 MB and 2,300 entries (`heavy_pack`).

`Bench(folder)` makes the site once; each method measures one thing and returns numbers. What an
install is held against (`cp`, `unzip`) runs in the same round, so that a busy machine is busy for
both. Each begins with a disk that has nothing left to do from what was deleted before, and is on
the disk for good before the clock stops.
"""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Final, Self

from milclicks.core.clock import SystemClock
from milclicks.packs.format import Container
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel.fetching import Fetching, Means
from milclicks.packs.travel.http import HttpSource
from milclicks.packs.trust.standing import Trust
from tests.benchmarks import heavy_pack
from tests.benchmarks.domain import timed
from tests.support.loopback import Loopback
from tests.support.site import Site

_LOCALE: Final = "ar"


class Wrong(Exception):
    """A figure means nothing, because what was measured did not do its work."""


class _Unmetered:
    """A line that costs nothing."""

    def metered(self) -> bool | None:
        return False


class Bench:
    """A site with two versions of the pack, and what is measured of them."""

    def __init__(self, folder: Path) -> None:
        """Make both versions and sign them; takes some seconds.

        What is loaded by then counts as there to stay, as in the app (`cli.starting`).
        """
        self.folder = folder
        first = heavy_pack.write(folder / "made" / "1.milpack")
        second = heavy_pack.write(folder / "made" / "2.milpack", 2, heavy_pack.ONE_PERCENT)
        self.site = Site.make(folder, [first, second])
        shutil.rmtree(folder / "made")
        self.pack = self.site.file(heavy_pack.ID, 1)
        self.size = self.pack.stat().st_size
        gc.collect()
        gc.freeze()

    def __enter__(self) -> Self:
        """The bench itself."""
        return self

    def __exit__(self, *raised: object) -> None:
        """Delete what was made."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _library(self, name: str, *, anew: bool = True) -> Library:
        """A library that believes the site, empty unless it goes on with what is there."""
        data = self.folder / name
        if anew:
            shutil.rmtree(data, ignore_errors=True)
        return Library.open(data, trust=Trust(data, self.site.catalog(data)))

    # -- installing -----------------------------------------------------------------------------

    def install(self) -> float:
        """Milliseconds to verify and install the pack, signatures and fsync included."""
        with self._library("install") as library:
            os.sync()
            taken = timed(lambda: library.install(self.pack))
            if library.packs()[0].standing.tier != "official":
                raise Wrong("the pack is not official")
        return taken

    def copied(self) -> float:
        """Milliseconds of `cp` and an fsync of file and folder: no byte was looked at."""
        target = self.folder / "copied" / "pack"
        shutil.rmtree(target.parent, ignore_errors=True)
        target.parent.mkdir()

        def work() -> None:
            subprocess.run(["cp", "--reflink=never", self.pack, target], check=True)
            _sync([target, target.parent])

        os.sync()
        return timed(work)

    def unzipped(self) -> tuple[float, float]:
        """Milliseconds of `unzip -q` alone, and of it with an fsync of all that it made."""
        target = self.folder / "unzipped"
        shutil.rmtree(target, ignore_errors=True)
        words = ["unzip", "-q", str(self.pack), "-d", str(target)]
        os.sync()
        alone = timed(lambda: subprocess.run(words, check=True))
        synced = timed(lambda: _sync([*target.rglob("*"), target]))
        shutil.rmtree(target)
        return alone, alone + synced

    def flipped(self) -> str:
        """One byte of the last medium is another one: the code of the refusal."""
        bent = self.folder / "bent.milpack"
        shutil.copyfile(self.pack, bent)
        with Container(bent) as container:
            blobs = [e for e in container.entries.values() if e.name.startswith("b/")]
            place = max(blobs, key=lambda entry: entry.size).data + 4_321
        with bent.open("r+b") as file:
            file.seek(place)
            byte = file.read(1)[0]
            file.seek(place)
            file.write(bytes([byte ^ 1]))
        with self._library("flipped") as library:
            try:
                library.install(bent)
            except PackRefused as error:
                left = list((self.folder / "flipped").rglob("*.milpack*"))
                if left:
                    raise Wrong(f"left behind: {left}") from error
                return error.code
        raise Wrong("a flipped byte was installed")

    # -- opening --------------------------------------------------------------------------------

    def reopen(self) -> tuple[float, float]:
        """Milliseconds to open the pack again from the library's index, and its first lesson."""
        self._installed("open")
        with self._library("open", anew=False) as library:
            first = library.lessons(_LOCALE)[0].ref
            record = library._held.record(first.pack_key)
            opened = timed(lambda: library._pack(record))
            lesson = timed(lambda: library.lesson(first, _LOCALE))
        return opened, lesson

    def strictly(self) -> float:
        """Milliseconds to open the pack with every check of its directory and manifest."""
        return timed(lambda: Pack(self.pack).close())

    def library(self) -> float:
        """Milliseconds to open the library with its index made."""
        self._installed("open")
        begun = time.perf_counter()
        with self._library("open", anew=False) as library:
            taken = (time.perf_counter() - begun) * 1000
            if not library.lessons(_LOCALE):
                raise Wrong("no lessons")
        return taken

    def _installed(self, name: str) -> None:
        if not (self.folder / name).exists():
            with self._library(name) as library:
                library.install(self.pack)

    # -- thin lines -----------------------------------------------------------------------------

    def delta(self) -> tuple[int, int]:
        """Bytes and requests that bring version 2 to a PC that has version 1."""
        with self._served("delta") as (library, server, fetching):
            library.install(self.pack)
            server.forget()
            fetching.fetch(heavy_pack.ID, 2)
            return server.bytes("packs/"), len(server.requests("packs/"))

    def resumed(self) -> tuple[int, int]:
        """Bytes and requests of a whole pack over a line that is cut twice."""
        third = self.size // 3
        with self._served("resumed") as (_, server, fetching):
            server.forget()
            cut = {"path": "packs/", "times": 2, "kind": "cut", "after": third}
            server.plan(cut)
            fetching.fetch(heavy_pack.ID, 1)
            asked = server.requests("packs/")
            if [one["kind"] for one in asked].count("cut") != 2:
                raise Wrong("the line was not cut twice")
            return server.bytes("packs/"), len(asked)

    def _served(self, name: str) -> _Served:
        return _Served(self, name)

    # -- the catalogue --------------------------------------------------------------------------

    def refreshed(self) -> tuple[float, float]:
        """Milliseconds of a first look at the site's catalogue, and of one that finds it the same.

        On this computer's own disk: what remains on a line is the proof, not the bytes.
        """
        data = self.folder / "refreshed"
        shutil.rmtree(data, ignore_errors=True)
        catalog = self.site.catalog(data)
        first = timed(lambda: catalog.refresh(self.site.source))
        again = timed(lambda: catalog.refresh(self.site.source))
        return first, again


class _Served:
    """A library, the site on loopback and what fetches, while they are needed."""

    def __init__(self, bench: Bench, name: str) -> None:
        self._library = bench._library(name)
        log = bench.folder / f"{name}.log"
        log.unlink(missing_ok=True)
        self._server = Loopback(bench.site.root, log)
        self._source = HttpSource(self._server.address)
        means = Means(SystemClock(), _Unmetered(), [self._source], sleep=_no_wait)
        self._fetching = Fetching(bench.folder / name, self._library, means)

    def __enter__(self) -> tuple[Library, Loopback, Fetching]:
        self._fetching.look()
        return self._library, self._server, self._fetching

    def __exit__(self, *raised: object) -> None:
        self._source.close()
        self._server.close()
        self._library.close()


def _no_wait(_seconds: float) -> None:
    """The line is back at once: bytes are counted here, not time."""


def _sync(paths: list[Path]) -> None:
    """Have files and folders on the disk for good."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
