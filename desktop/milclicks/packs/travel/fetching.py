"""Fetching packs into a library: what is new, what it costs, bringing it, mending what is here.

Each pack is fetched and added by itself, whole or not at all; what was asked for and is not here
yet stands in a small list, so that after a power cut the app can say what is left. Nothing is asked
of any place before somebody says so.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from milclicks.core.clock import Clock
from milclicks.core.errors import N_, Message, MilClicksError, NotFound
from milclicks.packs.disk import Disk
from milclicks.packs.library import Library
from milclicks.packs.progress import Progress, silent
from milclicks.packs.refusals import PackRefused
from milclicks.packs.shelf import PackInfo
from milclicks.packs.travel import asking, repair
from milclicks.packs.travel.aside import Waiting, patiently
from milclicks.packs.travel.askedfor import AskedFor
from milclicks.packs.travel.asking import nowhere
from milclicks.packs.travel.download import Download
from milclicks.packs.travel.looking import Named, look_at, unnamed
from milclicks.packs.travel.part import Begun, Expected, Part, begun
from milclicks.packs.travel.plan import Allowance, Ledger, Line, Plan, Rules, seconds
from milclicks.packs.travel.source import Source, SourceFailed, SourceMissing, SourceTooLong
from milclicks.packs.withdrawn import versions_here

if TYPE_CHECKING:
    from milclicks.packs.trust.catalog import Catalog
    from milclicks.packs.trust.news import News


@dataclass(frozen=True, slots=True)
class Update:
    """A newer version of a pack that is here."""

    pack: str
    here: int
    newest: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of fetching several packs; `left` are still to come."""

    added: tuple[PackInfo, ...] = ()
    refused: tuple[tuple[str, MilClicksError], ...] = ()
    left: tuple[str, ...] = ()


@dataclass(slots=True)
class Means:
    """What fetching needs besides a library: places, rules, the clock, the line, the disk."""

    clock: Clock
    line: Line
    sources: Sequence[Source] = ()
    rules: Rules = field(default_factory=Rules)
    disk: Disk = field(default_factory=Disk)
    sleep: Callable[[float], None] = time.sleep


class Fetching:
    """Fetches into one library from given places, in the order of preference."""

    def __init__(self, data: Path, library: Library, means: Means) -> None:
        """`data` is the data folder of `library`."""
        self._data = data
        self._library = library
        self._means = means
        self._sources = list(means.sources)
        self._asked = AskedFor(data)
        self._ledger = Ledger(data, means.clock)
        self._allowance = Allowance(means.rules, self._ledger, means.clock, means.line)

    @property
    def _catalog(self) -> Catalog:
        return self._library.trust.catalog

    def close(self) -> None:
        """Let every connection go."""
        for source in self._means.sources:
            shut = getattr(source, "close", None)
            if shut is not None:
                shut()

    # -- what there is ------------------------------------------------------------------------

    def look(self, waiting: Waiting = patiently, asking: Named = unnamed) -> News:
        """Bring the catalogue up to date with the newest of all places; raises when none has one.

        `waiting` is asked between places and while one is silent; it may raise to stop; `asking`
        hears the name of each. Places that gave nothing are asked last for packs.
        """
        if not self._sources:
            raise nowhere()
        try:
            mono_ms = self._means.clock.mono_ms
            found = look_at(self._catalog, self._sources, waiting, mono_ms, asking)
        finally:
            self._library.refresh()
        self._sources.sort(key=lambda one: one in found.broken)
        return found.news(self._catalog)

    @property
    def places(self) -> tuple[str, ...]:
        """How people call the places, in the order in which they are asked."""
        return tuple(one.label for one in self._sources)

    def knows(self) -> bool:
        """Whether any catalogue was believed so far."""
        return self._catalog.known is not None

    def updates(self) -> tuple[Update, ...]:
        """The packs here of which the catalogue has a newer version."""
        here = versions_here(self._library)
        return tuple(
            Update(one.id, here[one.id], one.version, one.bytes)
            for one in self._catalog.newest()
            if one.id in here and one.version > here[one.id]
        )

    def begun(self) -> tuple[Begun, ...]:
        """Downloads that were paused or cut."""
        return begun(self._data)

    def left(self) -> tuple[str, ...]:
        """`mil.core@3` of each pack that was asked for and is not here yet."""
        return tuple(one for one in self._asked.all() if not self._has(one))

    def plan(
        self,
        pack: str,
        version: int | None = None,
        progress: Progress = silent,
        *,
        measure: bool = False,
    ) -> Plan:
        """What a pack would take. With `measure` its list of contents is fetched to know it."""
        expected = asking.expected(self._catalog, pack, version)
        done = next((one.done for one in self.begun() if one.expected == expected), 0)
        count, requests = expected.bytes - done, 1
        if measure:
            count, requests = self._download(expected, progress, 0).measure()
            self._ledger.save()
        free = self._means.disk.free(self._existing())
        time_left = seconds(count, self._ledger.rate)
        exact = measure or not self._donors(pack)
        allowed = self._allowance
        held = allowed.held(count if exact else 0) if count else None
        return Plan(
            pack, expected.version, count, requests, time_left, exact, free, allowed.left, held
        )

    # -- bringing -----------------------------------------------------------------------------

    def fetch(
        self,
        pack: str,
        version: int | None = None,
        progress: Progress = silent,
        *,
        agreed: bool = False,
    ) -> PackInfo:
        """Fetch a pack and add it, unless it is here; `progress` tells bytes and may raise to stop.

        What was fetched stays for the next time whatever ends the work. `agreed`: a person said
        yes to a line that costs.
        """
        expected = asking.expected(self._catalog, pack, version)
        for here in self._library.versions(pack):
            if here.version == expected.version:
                return here
            if here.version > expected.version and not here.withdrawn:
                raise PackRefused("version.older", f"{here.version} > {expected.version}")
        self._asked.add(expected.key)
        return self._bring(expected, progress, agreed)

    def fetch_all(
        self, keys: Sequence[str], progress: Progress = silent, *, agreed: bool = False
    ) -> Brought:
        """Fetch several packs (`mil.core@3`), one after the other; each is whole or not there.

        A stop, a pause or a line that ended leaves the rest in `left`; a refused pack does not
        hold up the others.
        """
        self._asked.add(*keys)
        added: list[PackInfo] = []
        refused: list[tuple[str, MilClicksError]] = []
        wanted: list[Expected] = []
        for key in [one for one in keys if not self._has(one)]:
            try:
                wanted.append(asking.expected(self._catalog, *_split(key)))
            except (PackRefused, NotFound) as error:  # it was taken back since it was asked for
                refused.append((key, error))
        self._asked.forget(key for key, _ in refused)
        total, before = sum(one.bytes for one in wanted), 0
        for one in wanted:
            try:
                added.append(self._bring(one, _shifted(progress, before, total), agreed))
            except PackRefused as error:
                refused.append((one.key, error))
                self._asked.forget([one.key])
            before += one.bytes
        return Brought(tuple(added), tuple(refused), self.left())

    def drop(self, pack: str, version: int) -> None:
        """Forget a download that is not wanted any more, with what came of it.

        Raises Busy while somebody works on it.
        """
        for one in self.begun():
            if (one.expected.id, one.expected.version) == (pack, version):
                Part(self._data, one.expected, self._means.disk).throw_away()
        self._asked.forget([f"{pack}@{version}"])

    def _bring(self, expected: Expected, progress: Progress, agreed: bool) -> PackInfo:
        download = self._download(expected, progress, self._least(expected), agreed=agreed)
        before, since = self._ledger.spent, self._means.clock.mono_ms()
        try:
            path = download.run()
        finally:
            self._ledger.measured(self._ledger.spent - before, self._means.clock.mono_ms() - since)
            self._ledger.save()
        return self._add(path, download, progress)

    def _add(self, path: Path, download: Download, progress: Progress) -> PackInfo:
        size = download.expected.bytes
        try:
            info = self._library.install(path, lambda *_: progress(size, size), move=True)
        except PackRefused:
            download.part.drop_file()
            raise
        download.part.drop_file()
        self._asked.keep(self.left())
        return info

    def _least(self, expected: Expected) -> int:
        """How many bytes must come, as far as it is known without asking anybody."""
        done = next((one.done for one in self.begun() if one.expected == expected), 0)
        return 0 if self._donors(expected.id) else expected.bytes - done

    def _download(
        self,
        expected: Expected,
        progress: Progress,
        need: int,
        *,
        agreed: bool = False,
        donors: Iterable[Path] | None = None,
        first: Sequence[Source] = (),
    ) -> Download:
        """A download that asks for leave before the first byte that costs, and once more when it
        knows what it takes.
        """
        asked = False

        def spend(count: int) -> None:
            nonlocal asked
            if not asked:  # a folder or a stick may have given most of it
                here = download.part.done
                self._allowance.begin(min(need, expected.bytes - here), agreed=agreed)
                asked = True
            self._allowance.spend(count)

        def known(missing: int) -> None:
            nonlocal need
            need = missing
            if asked and need:
                self._allowance.begin(need, agreed=agreed)

        download = Download(
            self._data,
            expected,
            (*first, *self._sources),
            donors=self._donors(expected.id) if donors is None else donors,
            disk=self._means.disk,
            progress=progress,
            spend=spend,
            known=known,
            sleep=self._means.sleep,
            now=lambda: self._means.clock.mono_ms() / 1000,
        )
        return download

    def _donors(self, pack: str) -> tuple[Path, ...]:
        return tuple(one.path for one in self._library.versions(pack))

    # -- mending ------------------------------------------------------------------------------

    def damage(self, pack: str, progress: Progress = silent) -> repair.Damage | None:
        """What is wrong with the file of a pack that is here, or None; the library remembers it."""
        path, expected = self._right(pack)
        return self._damage(path, expected, progress)

    def _damage(self, path: Path, expected: Expected, progress: Progress) -> repair.Damage | None:
        found = repair.damage(path, expected, progress)
        self._library.damaged.found(path, found.parts if found is not None else ())
        return found

    def repair(
        self,
        pack: str,
        progress: Progress = silent,
        *,
        donors: Iterable[Path] = (),
        agreed: bool = False,
    ) -> repair.Damage | None:
        """Mend a pack; `donors` are more pack files. Returns what was wrong, or None.

        Of a pack that came with the app or lies on a stick a whole copy is added, which counts
        before it. Raises NotMended and leaves all as it was when nobody has the damaged parts.
        """
        path, expected = self._right(pack)
        found = self._damage(path, expected, _shifted(progress, 0, 2 * expected.bytes))
        if found is None:
            return None
        tell = _shifted(progress, expected.bytes, 2 * expected.bytes)
        here = (one.file for one in self._library.copies(expected.id))
        others = tuple(one for one in (*here, *donors) if one != path)
        ways = [(expected, path), (repair.published(expected, self._catalog), None)]
        failed: MilClicksError | None = None
        for wanted, own in ways:
            if wanted is not None:
                whole = [repair.Copy(one) for one in others if _size(one) == wanted.bytes]
                parts = (*others, *(() if own else (path,)))
                download = self._download(
                    wanted, tell, found.bytes, agreed=agreed, donors=parts, first=whole
                )
                try:
                    mended = download.run(own=own)
                except (SourceFailed, SourceMissing, SourceTooLong) as error:
                    download.part.drop_file()
                    failed = error
                    continue
                finally:
                    self._ledger.save()
                self._add(mended, download, tell)
                return found
        raise repair.NotMended(found.parts, f"{failed and failed.code}") from failed

    def _right(self, pack: str) -> tuple[Path, Expected]:
        """The file of a pack that counts, also of one that cannot be opened, as it must be."""
        for info in self._library.packs():
            if pack in (info.id, info.path.name):
                held = next(
                    (one for one in self._library.copies(info.id) if one.file == info.path),
                    None,
                )
                known = repair.known(held, self._catalog) if held is not None else None
                return info.path, known or repair.expected_of(info.path, self._catalog)
        entry = self._catalog.entry(pack)
        for info in self._library.packs() if entry is not None else ():
            with contextlib.suppress(PackRefused, OSError):
                found = repair.expected_of(info.path, self._catalog)
                if found.id == pack:
                    return info.path, found
        raise NotFound(
            Message(N_("The pack {pack} is not here."), {"pack": pack}),
            Message(N_("Fetch it, or add its file.")),
            pack,
        )

    def _existing(self) -> Path:
        return next(one for one in (self._data, *self._data.parents) if one.exists())

    def _has(self, key: str) -> bool:
        pack, version = _split(key)
        return any(one.version == version for one in self._library.versions(pack))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _split(key: str) -> tuple[str, int]:
    pack, _, version = key.partition("@")
    return pack, int(version)


def _shifted(progress: Progress, before: int, total: int) -> Progress:
    """Progress of one pack as a part of all."""
    return lambda done, of: progress(before + min(done, of), max(total, 1))
