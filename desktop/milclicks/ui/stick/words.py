"""The sentences about sticks that the banner and the pages share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_, Texts
from milclicks.packs import refusals
from milclicks.packs.shelf import PackInfo
from milclicks.packs.travel.bring import Brought, Refused
from milclicks.packs.travel.stick import State, StickPack
from milclicks.ui.inline import plain
from milclicks.ui.packnames import quoted
from milclicks.ui.sizes import size_words
from milclicks.ui.stick.work import Seen

BOTH = N_("On the stick {stick}: {new}, {newer}.")
ONE = N_("On the stick {stick}: {new}.")
APP = N_("Version {version} of the app is on the stick {stick}.")
BOTH_AND_APP = N_("On the stick {stick}: {new}, {newer}, and version {version} of the app.")
ONE_AND_APP = N_("On the stick {stick}: {new}, and version {version} of the app.")
ADDED = N_("Added: {packs}.")
NOT_ADDED = N_("Not added: {pack}. {why}")
NOT_YET = N_("Not added yet: {packs}.")
NOTHING = N_("Stopped. Nothing was changed.")
UPDATED, VERSIONED = N_("Updated: {packs}."), N_("{pack} (version {version})")
FILED = N_("{pack} ({file})")
HALTED = N_("Stopped.")
STOPPED = N_("Stopped. Added before that: {packs}.")
BACK = N_("The stick is in again: you can go on.")
DAMAGED = N_(
    "Not added: {pack}. It is damaged on the stick {stick}, and nothing else that is plugged in "
    "has its damaged parts."
)
MEND = N_("Copy it onto the stick again, or put in another stick that has it.")
ONE_SIZED = N_("{pack}, {size}")
SIZED = N_("{packs}, together {size}.")
TEACHERS = N_("From a teacher, not from the app’s makers: {packs}.")
UNKNOWN = N_("This computer does not know its maker yet. You compare six words first.")
NEEDED_HERE = N_("This pack needs version {version} of the app. It is on this stick.")
_NAMED = 2
TOLD = 2
"""Packs that did not come in and are named; the page of the sticks has them all."""
_LONG = 48
"""Letters of a name that the banner has room for."""
_DAMAGED = ("repair.no_donor", "file.unreadable", "zip", "blob")
_STATES: dict[State, str] = {
    "new": N_("New: it is not on this computer yet."),
    "newer": N_("A newer version than the one on this computer."),
    "same": N_("It is on this computer already."),
    "older": N_("There is a newer version on this computer or on the stick."),
    "refused": N_("It cannot be added."),
}


def offer_words(texts: Texts, seen: Seen, packs: bool = True, app: bool = True) -> str:
    """What a stick offers, in one sentence; without what was answered already."""
    version = seen.app.bundle.version if seen.app is not None else ""
    if not packs:
        return texts.say(APP, stick=seen.mount.name, version=version)
    stick = seen.mount.name
    new = sum(one.state == "new" for one in seen.found.useful)
    newer = sum(one.state == "newer" for one in seen.found.useful)
    first = texts.say_n("{n} new pack", "{n} new packs", new)
    second = texts.say_n("{n} newer pack", "{n} newer packs", newer)
    offered = {"stick": stick, "newer": second, "version": version}
    if new and newer:
        return texts.say(BOTH_AND_APP if version and app else BOTH, new=first, **offered)
    one = first if new else second
    return texts.say(ONE_AND_APP if version and app else ONE, new=one, **offered)


def pack_words(texts: Texts, seen: Seen) -> list[str]:
    """The names of what is worth adding with its size, and which of it is a teacher's."""
    useful = seen.found.useful
    if not useful:
        return []
    size = sum(one.record.bytes for one in useful if one.record is not None)
    names = names_of(texts, [title_of(texts, one) for one in useful])
    told = size_words(texts, size)
    one = len(useful) == 1
    sized = texts.say(ONE_SIZED if one else SIZED, **{"pack" if one else "packs": names}, size=told)
    return [sized, *teacher_words(texts, seen)]


def names_of(texts: Texts, titles: Sequence[str]) -> str:
    """Two names at most, and how many more there are."""
    return _listed(texts, [_short(one) for one in titles])


def _short(title: str) -> str:
    return title if len(title) <= _LONG else f"{title[:_LONG].rstrip()}…"


def _listed(texts: Texts, short: Sequence[str]) -> str:
    if len(short) <= _NAMED:
        return texts.list(short)
    return texts.say_n(
        "{first}, {second} and {n} more pack",
        "{first}, {second} and {n} more packs",
        len(short) - _NAMED,
        first=short[0],
        second=short[1],
    )


def title_of(texts: Texts, one: StickPack) -> str:
    """What a pack on a stick is called, in the reader's language; its file's name without one."""
    info = one.info(texts.locale)
    return (plain(info.title) or info.id) if info is not None else one.path.name


def file_title(path: Path, packs: Iterable[PackInfo]) -> str:
    """What a damaged file was, by its name and a pack that is here; else the name."""
    name = path.stem.lower().rpartition("-")[0]
    found = next((plain(one.title) for one in packs if one.id == name), "")
    return found or path.name


def teacher_words(texts: Texts, seen: Seen) -> list[str]:
    """Which of the packs worth adding are a teacher's, in one sentence; none when none is."""
    names = [title_of(texts, one) for one in seen.found.useful if one.by_teacher]
    return [texts.say(TEACHERS, packs=names_of(texts, names))] if names else []


def state_words(texts: Texts, one: StickPack, seen: Seen) -> str:
    """How a pack on a stick stands to this computer."""
    if one.unknown is not None:
        return texts.say(UNKNOWN)
    if one.error is not None:
        return fault_words(texts, one.error)[0]
    grey = one.record.grey if one.record is not None else None
    if grey is not None and grey.code == "app.needed":
        version = grey.values.get("version", "")
        if seen.app is not None:
            return texts.say(NEEDED_HERE, version=version)
        reason = grey.readiness().reason
        return texts.message(reason) if reason is not None else ""
    return texts.say(_STATES[one.state])


def brought_words(
    texts: Texts,
    stick: str,
    brought: Brought,
    titles: Sequence[str],
    back: bool,
    listed: bool = False,
) -> list[str]:
    """What came of adding, a sentence each; what did not come in says why.

    `titles` are those of what was added; `back`: what is left lies on a stick that is in; `listed`:
    the page below has all that lies there.
    """
    told: list[str] = []
    gone = brought.gone
    if gone is not None:
        told.append(texts.message(gone.sentence))
    new, updated = _came(texts, brought, titles)
    halted = bool(titles and brought.rest and gone is None)
    if new:
        told.append(texts.say(STOPPED if halted else ADDED, packs=new))
    elif halted:
        told.append(texts.say(HALTED))
    elif brought.stopped and not updated:
        told.append(texts.say(NOTHING))
    if updated:
        told.append(texts.say(UPDATED, packs=updated))
    if brought.rest and (titles or gone is not None):
        left = [quoted(texts, _short(title_of(texts, one))) for one in brought.rest]
        told.append(texts.say(NOT_YET, packs=_listed(texts, left)))
    if gone is not None and gone.remedy is not None:
        told.append(texts.say(BACK) if back else texts.message(gone.remedy))
    told += _refused(texts, stick, brought, listed)
    if brought.rest:
        return told  # the rest is said when all has come in
    if brought.catalogue is not None:
        told.append(texts.message(brought.catalogue.sentence))
    for code, message in brought.news.told() if brought.news is not None else ():
        if code not in ("trust.newer", "trust.same"):
            told.append(texts.message(message))
    return told


def _came(texts: Texts, brought: Brought, titles: Sequence[str]) -> tuple[str, str]:
    """The names of packs that are new here, and of those that are newer, with their versions."""
    names = [quoted(texts, _short(one)) for one in titles]
    pairs = list(zip(brought.added, names, strict=True))
    new = [title for one, title in pairs if one.key not in brought.newer]
    updated = [
        texts.say(VERSIONED, pack=title, version=one.version)
        for one, title in pairs
        if one.key in brought.newer
    ]
    return _listed(texts, new), _listed(texts, updated)


def _refused(texts: Texts, stick: str, brought: Brought, listed: bool) -> Iterator[str]:
    """Which packs did not come in, why, and what to do; of many how many, and a few by name.

    `listed`: all of them stand on the page below.
    """
    wrong = [one for one in brought.refused if one.pack not in brought.rest]
    many = len(wrong) > TOLD
    if many:
        yield texts.say_n("{n} pack was not added.", "{n} packs were not added.", len(wrong))
    for one in () if many and listed else _of_each_kind(wrong)[:TOLD]:
        why, remedy = fault_words(texts, one.error)
        name = _with_file(texts, one.pack)
        if damaged(one.error) and len(wrong) == 1:
            told = texts.say(DAMAGED, pack=name, stick=stick)
        else:
            told = texts.say(NOT_ADDED, pack=name, why=why)
        yield told if many or not remedy else f"{told} {remedy}"


def _of_each_kind(wrong: Sequence[Refused]) -> list[Refused]:
    """One of each kind of fault first, so that few of them tell what there is."""
    before: dict[str, int] = {}
    turns = []
    for one in wrong:
        kind = MEND if damaged(one.error) else one.error.code.partition(".")[0]
        turns.append(before.get(kind, 0))
        before[kind] = turns[-1] + 1
    return [wrong[at] for at in sorted(range(len(wrong)), key=turns.__getitem__)]


def untold(brought: Brought) -> bool:
    """Whether more packs did not come in than are named."""
    return sum(one.pack not in brought.rest for one in brought.refused) > TOLD


def damaged(error: MilClicksError) -> bool:
    """Whether another copy of the same pack may be whole."""
    return error.code.startswith(_DAMAGED)


def fault_words(texts: Texts, error: MilClicksError) -> tuple[str, str]:
    """What is wrong with a pack on a stick, and what to do about it, where something can be done.

    The names of its damaged parts are for its makers.
    """
    if damaged(error):
        why = refusals.words("blob")[0] if error.code == _DAMAGED[0] else error.sentence
        return texts.message(why), texts.say(MEND)
    remedy = error.remedy
    return texts.message(error.sentence), texts.message(remedy) if remedy is not None else ""


def _with_file(texts: Texts, one: StickPack) -> str:
    """A pack by its title and its file's name, since many files may have one title."""
    title, file = _short(title_of(texts, one)), _short(one.path.name)
    if title == file:
        return quoted(texts, file)
    return texts.say(FILED, pack=quoted(texts, title), file=file)
