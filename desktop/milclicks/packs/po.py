"""The catalogues of a pack: one gettext file per locale, each text found by its unit's id.

The context (msgctxt) is the global unit id, so two equal English texts may differ in another
language. Fuzzy, empty and stale translations count as untranslated. Latin Serbian is never stored:
it is made from the Cyrillic one. Judging a translation is `check_texts`.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from milclicks.core import translit
from milclicks.core.errors import Problem
from milclicks.core.texts import LOCALES
from milclicks.packs.remarks import remark

if TYPE_CHECKING:
    from milclicks.packs.source import SourceText

CYRILLIC: Final = "sr_Cyrl"
LATIN: Final = "sr_Latn"
_CONTEXT: Final = re.compile(r'^msgctxt "((?:[^"\\]|\\.)*)"$', re.MULTILINE)
_LINE: Final = re.compile(
    r'(?:#.*|(?:msg(?:ctxt|id|id_plural|str(?:\[\d\])?) )?"(?:[^"\\]|\\["\\nrt])*")?\s*'
)
_HEADER: Final = """\
# Translations of the content pack {slug}.
# The words in the brackets of msgctxt say where a text stands; they are not translated.
msgid ""
msgstr ""
"Project-Id-Version: {slug}\\n"
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


@dataclass(frozen=True, slots=True)
class Translation:
    """One entry: the English it was made from, the words, whether it is marked as unsure."""

    english: str
    text: str
    fuzzy: bool = False

    def holds(self, english: str) -> bool:
        """Whether it may be shown for the present English text."""
        return bool(self.text) and not self.fuzzy and self.english == english


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entries of one locale by global unit id."""

    locale: str
    entries: Mapping[str, Translation] = field(default_factory=dict)


def read_catalogues(folder: Path, problems: list[Problem]) -> dict[str, Catalogue]:
    """Every `<locale>.po` in `folder`, with Latin Serbian made from Cyrillic."""
    found: dict[str, Catalogue] = {}
    for path in sorted(folder.glob("*.po")):
        locale = path.stem
        if locale not in LOCALES or locale in ("en", LATIN):
            problems.append(remark("po.locale", f"locale/{path.name}", detail=locale))
            continue
        found[locale] = read_catalogue(path, locale, problems, f"locale/{path.name}")
    if CYRILLIC in found:
        entries = found[CYRILLIC].entries
        found[LATIN] = Catalogue(LATIN, {name: _latin(one) for name, one in entries.items()})
    return found


def _latin(one: Translation) -> Translation:
    return Translation(one.english, translit.to_latin(one.text), one.fuzzy)


def read_catalogue(path: Path, locale: str, problems: list[Problem], place: str) -> Catalogue:
    """One catalogue; what is wrong with it is added to `problems` at `place`."""
    from babel.messages.pofile import PoFileError, read_po

    try:
        text = path.read_text(encoding="utf-8")
        _strict(text)
        catalog = read_po(io.StringIO(text), locale=None, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        detail = str(error).splitlines()[0] if str(error) else "?"
        problems.append(remark("po.syntax", place, detail=detail))
        return Catalogue(locale)
    for name, times in Counter(_CONTEXT.findall(text)).items():
        if times > 1:
            problems.append(remark("po.twice", f"{place} {name}"))
    entries = {
        message.context: Translation(str(message.id), str(message.string), message.fuzzy)
        for message in catalog
        if message.context
    }
    return Catalogue(locale, entries)


def _strict(text: str) -> None:
    """Refuse a line that Babel would read as something else than was meant."""
    for number, line in enumerate(text.split("\n"), 1):
        if not _LINE.fullmatch(line):
            raise ValueError(f"line {number}")


def template(slug: str, texts: Iterable[SourceText], old: Catalogue | None = None) -> str:
    """The catalogue to translate, with what `old` already has; the same bytes every time."""
    parts = [_HEADER.format(slug=slug, locale=old.locale if old else "")]
    for text in texts:
        parts.append(_entry(text, old.entries.get(text.id) if old else None))
    return "\n".join(parts)


def _entry(text: SourceText, old: Translation | None) -> str:
    lines = [f"#: {text.place.split(' ')[0].partition(':')[0]}"]
    stale = old is not None and bool(old.text) and (old.fuzzy or old.english != text.text)
    if stale:
        lines.append("#, fuzzy")
    lines += [f"msgctxt {_quoted(text.id)}", f"msgid {_quoted(text.text)}"]
    lines.append(f"msgstr {_quoted(old.text if old else '')}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    lines = escaped.split("\n")
    if len(lines) == 1:
        return f'"{escaped}"'
    rows = [f'"{line}\\n"' for line in lines[:-1]] + ([f'"{lines[-1]}"'] if lines[-1] else [])
    return "\n".join(['""', *rows])
