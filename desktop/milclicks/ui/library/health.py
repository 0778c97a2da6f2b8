"""Whether a pack is whole: what is damaged, in words; a look at every part; mending it.

Both are errands of the window with progress and Stop. Nothing of a pack that came with the app, or
that lies on a stick, is ever written to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from milclicks.core.errors import Message, MilClicksError
from milclicks.core.texts import N_, Texts
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.jobs import Tell
from milclicks.ui.library.errand import Errand, Task
from milclicks.ui.library.work import Work

if TYPE_CHECKING:
    from milclicks.packs.shelf import PackInfo

LESSONS = N_("Damaged, and closed until the pack is repaired: {lessons}")
REST = N_("Everything else in this pack works as before.")
WHOLE_FILE = N_("The list of contents of this pack is damaged, so none of it can be opened.")
CHECKING = N_("Reading and checking every part of the pack …")
REPAIRING = N_("Repairing the pack: only what is damaged comes anew …")
SOUND = N_("“{pack}”: all parts are in order.")
FOUND = N_("“{pack}”: damaged parts were found. The card of the pack says which.")
MENDED = N_("“{pack}” is repaired. All parts are in order.")
UNCHANGED = N_("Stopped. The pack is as it was.")
NOBODY = N_("“{pack}” cannot be repaired yet: nobody who could be asked has its damaged parts.")
BRING = N_(
    "Put in a stick with this pack, or share it from another computer in this room, or name a "
    "place where packs come from. Then press Repair again. Everything else works as before."
)


def told_of_damage(context: Context, pack: PackInfo) -> list[str]:
    """What is damaged of a pack, in sentences; nothing when all of it is whole."""
    texts = context.texts
    if not pack.version and pack.ready.state == "damaged":
        return [texts.say(WHOLE_FILE)]
    if not pack.damaged:
        return []
    library = context.workspace.library
    listed = library.listed(pack.key, texts.locale) if pack.usable else {}
    stems = {part: part.rpartition("/")[2].rpartition(".")[0] for part in pack.damaged}
    blocked = dict.fromkeys(stem for stem in stems.values() if stem in listed)
    media = [part for part in stems if part.startswith("media/")]
    other = [part for part, stem in stems.items() if part not in media and stem not in blocked]
    told = []
    if blocked:
        names = [plain(listed[one].title) or one for one in blocked]
        told.append(texts.say(LESSONS, lessons=texts.list(names)))
    if media:
        told.append(_media(texts, len(media)))
    if other:
        told.append(_other(texts, len(other)))
    return [*told, texts.say(REST)]


def _media(texts: Texts, count: int) -> str:
    return texts.say_n(
        "{n} picture or sound is damaged; its words are shown in its place.",
        "{n} pictures or sounds are damaged; their words are shown in their place.",
        count,
    )


def _other(texts: Texts, count: int) -> str:
    return texts.say_n(
        "{n} part beside the lessons is damaged, such as a list of words.",
        "{n} parts beside the lessons are damaged, such as a list of words.",
        count,
    )


def _named(pack: PackInfo) -> str:
    return pack.id if pack.version else pack.path.name


def check(context: Context, pack: PackInfo) -> None:
    """Read every part of a pack, and say whether it is whole."""
    locale = context.texts.locale

    def prepare(_agreed: bool) -> Callable[[Tell], PackInfo]:
        work = Work.of(context)
        return lambda tell: work.check(_named(pack), locale, tell)

    title = plain(pack.title) or pack.id
    told = _after(SOUND)
    task = Task(prepare, CHECKING, title, pack.bytes, UNCHANGED, told, added=False)
    Errand.of(context).begin(context, task)


def repair(context: Context, pack: PackInfo) -> None:
    """Mend a pack; when nobody has its parts, say so and what to do."""
    locale, title = context.texts.locale, plain(pack.title) or pack.id

    def prepare(agreed: bool) -> Callable[[Tell], PackInfo]:
        work = Work.mending(context)

        def mend(tell: Tell) -> PackInfo:
            from milclicks.packs.travel.repair import NotMended

            try:
                return work.repair(_named(pack), locale, tell, agreed=agreed)
            except NotMended as error:
                values: dict[str, Any] = {"pack": title}
                raise _Nobody(Message(NOBODY, values), Message(BRING), str(error)) from error

        return mend

    told = _after(MENDED)
    task = Task(prepare, REPAIRING, title, pack.bytes, UNCHANGED, told, added=False)
    Errand.of(context).begin(context, task)


class _Nobody(MilClicksError):
    """The same as NotMended, with the name of the pack."""

    code = "repair.no_donor"


def _after(whole: str) -> Callable[[PackInfo], str]:
    """What to say of a pack that is whole now, or is not."""
    return lambda pack: FOUND if pack.damaged or not pack.version else whole
