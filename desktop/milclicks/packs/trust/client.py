"""The stock TUF client with two changes: the time it goes by is ours, and it needs no symlinks.

Both use private parts of `tuf.ngclient`; the version is pinned in pyproject.toml and
tests/unit/packs/trust hold the parts that are used.
"""

from __future__ import annotations

import contextlib
import shutil
from datetime import datetime
from pathlib import Path

from tuf.ngclient import Updater

from milclicks.packs.trust.fetch import BASE, SourceFetcher


class OfflineUpdater(Updater):
    """An updater over a folder of its own, at the moment `reference`."""

    def __init__(
        self, folder: Path, root: bytes, fetcher: SourceFetcher, reference: datetime
    ) -> None:
        """`folder` holds what was accepted earlier; `root` is the one this app came with."""
        self._place = folder
        super().__init__(
            str(folder),
            f"{BASE}metadata",
            str(folder / "targets"),
            f"{BASE}targets",
            fetcher=fetcher,
            bootstrap=root,
        )
        self._trusted_set.reference_time = reference

    @property
    def trusted(self) -> object:
        """The metadata that were verified."""
        return self._trusted_set

    def _update_root_symlink(self) -> None:
        """A copy instead: FAT has no symlinks, and Windows asks for rights to make them."""
        version = self._trusted_set.root.version
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(
                self._place / "root_history" / f"{version}.root.json", self._place / "root.json"
            )
