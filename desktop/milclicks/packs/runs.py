"""How a pack file is read when all of it is: in stretches, each with the blobs that lie in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from milclicks.packs.format import Entry
from milclicks.packs.manifest import Resource

Shared = tuple[Entry, Sequence[Resource]]
"""Where a blob lies, and every line of the manifest that names it."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the file, and its blobs as they follow one another from its start to its end."""

    start: int
    end: int
    blobs: tuple[Shared, ...] = ()

    @property
    def most(self) -> int:
        """The bytes of the stretch, or of its largest blob unpacked."""
        return max(self.end - self.start, *(blob[0].size for blob in self.blobs), 0)

    @property
    def name(self) -> str:
        """What is said of it when it cannot be read."""
        return self.blobs[0][0].name if self.blobs else "the file"

    def alone(self) -> Iterator[Run]:
        """Each blob in a stretch of its own."""
        return (Run(blob[0].start, blob[0].end, (blob,)) for blob in self.blobs)


def runs_of(
    entries: Mapping[str, Entry], resources: Iterable[Resource], most: int
) -> Iterator[Run]:
    """The blobs of some lines in the order of the file, each once, with all its lines.

    A stretch has at most `most` bytes, packed and unpacked; a blob that is larger has one alone.
    """
    lines: dict[str, list[Resource]] = {}
    for one in resources:
        lines.setdefault(one.hash, []).append(one)
    found = ((entries[f"b/{digest}"], held) for digest, held in lines.items())
    run: list[Shared] = []
    unpacked = 0
    for blob in sorted(found, key=lambda blob: blob[0].start):
        entry = blob[0]
        if run and (
            entry.start != run[-1][0].end
            or entry.end - run[0][0].start > most
            or unpacked + entry.size > most
        ):
            yield _run(run)
            run, unpacked = [], 0
        run.append(blob)
        unpacked += entry.size
    if run:
        yield _run(run)


def covering(runs: Iterable[Run], size: int) -> Iterator[Run]:
    """The same runs, and between them the rest of a file of `size` bytes."""
    at = 0
    for run in runs:
        if at < run.start:
            yield Run(at, run.start)
        yield run
        at = run.end
    if at < size:
        yield Run(at, size)


def _run(blobs: Sequence[Shared]) -> Run:
    return Run(blobs[0][0].start, blobs[-1][0].end, tuple(blobs))
