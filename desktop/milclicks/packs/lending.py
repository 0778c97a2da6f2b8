"""What a language pack lends to another pack: lessons, documents and descriptions of pictures.

A part is lent only to the very part that it was translated from: structure and English texts have
the same fingerprint. Words that a pack has itself go before lent ones. The joined records live in
memory; the index keeps each file as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from milclicks.core.texts import LOCALES
from milclicks.packs.manifest import Head
from milclicks.packs.pack import Pack
from milclicks.packs.records import Lent, PackRecord
from milclicks.packs.refusals import PackRefused

if TYPE_CHECKING:
    from milclicks.core.languages import Sentences


def sentences_in(path: Path) -> Sentences:
    """The sentences of a language pack, read when somebody first speaks it."""
    from milclicks.packs import uilocale

    return uilocale.sentences_in(path)


def speakers(records: Iterable[PackRecord]) -> tuple[PackRecord, ...]:
    """The language packs that count: one for each language, the newest of its id, bundled first."""
    newest: dict[str, PackRecord] = {}
    for one in records:
        held = newest.get(one.id)
        if one.language is not None and one.grey is None:
            newest[one.id] = one if held is None or one.version > held.version else held
    found: dict[str, PackRecord] = {}
    for one in sorted(newest.values(), key=lambda each: (not each.bundled, each.id)):
        if one.language is not None and one.language.code not in LOCALES:
            found.setdefault(one.language.code, one)
    return tuple(found.values())


def check_alone(path: Path, head: Head, here: Iterable[PackRecord]) -> None:
    """Raise PackRefused when a language pack brings a language that another pack has brought."""
    if head.type != "ui-locale":
        return
    from milclicks.packs.uilocale import language_of

    with Pack(path) as pack:
        code = language_of(pack).code if pack.readable else ""
    for one in here:
        if one.language is not None and one.language.code == code and one.id != head.id:
            raise PackRefused("language.twice", f"{code} {one.id}", names=one.id)


def joined(records: Sequence[PackRecord], lenders: Iterable[PackRecord]) -> tuple[PackRecord, ...]:
    """The same records with what the language packs of `lenders` lend, and their fallbacks."""
    made = tuple(records)
    for speaker in speakers(lenders):
        made = tuple(one if one.language else _with(one, speaker) for one in made)
    return made


def _with(record: PackRecord, speaker: PackRecord) -> PackRecord:
    assert speaker.language is not None
    code = speaker.language.code
    record = msgspec.structs.replace(
        record, fallback={code: speaker.language.fallback, **record.fallback}
    )
    if speaker.base is None or speaker.base[0] != record.id:
        return record
    own = {f"lesson/{one.id}" for one in record.lessons if code in one.locales}
    own |= {f"document/{name}" for name, found in record.documents.items() if code in found}
    fit = {part for part, mark in speaker.lends.items() if record.prints.get(part) == mark}
    parts = fit - own
    if not parts:
        return record
    return msgspec.structs.replace(
        record,
        lessons=tuple(
            msgspec.structs.replace(one, locales=(*one.locales, code))
            if f"lesson/{one.id}" in parts
            else one
            for one in record.lessons
        ),
        documents={
            name: (*found, code) if f"document/{name}" in parts else found
            for name, found in record.documents.items()
        },
        lent={**record.lent, code: Lent(speaker.path, tuple(sorted(parts)))},
    )
