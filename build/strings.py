"""Keeps the catalogues of the app in step with its code: extract, update, or only check.

`strings.py` extracts every sentence (say, say_n, N_ in the code; the teacher's guide) and merges it
into resources/locale/<locale>/milclicks.po, and into locale/<code>.po of each language pack in
content_packs. `--check` changes nothing and exits 1 when a catalogue
is behind. sr_Latn has no catalogue: it is generated from sr_Cyrl.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from ruamel.yaml import YAML

from milclicks.core import catalogues
from milclicks.packs.portuguese import other_portuguese
from milclicks.packs.uilocale_source import is_language_pack, read_head

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "locale"
TEMPLATE = FOLDER / "milclicks.pot"
TRANSLATED = ("fr", "es", "ar", "pt_PT", "pt_BR", "sr_Cyrl")
KEYWORDS = {"say": 1, "N_": 1, "say_n": 2}
"""Which calls hold sentences, and in how many of their first arguments."""


def translated() -> dict[str, tuple[Path, Path]]:
    """Locale -> (its catalogue, the folder of its same_as_english.tsv): of the app, of packs."""
    found = {code: (FOLDER / code / "milclicks.po", FOLDER) for code in TRANSLATED}
    for path in sorted((ROOT / "content_packs").glob("*/pack.yaml")):
        if is_language_pack(path.parent):
            head = read_head(path.parent)
            code = head.language.code
            found[code] = (path.parent / "locale" / f"{code}.po", path.parent / "locale")
    return found


def code_sentences() -> Catalog:
    """Every sentence that the code and the guide show, with its places."""
    catalog = Catalog(project="MIL CLICKS Desktop", charset="utf-8", fuzzy=False)
    folder = ROOT / "desktop"
    for path in sorted(folder.rglob("*.py"), key=lambda one: one.relative_to(folder).as_posix()):
        for message in said_in(path.read_text(encoding="utf-8")):
            catalog.add(message, locations=[(path.relative_to(folder).as_posix(), 0)])
    for text in guide_sentences():
        catalog.add(text, locations=[("resources/help/guide.yaml", 0)])
    return catalog


def said_in(source: str) -> Iterator[str | tuple[str, ...]]:
    """The sentences of a module in their order, those within f-strings with them."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        words = [getattr(one, "value", None) for one in call.args[: KEYWORDS.get(name, 0)]]
        texts = tuple(one for one in words if one and isinstance(one, str))
        if texts and len(texts) == KEYWORDS[name]:
            yield texts if len(texts) > 1 else texts[0]


def guide_sentences() -> Iterator[str]:
    """Every text of the teacher's guide."""
    path = ROOT / "resources" / "help" / "guide.yaml"
    if path.exists():
        yield from texts_in(YAML(typ="safe").load(path))


def texts_in(node: object) -> Iterator[str]:
    """The strings under `title` and `text`, in reading order."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("title", "text") and isinstance(value, str):
                yield value
            else:
                yield from texts_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts_in(value)


def load(path: Path, locale: str | None = None) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, locale=locale, charset="utf-8")


def save(path: Path, catalog: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        write_po(
            stream,
            catalog,
            width=100,
            ignore_obsolete=True,
            include_lineno=False,
            omit_header=False,
        )


def update() -> int:
    """Write the template and merge it into every catalogue."""
    fresh = code_sentences()
    save(TEMPLATE, fresh)
    for locale, (path, _lists) in translated().items():
        catalog = load(path, locale) if path.exists() else Catalog(locale=locale, charset="utf-8")
        catalog.update(fresh, no_fuzzy_matching=True)
        catalog.fuzzy = False
        save(path, catalog)
        catalogues.pin_header(path, locale)
        open_ones = sum(1 for message in catalog if message.id and not filled(message.string))
        print(f"{locale}: {len(catalog)} sentences, {open_ones} to translate")
    return 0


def filled(string: object) -> bool:
    """Whether a translation, singular or plural, has all its forms."""
    return all(string) if isinstance(string, tuple) else bool(string)


def translations(path: Path, locale: str) -> Iterator[tuple[str, ...]]:
    """All forms of every translated sentence."""
    for message in load(path, locale):
        if message.id and filled(message.string):
            yield catalogues.strings(message)


def check() -> int:
    """Print what each catalogue lacks; 0 when nothing."""
    fresh = {message.id for message in code_sentences() if message.id}
    found = []
    for locale, (path, lists) in translated().items():
        if not path.exists():
            found.append(f"{locale}: there is no catalogue")
            continue
        known = {message.id for message in load(path, locale) if message.id}
        found += [f"{locale}: missing {text!r}" for text in sorted(map(str, fresh - known))]
        found += [f"{locale}: no longer used {text!r}" for text in sorted(map(str, known - fresh))]
        found += [
            f"{locale}: {word!r} belongs to the other Portuguese: {forms[0]!r}"
            for forms in translations(path, locale)
            for word in other_portuguese(locale, " ".join(forms))
        ]
        found += [
            f"{locale}: {problem.place}: {problem.sentence.text} {problem.sentence.values}"
            for problem in catalogues.catalogue_problems(path, locale, lists)
        ]
    print("\n".join(found[:200]), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(check() if "--check" in sys.argv else update())
