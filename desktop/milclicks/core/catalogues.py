"""The app's own catalogues: what is wrong with one, and how all are compiled.

Reads resources/locale/<locale>/milclicks.po; writes <out>/<locale>/LC_MESSAGES/milclicks.mo, with
sr_Latn generated from sr_Cyrl. Used by the build and the checks, not by the running app.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from milclicks.core.errors import N_, BadInput, Message, Problem
from milclicks.core.files import write_atomic
from milclicks.core.plurals import rule_of
from milclicks.core.translit import to_latin

FIXED = datetime(2026, 1, 1, tzinfo=UTC)
PLACEHOLDER = re.compile(r"\{[a-z_][a-z0-9_]*\}")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def read(path: Path) -> Catalog:
    """A catalogue as Babel reads it."""
    with path.open("rb") as stream:
        return read_po(stream, charset="utf-8")


def strings(entry: Entry) -> tuple[str, ...]:
    """All forms of a translation."""
    return tuple(entry.string) if isinstance(entry.string, (tuple, list)) else (str(entry.string),)


def ids(entry: Entry) -> tuple[str, ...]:
    """All forms of the source."""
    return tuple(entry.id) if isinstance(entry.id, (tuple, list)) else (str(entry.id),)


def plural_header(path: Path) -> str:
    """The plural rule as the file itself states it, on one line."""
    head = path.read_text("utf-8").split("\n\n", 1)[0]
    pieces = re.findall(r'^(?:msgstr )?"(.*)"$', head, re.MULTILINE)
    fields = "".join(pieces).split("\\n")
    found = [line.partition(":")[2].strip() for line in fields if line.startswith("Plural-Forms:")]
    return found[0] if found else ""


def header_is_pinned(path: Path, locale: str) -> bool:
    """Whether the forms of a catalogue stand in the order that this app reads them in."""
    return " ".join(plural_header(path).split()) == rule_of(locale)


def pin_header(path: Path, locale: str) -> None:
    """Write the locale's pinned plural rule into a catalogue."""
    head, gap, rest = path.read_text("utf-8").partition("\n\n")
    lines = re.sub(r'(?<!\\n)"\n"', "", head).splitlines()
    wanted = f'"Plural-Forms: {rule_of(locale)}\\n"'
    lines = [wanted if line.startswith('"Plural-Forms:') else line for line in lines]
    path.write_text("\n".join(lines) + gap + rest, "utf-8")


def same_as_english(folder: Path) -> set[tuple[str, str]]:
    """The (locale or *, text) pairs that may stand untranslated, from same_as_english.tsv."""
    path = folder / "same_as_english.tsv"
    if not path.exists():
        return set()
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:] if line]
    return {(row[0], row[1]) for row in rows}


def catalogue_problems(path: Path, locale: str, lists: Path | None = None) -> list[Problem]:
    """Every problem of one catalogue, with the sentence it is in.

    `lists` is the folder of same_as_english.tsv, two above the catalogue when it is not named.
    """
    allowed = same_as_english(lists or path.parent.parent)
    found = []
    if not header_is_pinned(path, locale):
        found.append(
            _problem("plural-rule", "header", N_("The plural rule is not the pinned one."))
        )
    for entry in read(path):
        if entry.id:
            found += entry_problems(entry, locale, allowed)
    return found


def entry_problems(entry: Entry, locale: str, allowed: set[tuple[str, str]]) -> list[Problem]:
    """The problems of one sentence."""
    source, said = ids(entry), strings(entry)
    if entry.fuzzy or not all(said):
        return [_problem("untranslated", source[0], N_("The sentence is not translated."))]
    found = []
    wanted = set(PLACEHOLDER.findall(source[-1]))
    for form in said:
        have = set(PLACEHOLDER.findall(form))
        if have - wanted or (wanted - {"{n}"}) - have or (len(said) == 1 and wanted != have):
            found.append(_problem("placeholders", source[0], N_("The placeholders differ.")))
        if BIDI.search(form):
            found.append(_problem("bidi", source[0], N_("It has a hidden direction sign.")))
    known = {(locale, source[0]), ("*", source[0])}
    if (
        said[0] == source[0]
        and not known & allowed
        and re.search(r"[^\W\d_]{2}", PLACEHOLDER.sub("", said[0]))
    ):
        found.append(_problem("english", source[0], N_("The translation equals the English.")))
    return found


def _problem(code: str, place: str, sentence: str) -> Problem:
    return Problem(
        code, place, Message(sentence), Message(N_("Mend the sentence in the catalogue."))
    )


def compile_catalogues(sources: Path, out: Path) -> list[str]:
    """Compile every catalogue, with sr_Latn from sr_Cyrl; the locales written."""
    done = []
    for path in sorted(sources.glob("*/milclicks.po")):
        locale = path.parent.name
        _compile(path, locale, out)
        done.append(locale)
        if locale == "sr_Cyrl":
            _compile(path, "sr_Latn", out)
            done.append("sr_Latn")
    return done


def _compile(path: Path, locale: str, out: Path) -> None:
    """Write one compiled catalogue; BadInput when its forms follow another plural rule."""
    if not header_is_pinned(path, locale):
        raise BadInput(
            Message(N_("The plural rule of {locale} is not the pinned one."), {"locale": locale}),
            Message(N_("Put the pinned rule into the header and the forms into its order.")),
            str(path),
        )
    catalog = Catalog(
        locale=locale, charset="utf-8", fuzzy=False, creation_date=FIXED, revision_date=FIXED
    )
    with path.open("rb") as stream:
        source = read_po(stream, charset="utf-8")
    for entry in source:
        said = strings(entry)
        if entry.id and all(said) and not entry.fuzzy:
            forms = tuple(to_latin(form) for form in said) if locale == "sr_Latn" else said
            catalog.add(entry.id, forms if isinstance(entry.id, (tuple, list)) else forms[0])
    catalog.mime_headers = [
        ("Plural-Forms", rule_of(locale)),
    ]
    compiled = BytesIO()
    write_mo(compiled, catalog)
    write_atomic(out / locale / "LC_MESSAGES" / "milclicks.mo", compiled.getvalue())
