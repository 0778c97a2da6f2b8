"""Checked copies of newer versions of the app: they lie in the data folder until somebody uses one.

What was checked in this window is known at once; what an earlier one left is held against its
signed hash in a job, after a start. Not here: what is said of a copy (`newapp`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from milclicks.packs.travel.bundles import Offer
    from milclicks.ui.jobs import Jobs
    from milclicks.workspace import Workspace


class AppCopies:
    """The copies in one data folder; `changed` is called when a look brought another one."""

    def __init__(self, workspace: Workspace, jobs: Jobs, changed: Callable[[], object]) -> None:
        """Nothing is known before `took` or `look`."""
        self._workspace, self._jobs, self._changed = workspace, jobs, changed
        self._checked: dict[str, tuple[Offer, Path]] = {}

    def of(self, offer: Offer) -> Path | None:
        """The checked copy of a version, while it lies there."""
        found = self._checked.get(offer.sha256)
        return found[1] if found is not None and found[1].is_file() else None

    @property
    def newest(self) -> Offer | None:
        """The version whose copy was checked last and still lies there."""
        offers = [offer for offer, _ in self._checked.values()]
        return next((one for one in reversed(offers) if self.of(one) is not None), None)

    def took(self, offer: Offer, path: Path) -> None:
        """Know a copy that was just checked."""
        self._checked[offer.sha256] = (offer, path)

    def look(self) -> None:
        """See in a job what an earlier window left; what is of no more use goes."""
        from milclicks.packs.travel import bundles

        data, catalog = self._workspace.folder, self._workspace.library.trust.catalog
        if not (data / bundles.KEPT).is_dir():
            return

        def work(_tell: object) -> tuple[Offer, Path] | None:
            offer = bundles.newest_of(catalog.known)
            path = bundles.swept(offer, data)
            return (offer, path) if offer is not None and path is not None else None

        def done(found: tuple[Offer, Path] | None) -> None:
            if found is not None and self.of(found[0]) is None:
                self.took(*found)
                self._changed()

        self._jobs.start(work, done, calm=True)
