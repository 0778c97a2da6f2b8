"""The pages of a site: what a person in an internet café sees, and carries home on a stick."""

from __future__ import annotations

from pathlib import Path

from milclicks.core.files import write_atomic
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel.faces import Face, face
from milclicks.packs.travel.page import AppFile, Contents, Shown, pages
from milclicks.packs.trust.clock import BUILT
from milclicks.packs.trust.listed import Entry, Listing
from milclicks.packs.trust.repository import Repository


def write_pages(site: Path, listing: Listing) -> tuple[str, ...]:
    """Write the page of each language, and the pictures; returns the names of the pages."""
    newest = {one.id: one for one in listing.packs}
    shown = []
    for entry in newest.values():
        found = face(site / entry.file, entry.file)
        drawn = found is not None and _draw(site, found)
        shown.append(found.shown if found is not None and drawn else _bare(entry))
    contents = Contents(
        "site",
        shown,
        _apps(site, listing),
        listing.withdrawn,
        dict(listing.name),
        listing.issued,
    )
    made = pages(contents)
    for name, data in made.items():
        write_atomic(site / name, data)
    return tuple(made)


def _draw(site: Path, one: Face) -> bool:
    """Put the picture of a pack into the site; whether all went well."""
    path = site / one.shown.picture
    if one.picture is None or path.exists():
        return True
    try:
        write_atomic(path, one.picture_bytes())
    except PackRefused:
        return False
    return True


def _bare(entry: Entry) -> Shown:
    """A pack whose file cannot be read here, as it is listed."""
    return Shown(
        file=entry.file,
        bytes=entry.bytes,
        title=entry.title,
        description=entry.description,
        version=entry.label or str(entry.version),
        lessons=entry.lessons,
        locales=entry.locales,
        maker=entry.maker,
    )


def _apps(site: Path, listing: Listing) -> list[AppFile]:
    """The versions of the app, with their files when these lie in the site."""
    held = Repository(site, BUILT).targets()
    signed = held.signed.targets if held is not None else {}
    found = []
    for one in listing.app:
        folder, _, name = one.file.rpartition("/")
        digest = signed[one.file].hashes["sha256"] if one.file in signed else ""
        file = f"targets/{folder}/{digest}.{name}"
        here = bool(digest) and (site / file).is_file()
        found.append(AppFile(one.system, one.version, one.bytes, file if here else ""))
    return found
