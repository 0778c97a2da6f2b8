"""What the pack commands print with `--json`, one struct per verb, and the published schemas.

`resources/schemas/` holds these structs as JSON Schema for other programs; a test keeps both the
same. Run as a module with a folder, it writes that folder's files.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from milclicks.core.errors import Message, MilClicksError, Problem
from milclicks.core.texts import Texts
from milclicks.packs.manifest import Manifest
from milclicks.packs.shelf import PackInfo

_MARKS: Final = {0x2068: None, 0x2069: None}
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


class Said(Struct, frozen=True, kw_only=True):
    """A refusal: its code, the sentence, what to do, and the detail for the maker."""

    code: str
    sentence: str
    remedy: str
    detail: str


class Line(Struct, frozen=True, kw_only=True):
    """One line of a check."""

    severity: Literal["error", "warning"]
    code: str
    place: str
    sentence: str
    remedy: str


class PackLine(Struct, frozen=True, kw_only=True):
    """One pack. `state` other than ready comes with a `reason`.

    `coverage` is the share of the app's sentences that a language pack has, per mille. `standing`
    says who answers for it.
    """

    id: str
    version: int
    label: str
    type: str
    title: str
    description: str
    locales: tuple[str, ...]
    lessons: int
    bytes: int
    file: str
    bundled: bool
    state: Literal["ready", "needs_app", "needs_pack", "damaged", "withdrawn", "unsigned"]
    reason: str
    coverage: int | None = None
    standing: Literal["shipped", "official", "teacher", "unsigned", "revoked"] = "unsigned"


class LocaleLine(Struct, frozen=True, kw_only=True):
    """The translated share of one locale, per mille, as a whole and lesson by lesson."""

    locale: str
    coverage: int
    lessons: dict[str, int]


class Answer(Struct, frozen=True, kw_only=True):
    """What every verb says: whether it went well, why not, and what a check found."""

    ok: bool
    error: Said | None = None
    problems: tuple[Line, ...] = ()


class BuildAnswer(Answer, frozen=True, kw_only=True):
    """`pack build`."""

    file: str = ""
    id: str = ""
    version: int = 0
    bytes: int = 0
    sha256: str = ""
    lessons: int = 0
    locales: tuple[str, ...] = ()


class FigureLine(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of a strict look; `limit` is null where nothing is judged."""

    rule: str
    subject: str
    score: int
    cases: int
    limit: int | None
    verdict: str


class CheckAnswer(Answer, frozen=True, kw_only=True):
    """`pack check`; the figures only with --strict."""

    figures: tuple[FigureLine, ...] = ()


class InfoAnswer(Answer, frozen=True, kw_only=True):
    """`pack info`."""

    pack: PackLine | None = None
    sha256: str = ""
    licenses: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    requires_app: str = ""
    signed: bool = False


class InstallAnswer(Answer, frozen=True, kw_only=True):
    """`pack install`."""

    pack: PackLine | None = None


class VerifyAnswer(Answer, frozen=True, kw_only=True):
    """`pack verify`. `maker` of a teacher's pack is a claimed name, `words` are its key's.

    `known`: the words were compared on this computer; `flagged`: what in the name is reserved.
    """

    id: str = ""
    version: int = 0
    sha256: str = ""
    tier: str = ""
    maker: str = ""
    words: tuple[str, ...] = ()
    known: bool = False
    flagged: tuple[str, ...] = ()


class Looked(Struct, frozen=True, kw_only=True):
    """A picture or sound that a person must look at before a pack is handed on."""

    path: str
    mediatype: str
    alt: str


class SignAnswer(Answer, frozen=True, kw_only=True):
    """`pack sign`; `stripped` are media whose notes of who and where were taken out."""

    file: str = ""
    id: str = ""
    version: int = 0
    maker: str = ""
    words: tuple[str, ...] = ()
    flagged: tuple[str, ...] = ()
    stripped: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    media: tuple[Looked, ...] = ()


class KeyAnswer(Answer, frozen=True, kw_only=True):
    """`pack keygen`: the name of a key as it stands in pack ids, and its six words."""

    key: str = ""
    words: tuple[str, ...] = ()
    file: str = ""


class PreviewAnswer(Answer, frozen=True, kw_only=True):
    """`pack preview`, after the window was closed."""

    id: str = ""
    version: int = 0


class ListAnswer(Answer, frozen=True, kw_only=True):
    """`pack list`."""

    packs: tuple[PackLine, ...] = ()


class RemoveAnswer(Answer, frozen=True, kw_only=True):
    """`pack remove`; `version` is 0 when all went."""

    id: str = ""
    version: int = 0


class ExtractAnswer(Answer, frozen=True, kw_only=True):
    """`pack extract-strings`."""

    files: tuple[str, ...] = ()
    units: int = 0


class MakerLine(Struct, frozen=True, kw_only=True):
    """A maker whose six words were compared here: `name` is what they call themselves.

    `since` is when, by the clock of then (ISO 8601, UTC), empty where it was not written down;
    `packs` are the ids of what is here of theirs.
    """

    key: str
    name: str
    words: tuple[str, ...]
    since: str
    packs: tuple[str, ...]


class MakersAnswer(Answer, frozen=True, kw_only=True):
    """`pack makers`: who is known after it, and who was forgotten by it."""

    makers: tuple[MakerLine, ...] = ()
    forgotten: MakerLine | None = None


class CoverageAnswer(Answer, frozen=True, kw_only=True):
    """`pack coverage`."""

    units: int = 0
    locales: tuple[LocaleLine, ...] = ()
    figures: tuple[FigureLine, ...] = ()


ANSWERS: Final[dict[str, type[Answer]]] = {
    "build": BuildAnswer,
    "check": CheckAnswer,
    "info": InfoAnswer,
    "install": InstallAnswer,
    "verify": VerifyAnswer,
    "sign": SignAnswer,
    "keygen": KeyAnswer,
    "makers": MakersAnswer,
    "preview": PreviewAnswer,
    "list": ListAnswer,
    "remove": RemoveAnswer,
    "extract-strings": ExtractAnswer,
    "coverage": CoverageAnswer,
}


def words(texts: Texts, message: Message | None) -> str:
    """A message as `bare` words."""
    return bare(texts.message(message)) if message else ""


def bare(text: str) -> str:
    """A text without the marks of direction, which a terminal shows as boxes."""
    return text.translate(_MARKS)


def said(texts: Texts, error: MilClicksError) -> Said:
    """An error as data."""
    return Said(
        code=error.code,
        sentence=words(texts, error.sentence),
        remedy=words(texts, error.remedy),
        detail=error.detail,
    )


def line(texts: Texts, problem: Problem) -> Line:
    """A problem as data."""
    return Line(
        severity=problem.severity,
        code=problem.code,
        place=problem.place,
        sentence=words(texts, problem.sentence),
        remedy=words(texts, problem.remedy),
    )


def pack_line(texts: Texts, info: PackInfo) -> PackLine:
    """A pack as data."""
    return PackLine(
        id=info.id,
        version=info.version,
        label=info.label,
        type=info.type,
        title=info.title,
        description=info.description,
        locales=info.locales,
        lessons=info.lessons,
        bytes=info.bytes,
        file=str(info.path),
        bundled=info.bundled,
        state=info.ready.state,
        reason=words(texts, info.ready.reason),
        coverage=info.coverage,
        standing=info.standing.tier,
    )


def published() -> dict[str, dict[str, Any]]:
    """File name -> JSON Schema, of the manifest and of each verb's answer."""
    from milclicks.commands import pack_travel

    found = {"manifest.schema.json": _schema(Manifest, "Manifest of a MIL CLICKS content pack")}
    found |= schemas("pack", ANSWERS)
    return found | pack_travel.published()


def schemas(command: str, answers: Mapping[str, type[Answer]]) -> dict[str, dict[str, Any]]:
    """File name -> JSON Schema of the answer of each verb of `command`."""
    return {
        f"{command}-{verb}.schema.json": _schema(
            answer, f"Answer of milclicks {command} {verb} --json"
        )
        for verb, answer in answers.items()
    }


def _schema(kind: type[Struct], title: str) -> dict[str, Any]:
    schema = msgspec.json.schema(kind)
    return {"$schema": _DRAFT, "title": title, **schema}


def as_file(schema: dict[str, Any]) -> str:
    """A schema as it is published."""
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    for name, schema in published().items():
        Path(sys.argv[1], name).write_text(as_file(schema), encoding="utf-8", newline="\n")
