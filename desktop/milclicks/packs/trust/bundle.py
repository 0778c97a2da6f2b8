"""A version of the app on its way into a signed site: what it is called, how long, where it lies.

Not here: signing it (`publish`), taking one from a place (`packs.travel.bundles`).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from milclicks.core.errors import N_, BadInput, Message
from milclicks.core.files import write_atomic
from milclicks.packs.trust.listed import AppBundle

_BUNDLE: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,90}")


@dataclass(frozen=True, slots=True)
class Bundle:
    """A version of the app for one system, as a file that is signed with the packs."""

    version: str
    system: str
    path: Path


def bundle_line(bundle: Bundle) -> AppBundle:
    """How a bundle is listed; raises BadInput for a file or words that are none."""
    name = bundle.path.name.lower()
    if not _BUNDLE.fullmatch(name):
        raise BadInput(
            Message(N_("{name} cannot be the name of a file in a catalogue."), {"name": name}),
            Message(N_("Use small letters of English, digits, dots and hyphens.")),
        )
    size = _whole_size(bundle.path)
    made = AppBundle(version=bundle.version, system=bundle.system, bytes=size, file=f"app/{name}")
    try:
        return msgspec.convert(msgspec.to_builtins(made), AppBundle)
    except msgspec.ValidationError as error:
        raise not_an_app(str(error)) from error


def not_an_app(detail: str) -> BadInput:
    """The error for words after --app that name no version of the app."""
    return BadInput(
        Message(N_("This is not a version and a system of the app.")),
        Message(N_("Write --app SYSTEM=VERSION=FILE, such as linux=1.2.0=milclicks.tar.gz.")),
        detail,
    )


def _whole_size(path: Path) -> int:
    """The bytes of a file with something in it; raises BadInput for a folder, a device, nothing."""
    size = path.stat().st_size if path.is_file() else 0
    if not size:
        raise BadInput(
            Message(N_("{name} is not a file with a version of the app."), {"name": path.name}),
            Message(N_("Name the packed file that people are to open. Nothing was changed.")),
        )
    return size


def put_bundle(site: Path, bundle: Bundle) -> None:
    """Copy a bundle into the site, under the name that its hash gives it."""
    with bundle.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    target = site / "targets" / "app" / f"{digest}.{bundle.path.name.lower()}"
    write_atomic(target, bundle.path.read_bytes())
