"""What a teacher's pack may not bring: whatever looks as if the app's makers said it.

Certificates, posters, fonts, logos, the promises and the declaration that papers are issued for,
films, and packs that take the place of others. Asked whenever such a pack is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from milclicks.packs.manifest import Manifest, Resource
from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust.keys import key_in

TYPES: Final = frozenset({"lessons", "addon", "collection"})
ROLES: Final = frozenset({"lesson", "document", "texts", "image", "audio"})
DOCUMENTS: Final = frozenset({"daily", "glossary", "paths"})


def check(held: Manifest) -> None:
    """Raise PackRefused for the first thing that a teacher's pack may not have."""
    maker = key_in(held.id)
    if maker is None:
        return
    if held.type not in TYPES:
        raise _refused("power.type", held.type)
    for other in held.replaces:
        if key_in(other) != maker:
            raise _refused("power.replaces", other)
    for resource in held.resources:
        for code in _faults(resource):
            raise _refused(code, resource.path)


def _faults(resource: Resource) -> Iterator[str]:
    """What is wrong with one blob, the most telling first."""
    words = {resource.role, *resource.path.casefold().replace("/", ".").split(".")}
    kind = resource.mediatype.partition("/")[0]
    if kind == "font" or "font" in resource.mediatype or words & {"font", "fonts"}:
        yield "power.font"
    if "logo" in words:
        yield "power.logo"
    if words & {"certificate", "certificates", "poster", "posters", "template", "templates"}:
        yield "power.template"
    if kind == "video":
        yield "power.video"
    name = resource.path.rpartition("/")[2].removesuffix(".json")
    if resource.role == "document" and name not in DOCUMENTS:
        yield "power.document"
    if resource.role not in ROLES:
        yield "power.role"


def _refused(code: str, what: str) -> PackRefused:
    return PackRefused(code, what, names=what)
