"""The source of a language pack as a folder, read and checked.

`pack.yaml` names the language and, under `lessons`, `documents` and `media`, what it translates of
the pack that it `extends`; that pack's source lies in the folder beside it. `locale/<code>.po` is
the app's catalogue, `lessons/<code>.po` holds the units of the other pack by their ids. Reading
never fails: what is wrong is in `problems`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from milclicks.core import paths
from milclicks.core.errors import Problem
from milclicks.core.languages import Language
from milclicks.core.texts import LOCALES
from milclicks.packs import documents, licences, uilocale_rules, units, yaml_tree
from milclicks.packs.check import translation_problems
from milclicks.packs.check_texts import check_catalogue, language_rules
from milclicks.packs.manifest import Id, PackNeed
from milclicks.packs.po import Catalogue, read_catalogue
from milclicks.packs.remarks import remark
from milclicks.packs.source import Source, SourceText
from milclicks.packs.uilocale import MEDIA, TYPE
from milclicks.packs.yaml_tree import YamlFile

App = dict[tuple[str, ...], tuple[str, ...]]
"""English forms -> translated forms; two of the first when the sentence counts."""

_REMARKS: Final = {
    "placeholders": "po.fields",
    "marks": "po.links",
    "forms": "unit.forms",
    "control": "unit.control",
    "script": "po.script",
    "too_long": "po.too_long",
    "empty": "unit.empty",
    "plural": "po.plural",
    "shape": "source.field",
}


class LanguageHead(Struct, kw_only=True):
    """What pack.yaml of a language pack says beside the head that every pack has."""

    language: Language
    extends: PackNeed
    lessons: list[Id]
    documents: list[Id] = []
    media: list[Id] = []


@dataclass(slots=True)
class LanguageSource:
    """A source as read. `base` is the extended pack, as far as it is translated here."""

    folder: Path
    pack: YamlFile
    base: Source
    head: LanguageHead | None = None
    app: App = field(default_factory=dict)
    words: Catalogue = field(default_factory=lambda: Catalogue(""))
    problems: list[Problem] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """The short name of the pack."""
        return str((self.pack.tree or {}).get("slug") or self.folder.name)

    def texts(self) -> list[SourceText]:
        """Every unit to translate beside the app's sentences: of the pack itself, then the base."""
        own = {key: (self.pack.tree or {}).get(key) for key in ("title", "description")}
        mine = [
            SourceText(f"pack:{unit.id}", unit.key, unit.text, self.pack.place(unit.owner))
            for unit in units.units(own)
        ]
        return mine + [text for text in self.base.texts() if not text.id.startswith("pack:")]

    def shares(self) -> dict[str, int]:
        """The translated share per mille: `app` for the app's sentences, then part by part."""
        wanted = app_template()
        done = sum(1 for english in wanted if english in self.app)
        made = {"app": done * 1000 // len(wanted) if wanted else 0}
        for scope in (*self.base.lessons, *self.base.documents, MEDIA):
            texts = [one for one in self.texts() if one.id.startswith(f"{scope}:")]
            known = self.words.entries
            full = sum(1 for one in texts if one.id in known and known[one.id].holds(one.text))
            if texts:
                made[scope] = full * 1000 // len(texts)
        return made


def is_language_pack(folder: Path) -> bool:
    """Whether a source folder is that of a language pack."""
    tree = yaml_tree.read(folder / "pack.yaml", "pack.yaml").tree
    return isinstance(tree, dict) and tree.get("type") == TYPE


def app_template() -> list[tuple[str, ...]]:
    """Every sentence of the app to translate, in the order of its template."""
    from milclicks.core import catalogues

    path = paths.resources() / "locale" / "milclicks.pot"
    return [catalogues.ids(entry) for entry in catalogues.read(path) if entry.id]


def read_head(folder: Path) -> LanguageHead:
    """The head of the language pack in `folder`; raises msgspec.ValidationError."""
    return msgspec.convert(yaml_tree.read(folder / "pack.yaml", "pack.yaml").tree, LanguageHead)


def read_language_source(folder: Path) -> LanguageSource:
    """Read the source of a language pack in `folder`."""
    pack = yaml_tree.read(folder / "pack.yaml", "pack.yaml")
    source = LanguageSource(folder, pack, Source(folder, YamlFile("pack.yaml")))
    source.problems.extend(pack.problems)
    try:
        source.head = head = msgspec.convert(pack.tree, LanguageHead)
    except msgspec.ValidationError as error:
        source.problems.append(remark("source.field", "pack.yaml", detail=str(error)))
        return source
    code = head.language.code
    source.base = _base(folder, head, source.problems)
    source.app = _app(folder / "locale" / f"{code}.po", code, source.problems)
    path = folder / "lessons" / f"{code}.po"
    if path.exists():
        source.words = read_catalogue(path, code, source.problems, f"lessons/{code}.po")
    else:
        source.problems.append(remark("source.missing", f"lessons/{code}.po"))
    source.base.catalogues = {code: source.words}
    return source


def _base(folder: Path, head: LanguageHead, problems: list[Problem]) -> Source:
    """The extended pack with only those lessons, documents and pictures that are named."""
    for path in sorted(folder.parent.glob("*/pack.yaml")):
        pack = yaml_tree.read(path, "pack.yaml")
        if isinstance(pack.tree, dict) and pack.tree.get("id") == head.extends.id:
            break
    else:
        problems.append(remark("source.missing", "pack.yaml extends", detail=head.extends.id))
        return Source(folder, YamlFile("pack.yaml"))
    base = Source(path.parent, pack)
    for name in head.lessons:
        base.lessons[name] = _file(base.folder, f"lessons/{name}.yaml", problems)
    for name in head.documents:
        base.documents[name] = _file(base.folder, f"{name}.yaml", problems)
    media = yaml_tree.read(base.folder / "media.yaml", "media.yaml")
    listed = media.tree if isinstance(media.tree, list) else []
    media.tree = [one for one in listed if isinstance(one, dict) and one.get("id") in head.media]
    for name in set(head.media) - {one.get("id") for one in media.tree}:
        problems.append(remark("media.missing", "pack.yaml media", detail=name))
    base.media = media
    return base


def _file(folder: Path, name: str, problems: list[Problem]) -> YamlFile:
    file = yaml_tree.read(folder / name, name)
    problems.extend(file.problems)
    return file


def _app(path: Path, code: str, problems: list[Problem]) -> App:
    """The translated sentences of the app's catalogue; none when its plural rule is another."""
    from babel.messages.pofile import PoFileError

    from milclicks.core import catalogues

    place = f"locale/{path.name}"
    if not path.exists():
        problems.append(remark("source.missing", place))
        return {}
    if not catalogues.header_is_pinned(path, code):
        problems.append(remark("po.plural", place, detail=code))
        return {}
    try:
        entries = list(catalogues.read(path))
    except (PoFileError, ValueError) as error:
        problems.append(remark("po.syntax", place, detail=str(error).splitlines()[0]))
        return {}
    return {
        catalogues.ids(entry): catalogues.strings(entry)
        for entry in entries
        if entry.id and all(catalogues.strings(entry)) and not entry.fuzzy
    }


def check_language_source(source: LanguageSource) -> list[Problem]:
    """Every problem of a source that was read, errors first."""
    found = [*source.problems, *_head_problems(source)]
    if source.head is not None:
        found += _app_problems(source, source.head.language)
        found += _word_problems(source, source.head.language.code)
    unique = {(one.code, one.place): one for one in found}
    return sorted(unique.values(), key=lambda one: one.severity)


def _head_problems(source: LanguageSource) -> Iterator[Problem]:
    name, tree = source.pack.name, source.pack.tree
    fault = documents.fault("pack", tree)
    if fault:
        yield remark("source.field", name, detail=fault)
    for licence in tree.get("licenses") or () if isinstance(tree, dict) else ():
        if not licences.known(str(licence)):
            yield remark("license.unknown", name, detail=str(licence))
    if source.head is None:
        return
    language = source.head.language
    if language.code in LOCALES:
        yield remark("po.locale", f"{name} language", detail=language.code)
    for code, what in uilocale_rules.language_faults(language):
        yield remark(_REMARKS[code], f"{name} language", detail=what)


def _app_problems(source: LanguageSource, language: Language) -> Iterator[Problem]:
    if list(uilocale_rules.language_faults(language)):
        return
    place = f"locale/{language.code}.po"
    for english, said in source.app.items():
        for code, what in uilocale_rules.sentence_faults(language, english, said):
            yield remark(_REMARKS[code], f"{place} {english[0][:60]}", detail=what)
    wanted = app_template()
    missing = sum(1 for english in wanted if english not in source.app)
    if missing:
        yield remark("po.missing", place, detail=str(missing))


def _word_problems(source: LanguageSource, code: str) -> Iterator[Problem]:
    rules = language_rules(source.folder / "lessons")
    for problem in check_catalogue(source.words, source.texts(), rules):
        yield replace(problem, place=problem.place.replace("locale/", "lessons/", 1))
    for name, file in source.base.lessons.items():
        if file.tree is not None and not file.problems:
            for problem in translation_problems(source.base, name, file.tree, code):
                yield replace(problem, place=problem.place.replace("locale/", "lessons/", 1))


def lent_words(source: LanguageSource) -> Iterator[tuple[str, str, Any, dict[str, str]]]:
    """(role, name, tree, words) of each lesson and document that is translated whole."""
    code = source.words.locale
    kinds: Sequence[tuple[str, dict[str, YamlFile]]] = (
        ("lesson", source.base.lessons),
        ("document", source.base.documents),
    )
    for role, files in kinds:
        for name, file in files.items():
            words = source.base.words(name, file.tree, code)
            if words is not None:
                yield role, name, file.tree, words
