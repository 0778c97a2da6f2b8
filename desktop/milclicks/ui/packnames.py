"""Which pack a lesson is from, and in which language it is shown, where that must be said.

With one pack nothing is said: its lessons need no name beside them. With two each list names the
pack and who publishes it, so that a teacher knows whose lesson it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_, PSEUDO, Texts, own_name
from milclicks.packs.trust.label import named
from milclicks.ui.inline import plain
from milclicks.ui.page import block
from milclicks.ui.widgets.text import small, subtitle

if TYPE_CHECKING:
    from milclicks.packs.shelf import LessonCard
    from milclicks.ui.context import Context

PUBLISHED = N_("Published by {publisher}")
NAMED = N_("{pack} ({publisher})")
IN_PACK = N_("{lesson} · {pack}")
QUOTED = N_("“{pack}”")
IN = N_("In {language}")
SHOWN_IN = N_("{words} · in {language}")
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class PackName:
    """The title of a pack in the language of the screen, and its publisher (may be empty)."""

    title: str
    publisher: str
    claim: str = ""
    """What is said in place of the publisher for a pack that the makers of the app did not sign."""

    def whole(self, texts: Texts) -> str:
        """Both in one line."""
        if self.claim:
            return texts.say(IN_PACK, lesson=self.title, pack=self.claim)
        if not self.publisher:
            return self.title
        return texts.say(NAMED, pack=self.title, publisher=self.publisher)

    def published(self, texts: Texts) -> str:
        """Who publishes it, as a line; empty when nobody is named."""
        if self.claim:
            return self.claim
        return texts.say(PUBLISHED, publisher=self.publisher) if self.publisher else ""


def pack_names(context: Context) -> Mapping[str, PackName]:
    """By pack id, of all packs that have lessons; empty while there is only one of the makers'."""
    found = {
        pack.id: PackName(
            plain(pack.title) or pack.id, pack.publisher, named(context.texts, pack.standing)
        )
        for pack in context.workspace.library.packs(context.texts.locale)
        if pack.usable and pack.lessons and pack.type == "lessons"
    }
    return found if len(found) > 1 or any(one.claim for one in found.values()) else {}


def quoted(texts: Texts, title: str) -> str:
    """A title in the middle of a sentence; without its marks it would read as an order."""
    return texts.say(QUOTED, pack=title)


def by_pack(
    names: Mapping[str, PackName], rows: Iterable[tuple[LessonCard, _Row]]
) -> Iterator[tuple[PackName | None, list[_Row]]]:
    """The rows pack by pack under its name; all together under none while there is one pack."""
    groups: dict[str, list[_Row]] = {}
    for card, row in rows:
        groups.setdefault(card.ref.pack if card.ref.pack in names else "", []).append(row)
    for pack, members in groups.items():
        yield names.get(pack), members


def lesson_of(texts: Texts, names: Mapping[str, PackName], card: LessonCard) -> str:
    """The title of a lesson, with its pack where there are several."""
    name = names.get(card.ref.pack)
    title = plain(card.title)
    return texts.say(IN_PACK, lesson=title, pack=name.title) if name is not None else title


def in_language(texts: Texts, words: str, locale: str | None) -> str:
    """The words, and the language of a lesson that is not there in that of the screen."""
    if not locale or locale == texts.locale or texts.locale == PSEUDO:
        return words
    if not words:
        return texts.say(IN, language=own_name(locale))
    return texts.say(SHOWN_IN, words=words, language=own_name(locale))


def pack_heading(context: Context, name: PackName) -> QWidget:
    """The name of a pack above its lessons, and who publishes it."""
    published = name.published(context.texts)
    heading = subtitle(name.title)
    return block(heading, small(published), gap=0) if published else heading
