"""Learners: a nickname and a drawn avatar, nothing else; kept apart from results, erasable.

Events know a learner only by a random id. Forgetting erases the row, the notes and the person's own
projections, here and in the backups; the event that says so wins every merge.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from dataclasses import dataclass

from milclicks.core.errors import N_, BadInput, Message, NotFound
from milclicks.core.ids import new_id
from milclicks.records.events import Event, EventDraft
from milclicks.records.store import EventStore

LONGEST_NAME = 40
HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
JOINERS = frozenset("\u200c\u200d")  # needed inside words of some scripts


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody who learns here."""

    id: str
    nickname: str
    avatar: str


class People:
    """The learners of one data folder."""

    def __init__(self, store: EventStore) -> None:
        self._store = store

    @property
    def _db(self) -> sqlite3.Connection:
        return self._store.connection

    def learners(self) -> tuple[Learner, ...]:
        """Everybody, by nickname."""
        found = self._db.execute("select id, nickname, avatar from person").fetchall()
        return tuple(
            sorted(
                (Learner(*row) for row in found), key=lambda who: (who.nickname.casefold(), who.id)
            )
        )

    def learner(self, learner: str) -> Learner:
        """One learner; NotFound when there is none."""
        row = self._db.execute(
            "select id, nickname, avatar from person where id = ?", (learner,)
        ).fetchone()
        if row is None:
            raise NotFound(
                Message(N_("This learner is not on this computer any more.")),
                Message(N_("Choose another learner, or join again.")),
            )
        return Learner(*row)

    def add(self, nickname: str, avatar: str) -> Learner:
        """Let somebody join; BadInput when the nickname is empty, too long or taken."""
        who = Learner(new_id(), self._checked(nickname, None), avatar)
        self._write("person_added", who)
        return who

    def change(self, learner: str, nickname: str, avatar: str) -> Learner:
        """Give somebody another nickname or avatar."""
        before = self.learner(learner)
        who = Learner(learner, self._checked(nickname, before.id), avatar)
        if who != before:
            self._write("person_changed", who)
        return who

    def _write(self, kind: str, who: Learner) -> None:
        """The event and the name in one transaction; the name carries the event's key."""

        def name(connection: sqlite3.Connection, events: tuple[Event, ...]) -> None:
            (event,) = events
            connection.execute(
                "insert or replace into person values(?,?,?,?,?,?)",
                (who.id, who.nickname, who.avatar, event.tick, event.device, event.seq),
            )

        self._store.append([draft(kind, who.id)], name)

    def _checked(self, nickname: str, own: str | None) -> str:
        name = tidy(nickname)
        if not name or len(name) > LONGEST_NAME:
            raise BadInput(
                Message(N_("A nickname has 1 to {most} signs."), {"most": LONGEST_NAME}),
                Message(N_("Type a shorter one; a first name or a made-up name is enough.")),
            )
        for other in self.learners():
            if other.nickname.casefold() == name.casefold() and other.id != own:
                raise BadInput(
                    Message(N_("Somebody here is already called {name}."), {"name": name}),
                    Message(N_("Add a letter or choose another nickname.")),
                )
        return name


def tidy(nickname: str) -> str:
    """A typed nickname without hidden signs, composed (NFC), with single spaces."""
    shown = "".join(
        " " if sign.isspace() else sign
        for sign in nickname
        if sign.isspace() or sign in JOINERS or unicodedata.category(sign) not in HIDDEN
    )
    return " ".join(unicodedata.normalize("NFC", shown).split()).strip("\u200c\u200d")


def draft(kind: str, learner: str) -> EventDraft:
    """An event about a person."""
    return EventDraft(kind=kind, subject_kind="learner", subject=learner)
