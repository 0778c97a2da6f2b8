"""Manifests that were read and checked, each once while a pack with it is open."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final
from weakref import WeakValueDictionary

from milclicks.packs import limits, manifest
from milclicks.packs.format import Container
from milclicks.packs.manifest import Head, Manifest, Resource
from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust import powers


@dataclass(frozen=True)
class ReadManifest:
    """A manifest that was read: `digest` is what a signature is about.

    `cards`: the title and summary of a lesson by the path of its texts, as far as they were read;
    wherever the manifest is the same, they are.
    """

    digest: str
    head: Head
    manifest: Manifest | None
    raw: dict[str, Any]
    by_path: dict[str, Resource]
    cards: dict[str, tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def texts(self) -> dict[str, tuple[str, ...]]:
        """By lesson or document, the locales that it has."""
        found: dict[str, tuple[str, ...]] = {}
        for one in self.manifest.resources if self.manifest else ():
            name = one.path.rpartition("/")[2].removesuffix(".json")
            if one.locale is not None and one.path == f"texts/{one.locale}/{name}.json":
                found[name] = (*found.get(name, ()), one.locale)
        return found


_READ: Final[WeakValueDictionary[bytes, ReadManifest]] = WeakValueDictionary()
"""By hash of how it lies in a file, while a pack with it is in use: an install meets it four times.
"""


def read_manifest(container: Container) -> ReadManifest:
    """The manifest of an open file; raises PackRefused."""
    entry = container.entries["manifest.json"]
    if entry.size > limits.MANIFEST_BYTES:
        raise PackRefused("manifest.too_big", f"{entry.size} bytes")
    lies = hashlib.sha256(repr(entry).encode())
    for piece in container.raw(entry):
        lies.update(piece)
    made = _READ.get(lies.digest())
    if made is None:
        data = container.read("manifest.json", limit=limits.MANIFEST_BYTES)
        digest = hashlib.sha256(data).hexdigest()
        head, whole, raw = manifest.parse(data)
        if whole is not None:
            powers.check(whole)
        by_path = {one.path: one for one in whole.resources} if whole else {}
        _READ[lies.digest()] = made = ReadManifest(digest, head, whole, raw, by_path)
    return made
