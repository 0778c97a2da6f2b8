"""Learners: a nickname and a drawn avatar, nothing else; kept apart from results, erasable.

Events know a learner only by a random id. Forgetting erases the row, the notes and the person's own
projections; the event that says so wins every merge.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from milclicks.core.errors import N_, BadInput, Message, NotFound
from milclicks.core.ids import new_id
from milclicks.records.events import Event, EventDraft
from milclicks.records.store import EventStore, Transaction

LONGEST_NAME = 40


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
        rows = self._db.execute("select id, nickname, avatar from person").fetchall()
        return tuple(
            sorted((Learner(*row) for row in rows), key=lambda who: who.nickname.casefold())
        )

    def learner(self, learner: str) -> Learner:
        """One learner; NotFound when there is none."""
        row = self._db.execute(
            "select id, nickname, avatar from person where id = ?", (learner,)
        ).fetchone()
        if row is None:
            raise NotFound(Message(N_("This learner is not on this computer any more.")))
        return Learner(*row)

    def add(self, nickname: str, avatar: str) -> Learner:
        """Let somebody join; BadInput when the nickname is empty, too long or taken."""
        name = self._checked(nickname, None)
        who = Learner(new_id(), name, avatar)
        self._store.append([self._draft("person_added", who.id)])
        with Transaction(self._db):
            self._db.execute("insert into person values(?, ?, ?)", (who.id, name, avatar))
        return who

    def change(self, learner: str, nickname: str, avatar: str) -> Learner:
        """Give somebody another nickname or avatar."""
        before = self.learner(learner)
        name = self._checked(nickname, before.id)
        self._store.append([self._draft("person_changed", learner)])
        with Transaction(self._db):
            self._db.execute(
                "update person set nickname = ?, avatar = ? where id = ?", (name, avatar, learner)
            )
        return Learner(learner, name, avatar)

    def forget(self, learner: str) -> Event:
        """Erase a person: name, notes, own progress; results without a name stay in the counts."""
        event = self._store.append([self._draft("forgotten", learner)])[0]
        self._db.execute("pragma wal_checkpoint(truncate)")
        self._db.execute("vacuum")
        return event

    def _checked(self, nickname: str, own: str | None) -> str:
        name = " ".join(nickname.split())
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

    @staticmethod
    def _draft(kind: str, learner: str) -> EventDraft:
        return EventDraft(kind=kind, subject_kind="learner", subject=learner)
