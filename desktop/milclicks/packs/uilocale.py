"""Language packs, type `ui-locale`: the app in one more language, as data.

Such a pack holds `language.json` (a `core.languages.Language`), `catalogue.json` (the app's
sentences), and what it translates of the pack that it extends: `lends.json` with the fingerprint of
each part and `texts/<code>/*.json`. Nothing in it is evaluated: the plural rule is chosen from a
table by the code of the language. Here: reading and judging one. Making one is `uilocale_builder`,
joining it to other packs `lending`.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

import msgspec
from msgspec import Meta, Struct

from milclicks.core import paths
from milclicks.core.forms import form
from milclicks.core.languages import Language, Sentences
from milclicks.core.plurals import count_of_forms
from milclicks.core.texts import LOCALES
from milclicks.packs import limits
from milclicks.packs import uilocale_rules as rules
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.wording import check_words

TYPE: Final = "ui-locale"
LANGUAGE, CATALOGUE, LENDS = "language.json", "catalogue.json", "lends.json"
MEDIA: Final = "media"  # the table of picture descriptions among its texts
_Made = TypeVar("_Made")

Form = Annotated[str, Meta(max_length=4000)]
Part = Annotated[str, form(rf"(lesson|document|media)/{limits.ID.pattern}")]
Fingerprint = Annotated[str, form(r"[0-9a-f]{16}")]


class Catalogue(Struct, frozen=True, forbid_unknown_fields=True):
    """The sentences: `one` by the English one, `many` as (one, many, all forms)."""

    one: dict[Form, Form]
    many: Annotated[tuple[tuple[Form, Form, tuple[Form, ...]], ...], Meta(max_length=2000)] = ()

    def __len__(self) -> int:
        """The number of sentences."""
        return len(self.one) + len(self.many)


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """What an open language pack holds, judged; `lends` is fingerprint by part."""

    language: Language
    catalogue: Catalogue
    lends: dict[str, str]

    def sentences(self) -> Sentences:
        """The voice of the language."""
        many = {(one, more): forms for one, more, forms in self.catalogue.many}
        return Sentences(self.language.code, self.catalogue.one, many)

    def coverage(self) -> int | None:
        """The share of the sentences of this very app, per mille; None when they are not known."""
        wanted = app_sentences()
        if not wanted:
            return None
        own = {*self.catalogue.one, *(one for one, _, _ in self.catalogue.many)}
        return len(own & wanted) * 1000 // len(wanted)


def read(pack: Pack) -> LanguagePack:
    """Read and judge a language pack; raises PackRefused with the first fault."""
    found = language_of(pack)
    catalogue = _shaped(pack, CATALOGUE, Catalogue)
    for english, said in catalogue.one.items():
        _refuse(rules.sentence_faults(found, (english,), (said,)), CATALOGUE)
    for one, more, forms in catalogue.many:
        _refuse(rules.sentence_faults(found, (one, more), forms), CATALOGUE)
    lends = _shaped(pack, LENDS, dict[Part, Fingerprint])
    for part in lends:
        name = part.partition("/")[2] if not part.startswith("media/") else MEDIA
        path = f"texts/{found.code}/{name}.json"
        check_words(pack.tree(path), path)
    return LanguagePack(found, catalogue, lends)


def language_of(pack: Pack) -> Language:
    """The language of a pack, judged; raises PackRefused."""
    found = _shaped(pack, LANGUAGE, Language)
    if found.code in LOCALES:
        raise PackRefused("language.shipped", found.code)
    _refuse(rules.language_faults(found), LANGUAGE)
    return found


def sentences_in(path: Path) -> Sentences:
    """The sentences of a language pack that was judged when it was indexed; raises PackRefused.

    The window waits for this; each blob is still held against its hash.
    """
    with Pack(path) as pack:
        language = _shaped(pack, LANGUAGE, Language)
        catalogue = _shaped(pack, CATALOGUE, Catalogue)
    count = count_of_forms(language.code)
    if any(len(forms) != count for _, _, forms in catalogue.many):
        raise PackRefused("language.forms", CATALOGUE)
    return LanguagePack(language, catalogue, {}).sentences()


def _shaped(pack: Pack, path: str, kind: type[_Made]) -> _Made:
    """A blob of ours in its shape, with nothing beside it."""
    try:
        return msgspec.convert(pack.tree(path), kind)
    except msgspec.ValidationError as error:
        raise PackRefused("language.shape", f"{path}: {error}") from error


def _refuse(faults: Any, place: str) -> None:
    for code, what in faults:
        told = {"names": what} if code == "plural" else {}
        raise PackRefused(f"language.{code}", f"{place}: {what}", **told)


@cache
def app_sentences() -> frozenset[str]:
    """Every sentence of this app, as its compiled catalogues know them; empty without them."""
    for locale in ("fr", "es"):
        found = gettext.translation("milclicks", paths.locale_root(), [locale], fallback=True)
        known: dict[Any, str] = getattr(found, "_catalog", {})
        made = {key[0] if isinstance(key, tuple) else key for key in known} - {""}
        if made:
            return frozenset(made)
    return frozenset()
