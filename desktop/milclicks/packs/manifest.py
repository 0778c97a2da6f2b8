"""The table of contents of a pack: `manifest.json`, canonical JSON, the one thing that is trusted.

The structs below are the format; `resources/schemas/manifest.schema.json` says the same to other
programs and a test holds both together. Unknown fields stay in the file and are ignored; an
unknown demand in `requires` greys the pack (see `readiness`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta, Struct

from milclicks.core.forms import TO_THE_END, form
from milclicks.packs import limits, names, strict_json
from milclicks.packs.refusals import PackRefused

FORMAT: Final = 1
RELEASE: Final = r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,2}"
"""A version of the app, `1.2.0`."""

Id = Annotated[str, form(limits.ID.pattern)]
ItemId = Annotated[str, form(r"[a-z0-9][a-z0-9_/-]{0,124}")]
PackId = Annotated[str, form(limits.PACK_ID.pattern)]
Hash = Annotated[str, form(limits.HASH.pattern)]
Locale = Annotated[str, form(limits.LOCALE.pattern)]
_BREAK: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ONE_LINE: Final = r"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*" + TO_THE_END
Line = Annotated[str, Meta(max_length=300, extra_json_schema={"pattern": _ONE_LINE})]
"""A name, a title: `check_lines` holds it to one line when a pack is made or comes in. What came
before that rule is still opened, and shown in one line."""
Prose = Annotated[str, Meta(max_length=limits.UNIT_CHARACTERS)]
Count = Annotated[int, Meta(ge=0, le=2**31)]
Version = Annotated[int, Meta(ge=1, le=2**31)]
PerMille = Annotated[int, Meta(ge=0, le=1000)]
Feature = Annotated[str, form(r"[a-z]{2,20}:[a-z0-9_-]{1,40}@[0-9]{1,4}")]


class LocaleInfo(Struct, frozen=True, kw_only=True):
    """What a pack says of itself in one locale; `coverage` is the translated share, per mille."""

    title: Line
    description: Prose = ""
    coverage: PerMille
    reviewed_by: tuple[Line, ...] = ()
    script: Annotated[str, form(r"[A-Z][a-z]{3}")]


class Contributor(Struct, frozen=True, kw_only=True):
    """Someone who made a part of the pack."""

    name: Line
    role: Line = ""


class PackNeed(Struct, frozen=True, kw_only=True):
    """Another pack, in this version or a later one."""

    id: PackId
    version: Version = 1


class Requires(Struct, frozen=True, kw_only=True):
    """What must be there before the pack can be used."""

    app: Annotated[str, form(RELEASE)] = "0.1"
    features: tuple[Feature, ...] = ()
    packs: tuple[PackNeed, ...] = ()


class LessonInfo(Struct, frozen=True, kw_only=True):
    """One lesson, as much as search, the difference of versions and the fallback need."""

    id: Id
    rev: Version
    strand: Id
    minutes: Annotated[int, Meta(ge=1, le=600)]
    cuts: tuple[Annotated[int, Meta(ge=1, le=600)], ...]
    locales_complete: tuple[Locale, ...]
    features: tuple[Feature, ...] = ()
    items: Count = 0
    picture: Annotated[str, Meta(max_length=40)] = ""


class ItemInfo(Struct, frozen=True, kw_only=True):
    """One item, `<lesson>/<step>/<item>`; `was` is its name in an earlier version."""

    id: ItemId
    kind: Id
    rev: Version
    was: ItemId | None = None


class Spoken(Struct, frozen=True, kw_only=True, gc=False):
    """What a sound is: its true length, and the text that it says, if it is a recording of one.

    `speaks` is the global id of a unit (`pact:p1/sentence`); the resource's `locale` says in which
    language. `synthetic`: a machine speaks, which is always told.
    """

    length_ms: Count = 0
    speaks: Annotated[str, Meta(max_length=200)] = ""
    synthetic: bool = False


class Resource(Struct, frozen=True, kw_only=True, gc=False):
    """One blob: its path is a name inside the pack only, never a path on a disk."""

    path: Annotated[str, Meta(min_length=1, max_length=limits.PATH_CHARACTERS)]
    hash: Hash
    bytes: Count
    mediatype: Annotated[str, form(r"[a-z]+/[a-z0-9.+-]{1,60}")]
    role: Id
    locale: Locale | None = None
    alt: dict[Locale, Prose] = {}
    license: Annotated[str, Meta(max_length=80)] = ""
    credit: Line = ""
    source: Line = ""
    sound: Spoken | None = None


class Manifest(Struct, frozen=True, kw_only=True):
    """The whole table of contents."""

    format: Annotated[int, Meta(ge=1, le=1)]
    id: PackId
    version: Version
    label: Line
    type: Id
    source_locale: Locale
    locales: dict[Locale, LocaleInfo]
    fallback: dict[Locale, tuple[Locale, ...]] = {}
    audience: Line = ""
    level: Line = ""
    minutes: Count = 0
    topics: tuple[Line, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    licenses: Annotated[tuple[Annotated[str, Meta(max_length=80)], ...], Meta(min_length=1)]
    requires: Requires
    extends: PackNeed | None = None
    replaces: tuple[PackId, ...] = ()
    lessons: tuple[LessonInfo, ...] = ()
    items: tuple[ItemInfo, ...] = ()
    parts: tuple[Line, ...] = ()
    resources: Annotated[tuple[Resource, ...], Meta(max_length=limits.ENTRIES)]
    changes: dict[Locale, Prose] = {}
    created: Line = ""


class RequiresHead(Struct, frozen=True, kw_only=True):
    """As much of `requires` as every format has."""

    app: str = ""


class Head(Struct, frozen=True, kw_only=True):
    """What every format of a manifest, also a later one, begins with."""

    format: Annotated[int, Meta(ge=1)]
    id: PackId
    version: Version
    label: Line = ""
    type: Id = "lessons"
    requires: RequiresHead = RequiresHead()


def parse(data: bytes) -> tuple[Head, Manifest | None, dict[str, Any]]:
    """Decode `manifest.json`: its head, the manifest (None for a later format), the raw tree."""
    if len(data) > limits.MANIFEST_BYTES:
        raise PackRefused("manifest.too_big", f"{len(data)} bytes")
    values = sum(map(data.count, (b",", b"[", b"{")))
    if values > limits.MANIFEST_VALUES:
        raise PackRefused("manifest.too_many", f"{values} values")
    tree, known = strict_json.read(data, depth=limits.MANIFEST_DEPTH, place="manifest.json")
    listed = tree.get("resources") if isinstance(tree, dict) else None
    if isinstance(listed, list) and len(listed) > limits.ENTRIES:
        raise PackRefused("manifest.too_many", f"{len(listed)} resources")
    try:
        head = msgspec.convert(tree, Head)
        whole = msgspec.convert(tree, Manifest) if head.format == FORMAT else None
    except msgspec.ValidationError as error:
        raise PackRefused(_schema_code(str(error)), f"manifest.json: {error}") from error
    if not (known or strict_json.canonical(tree, data)):
        raise PackRefused("manifest.canonical", "manifest.json")
    if whole is not None:
        _in_order(whole)
    return head, whole, tree


def encode(manifest: Manifest) -> bytes:
    """The bytes of `manifest.json`; raises PackRefused for a name that is not one line."""
    check_lines(manifest)
    return strict_json.encode(msgspec.to_builtins(manifest))


def check_lines(manifest: Manifest) -> None:
    """Refuse line breaks and control codes in names and titles, which would show as lines of the
    app's own; raises PackRefused.
    """
    for place, text in _lines(manifest):
        found = _BREAK.search(text)
        if found is not None:
            raise PackRefused("manifest.line", f"{place}: U+{ord(found.group()):04X}")


def _lines(manifest: Manifest) -> Iterator[tuple[str, str]]:
    for field in ("label", "audience", "level", "created"):
        yield field, getattr(manifest, field)
    for code, told in manifest.locales.items():
        yield f"locales.{code}.title", told.title
        yield from ((f"locales.{code}.reviewed_by", one) for one in told.reviewed_by)
    for one in manifest.contributors:
        yield "contributors.name", one.name
        yield "contributors.role", one.role
    for resource in manifest.resources:
        yield f"{resource.path}: credit", resource.credit
        yield f"{resource.path}: source", resource.source
    for field in ("topics", "parts"):
        yield from ((field, one) for one in getattr(manifest, field))


def _schema_code(fault: str) -> str:
    """Paths and ids have codes of their own: an id that is not ASCII may look like another."""
    if fault.endswith(".path`") and "length" in fault:
        return "manifest.path"
    return "manifest.id" if "regex" in fault and fault.endswith(".id`") else "manifest.schema"


def _in_order(manifest: Manifest) -> None:
    """What a schema cannot say: paths, unique ids, known locales."""
    names.check_paths([resource.path for resource in manifest.resources])
    for kind, ids in (
        ("lesson", [lesson.id for lesson in manifest.lessons]),
        ("item", [item.id for item in manifest.items]),
    ):
        if len(set(ids)) != len(ids):
            raise PackRefused("manifest.twice", f"{kind} {names.twin(ids)}")
    if manifest.source_locale not in manifest.locales:
        raise PackRefused("manifest.locale", f"{manifest.source_locale} is not in locales")
