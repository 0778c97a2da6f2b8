"""The documents of a pack beside its lessons, and the shape that each must have.

A document travels and is handed out as a plain tree, so that a pack may hold more than this app
reads; the structs here are what every reader may count on.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta, Struct

from milclicks.packs import course
from milclicks.packs.manifest import (
    Contributor,
    Id,
    Line,
    Locale,
    PackId,
    PackNeed,
    Requires,
    Version,
)

Words = course.Words


class Click(Struct, kw_only=True):
    """One daily click."""

    id: Id
    strand: Id
    text: Words
    ask: Words
    why: Words


class Example(Struct, kw_only=True):
    """One plan: when something happens, what I will do."""

    id: Id
    when: Words
    will: Words


class Promise(Struct, kw_only=True):
    """One promise of the pact."""

    id: Id
    strand: Id
    name: Words
    sentence: Words
    examples: list[Example] = []


class GroupPromise(Struct, kw_only=True):
    """One promise in the words of a group; `id` is that of the learner's promise."""

    id: Id
    sentence: Words


class Signing(Struct, kw_only=True):
    """What stands above the place for marks."""

    text: Words


class PactVersion(Struct, kw_only=True):
    """The pact of a class, a family or a teacher."""

    id: Id
    title: Words
    intro: Words
    opening: Words
    closing: Words
    promises: Annotated[list[GroupPromise], Meta(min_length=1, max_length=20)]
    signing: Signing


class CheckIn(Struct, kw_only=True):
    """What is asked some days after a pact was made: `day7`, `day30`."""

    id: Id
    title: Words
    ask: Words
    text: Words


class TookPart(Struct, kw_only=True):
    """The sheet of those who did not choose the pact."""

    title: Words
    text: Words


class Pact(Struct, kw_only=True):
    """The pact."""

    title: Words
    intro: Words
    opening: Words
    closing: Words
    promises: Annotated[list[Promise], Meta(min_length=1, max_length=20)]
    versions: list[PactVersion] = []
    checkins: list[CheckIn] = []
    took_part: TookPart | None = None


class SpacePromise(Struct, kw_only=True):
    """One promise of a declared Space."""

    id: Id
    text: Words


class SelfCheck(Struct, kw_only=True):
    """One question that a Space asks itself."""

    id: Id
    ask: Words


class Space(Struct, kw_only=True):
    """The declaration of a Space."""

    title: Words
    intro: Words
    promises: Annotated[list[SpacePromise], Meta(min_length=1, max_length=20)]
    self_check: Annotated[list[SelfCheck], Meta(min_length=1, max_length=40)]


class Term(Struct, kw_only=True):
    """One term of the glossary."""

    id: Id
    term: Words
    definition: Words


class PackHead(Struct, kw_only=True):
    """What pack.yaml says, as far as it is written by hand."""

    id: PackId
    version: Version
    label: Words
    type: Id
    source_locale: Locale
    title: Words
    licenses: Annotated[list[Line], Meta(min_length=1)]
    lessons: list[Id]
    slug: Id = "pack"
    description: str = ""
    audience: Line = ""
    level: Line = ""
    topics: list[Line] = []
    contributors: list[Contributor | str] = []
    requires: Requires = Requires()
    extends: PackNeed | None = None
    replaces: list[PackId] = []
    fallback: dict[Locale, list[Locale]] = {}
    reviewed_by: dict[Locale, list[Line]] = {}
    created: Line = ""


_SHAPES: Final[dict[str, Any]] = {
    "pack": PackHead,
    "daily": list[Click],
    "pact": Pact,
    "space": Space,
    "glossary": list[Term],
    "paths": list[course.Way],
    "peer": course.Peer,
    "test": course.Test,
}


def fault(name: str, tree: Any) -> str:
    """What is wrong with the shape of a document, or an empty text."""
    try:
        msgspec.convert(tree, _SHAPES.get(name, list[Any] | dict[str, Any]))
    except msgspec.ValidationError as error:
        return str(error)
    return ""
