"""Puts a pack that was let in among those that are here: newer ones only, whole or not at all.

Not here: whether it may come in (`trust.standing`), the copy itself (`folder`).
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from milclicks.packs import lending, versions
from milclicks.packs.progress import Progress
from milclicks.packs.refusals import PackRefused

if TYPE_CHECKING:
    from milclicks.packs.folder import PackFolder
    from milclicks.packs.holdings import Holdings
    from milclicks.packs.records import PackRecord
    from milclicks.packs.trust.standing import Admission, Trust


def put(
    path: Path,
    let_in: Admission,
    held: Holdings,
    folder: PackFolder,
    trust: Trust,
    progress: Progress,
    move: bool = False,
) -> None:
    """Copy or `move` the file of a pack to its place; nothing to do when the same one is here.

    `trust` notes the pack once all is in order, before it can be seen, and its maker once it is
    here. A damaged file of the same version is replaced. Raises PackRefused when a newer version,
    or another pack of the same version, is here.
    """
    head, agreed = let_in.head, partial(trust.keep, let_in)
    here = newest_that_may_be_used(held, head.id)
    if here is not None and here.version > head.version:
        raise PackRefused("version.older", f"{here.version} > {head.version}")
    if here is not None and here.version == head.version and not _damaged(here.file, progress):
        versions.must_equal(path, here.file)
        agreed()
        trust.meet(let_in)
        return
    lending.check_alone(path, head, held.speakers())
    vouched = let_in.standing.tier == "official"
    folder.install(path, head, let_in.digest, progress, move=move, agreed=agreed, vouched=vouched)
    trust.meet(let_in)


def _damaged(path: Path, progress: Progress) -> bool:
    from milclicks.packs.pack import Pack
    from milclicks.packs.verify import verify

    try:
        with Pack(path) as pack:
            verify(pack, lambda _done, total: progress(0, total))
    except PackRefused:
        return True
    return False


def newest_that_may_be_used(held: Holdings, pack: str) -> PackRecord | None:
    """The newest version here; one that was withdrawn is no reason to keep another out."""
    return next((one for one in held.versions(pack) if held.standing(one).usable), None)
