"""For translators: the catalogue to fill in, the record of ids, and how much is translated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from milclicks.core.files import write_atomic
from milclicks.core.texts import LOCALES
from milclicks.packs import history, po, uilocale
from milclicks.packs.builder import PackProblems
from milclicks.packs.contents import coverage as share
from milclicks.packs.pack import Pack
from milclicks.packs.source import Source, read_source
from milclicks.packs.uilocale_source import app_template, is_language_pack, read_language_source

Share = tuple[str, int, dict[str, int]]


def extract(folder: Path, output: Path | None, *, update: bool) -> tuple[list[Path], int]:
    """Write the catalogue template and history.yaml of the source in `folder`.

    With `update`, each locale's catalogue gets the new texts too; what was translated from another
    English text is marked as unsure. Returns the files written and the number of texts. Raises
    PackProblems when the source cannot be read.
    """
    if is_language_pack(folder):
        return _extract_language(folder, output, update)
    source = _readable(folder)
    texts = list(source.texts())
    files = {output or folder / "locale" / f"{source.slug}.pot": po.template(source.slug, texts)}
    files[folder / "history.yaml"] = history.updated(source)
    for locale, catalogue in source.catalogues.items():
        if update and locale != po.LATIN:
            path = folder / "locale" / f"{locale}.po"
            files[path] = po.template(source.slug, texts, catalogue)
    for path, text in files.items():
        write_atomic(path, text.encode("utf-8"), named=True)
    return list(files), len(texts)


def _extract_language(folder: Path, output: Path | None, update: bool) -> tuple[list[Path], int]:
    """The same for what a language pack translates of another; it has no ids of its own."""
    source = read_language_source(folder)
    if source.head is None or source.pack.problems:
        raise PackProblems(source.problems)
    texts = source.texts()
    code = source.head.language.code
    files = {output or folder / "lessons" / f"{source.slug}.pot": po.template(source.slug, texts)}
    if update:
        known = po.Catalogue(code, source.words.entries)
        files[folder / "lessons" / f"{code}.po"] = po.template(source.slug, texts, known)
    for path, text in files.items():
        write_atomic(path, text.encode("utf-8"), named=True)
    return list(files), len(texts)


def _readable(folder: Path) -> Source:
    source = read_source(folder)
    errors = [problem for problem in source.problems if problem.severity == "error"]
    if errors:
        raise PackProblems(errors)
    return source


def coverage(path: Path) -> tuple[int, list[Share]]:
    """(number of texts, (locale, per mille, per mille by lesson) for each locale) of a pack."""
    if path.is_dir() and is_language_pack(path):
        return _language_coverage(path)
    if path.is_dir():
        source = _readable(path)
        return len(list(source.texts())), list(_shares(source))
    with Pack(path) as pack:
        return _units(pack), list(_built(pack))


def _language_coverage(folder: Path) -> tuple[int, list[Share]]:
    source = read_language_source(folder)
    if source.head is None:
        raise PackProblems(source.problems)
    shares = source.shares()
    units = len(app_template()) + len(source.texts())
    return units, [(source.head.language.code, shares["app"], shares)]


def _shares(source: Source) -> Iterator[Share]:
    texts = [(one.id, one.text) for one in source.texts()]
    for locale in LOCALES:
        lessons = {
            name: share(source, [one for one in texts if one[0].startswith(f"{name}:")], locale)
            for name in source.lessons
        }
        yield locale, share(source, texts, locale), lessons


def _built(pack: Pack) -> Iterator[Share]:
    """A built pack holds a lesson in a locale whole or not at all."""
    held = pack.manifest
    if held.type == uilocale.TYPE:
        found = uilocale.read(pack)
        share = found.coverage() or 0
        parts = {part.rpartition("/")[2]: 1000 for part in found.lends}
        yield found.language.code, share, {"app": share, **parts}
        return
    for locale, told in held.locales.items():
        lessons = {one.id: 1000 if locale in one.locales_complete else 0 for one in held.lessons}
        yield locale, told.coverage, lessons


def _units(pack: Pack) -> int:
    if pack.manifest.type == uilocale.TYPE:
        found = uilocale.read(pack)
        lent = [one for one in pack.resources if one.role == "texts"]
        return len(found.catalogue) + sum(len(pack.tree(one.path)) for one in lent)
    source = pack.manifest.source_locale
    start = f"texts/{source}/"
    return sum(len(pack.tree(one.path)) for one in pack.resources if one.path.startswith(start))
