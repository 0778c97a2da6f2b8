"""The sentences about sticks that the banner and the pages share."""

from __future__ import annotations

from milclicks.core.texts import N_, Texts
from milclicks.packs.travel.bring import Brought
from milclicks.packs.travel.stick import State, StickPack
from milclicks.ui.stick.work import Seen

BOTH = N_("On the stick {stick}: {new}, {newer}.")
ONE = N_("On the stick {stick}: {new}.")
APP = N_("Version {version} of the app is on the stick {stick}.")
ADDED = N_("Added: {packs}.")
NOT_ADDED = N_("Not added: {pack}. {why}")
NEEDED_HERE = N_("This pack needs version {version} of the app. It is on this stick.")
_STATES: dict[State, str] = {
    "new": N_("New: it is not on this computer yet."),
    "newer": N_("A newer version than the one on this computer."),
    "same": N_("It is on this computer already."),
    "older": N_("There is a newer version on this computer or on the stick."),
    "refused": N_("It cannot be added."),
}


def offer_words(texts: Texts, seen: Seen) -> str:
    """What a stick offers, in one sentence."""
    stick = seen.mount.name
    new = sum(one.state == "new" for one in seen.found.useful)
    newer = sum(one.state == "newer" for one in seen.found.useful)
    first = texts.say_n("{n} new pack", "{n} new packs", new)
    second = texts.say_n("{n} newer pack", "{n} newer packs", newer)
    if new and newer:
        return texts.say(BOTH, stick=stick, new=first, newer=second)
    if new or newer:
        return texts.say(ONE, stick=stick, new=first if new else second)
    version = seen.app.bundle.version if seen.app is not None else ""
    return texts.say(APP, stick=stick, version=version)


def state_words(texts: Texts, one: StickPack, seen: Seen) -> str:
    """How a pack on a stick stands to this computer."""
    if one.error is not None:
        return texts.message(one.error.sentence)
    grey = one.record.grey if one.record is not None else None
    if grey is not None and grey.code == "app.needed":
        version = grey.values.get("version", "")
        if seen.app is not None:
            return texts.say(NEEDED_HERE, version=version)
        reason = grey.readiness().reason
        return texts.message(reason) if reason is not None else ""
    return texts.say(_STATES[one.state])


def brought_words(texts: Texts, brought: Brought) -> list[str]:
    """What came of adding, a sentence each; what did not come in says why."""
    told: list[str] = []
    names = [one.title or one.id for one in brought.added]
    if names:
        told.append(texts.say(ADDED, packs=texts.list(names)))
    for refused in brought.refused:
        why = texts.message(refused.error.sentence)
        told.append(texts.say(NOT_ADDED, pack=refused.name, why=why))
    if brought.catalogue is not None:
        told.append(texts.message(brought.catalogue.sentence))
    for code, message in brought.news.told() if brought.news is not None else ():
        if code not in ("trust.newer", "trust.same"):
            told.append(texts.message(message))
    return told
