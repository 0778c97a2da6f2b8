"""Builds a language pack from its source: the app's catalogue in a form that runs nothing.

The catalogue becomes a table of sentences without a header; parts of the extended pack go in when
they are translated whole, each with the fingerprint of what it was translated from.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from milclicks.core.errors import Problem
from milclicks.packs import media, strict_json, units
from milclicks.packs.builder import PackProblems, Parts
from milclicks.packs.contents import head_of
from milclicks.packs.fingerprints import fingerprint
from milclicks.packs.format import MIMETYPE
from milclicks.packs.manifest import LocaleInfo, Manifest, encode, parse
from milclicks.packs.uilocale import CATALOGUE, LANGUAGE, LENDS, MEDIA, Catalogue
from milclicks.packs.uilocale_source import (
    LanguageHead,
    LanguageSource,
    check_language_source,
    lent_words,
    read_language_source,
)
from milclicks.packs.writer import container


def language_pack_bytes(folder: Path) -> tuple[list[Problem], bytes, Manifest]:
    """The warnings, the bytes and the manifest of the pack in `folder`; raises PackProblems."""
    source = read_language_source(folder)
    found = check_language_source(source)
    errors = [problem for problem in found if problem.severity == "error"]
    if errors or source.head is None:
        raise PackProblems(errors)
    return found, *_assembled(source, source.head)


def _assembled(source: LanguageSource, head: LanguageHead) -> tuple[bytes, Manifest]:
    parts = Parts()
    _add(parts, LANGUAGE, msgspec.to_builtins(head.language), "language")
    _add(parts, CATALOGUE, msgspec.to_builtins(_catalogue(source)), "catalogue")
    lends: dict[str, str] = {}
    code = head.language.code
    for role, name, tree, words in lent_words(source):
        lends[f"{role}/{name}"] = _mark(source, name, tree)
        _add(parts, f"texts/{code}/{name}.json", words, "texts", locale=code)
    described = _descriptions(source, code)
    if described:
        lends.update({f"media/{name}": fingerprint(alt) for name, alt, _ in described})
        told = {f"{name}/alt": words for name, _, words in described}
        _add(parts, f"texts/{code}/{MEDIA}.json", told, "texts", locale=code)
    _add(parts, LENDS, lends, "lends")
    made = head_of(source.pack.tree, _locales(source, head), parts.resources)
    data = encode(made)
    parse(data)
    return container(data, parts.blobs, MIMETYPE), made


def _add(parts: Parts, path: str, tree: Any, role: str, **more: Any) -> None:
    parts.add(path, strict_json.encode(tree), media.JSON, role, **more)


def _catalogue(source: LanguageSource) -> Catalogue:
    """The sentences as a table, in an order of their own."""
    ordered = sorted(source.app.items())
    return Catalogue(
        one={english[0]: said[0] for english, said in ordered if len(english) == 1},
        many=tuple((*english, said) for english, said in ordered if len(english) == 2),
    )


def _mark(source: LanguageSource, name: str, tree: Any) -> str:
    """The fingerprint that the built base pack has for a lesson or document."""
    base = source.base
    words = base.words(name, tree, str(base.head.get("source_locale")))
    blobs = (strict_json.encode(units.stripped(tree)), strict_json.encode(words))
    return fingerprint(*(hashlib.sha256(blob).hexdigest() for blob in blobs))


def _descriptions(source: LanguageSource, code: str) -> list[tuple[str, str, str]]:
    """(picture, English description, translated one) where there is a translation."""
    found = []
    for entry in source.base.media_list:
        name, alt = str(entry["id"]), str(entry.get("alt") or "")
        words = source.base.words("media", [{"id": name, "alt": alt}], code)
        if alt and words is not None:
            found.append((name, alt, words[f"{name}/alt"]))
    return found


def _locales(source: LanguageSource, head: LanguageHead) -> dict[str, LocaleInfo]:
    """What the pack says of itself in English and in its own language."""
    tree, language = source.pack.tree, head.language
    known = source.words.entries
    own = {
        key: known[f"pack:{key}"].text
        if f"pack:{key}" in known and known[f"pack:{key}"].holds(str(tree.get(key)))
        else str(tree.get(key) or "")
        for key in ("title", "description")
    }
    reviewed = tree.get("reviewed_by") or {}
    return {
        str(tree["source_locale"]): LocaleInfo(
            title=str(tree["title"]),
            description=str(tree.get("description") or ""),
            coverage=1000,
            script="Latn",
        ),
        language.code: LocaleInfo(
            title=own["title"],
            description=own["description"],
            coverage=source.shares()["app"],
            reviewed_by=tuple(str(one) for one in reviewed.get(language.code) or ()),
            script=language.script,
        ),
    }
