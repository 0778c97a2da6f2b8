"""What can be asked of the records: events, progress, pacts, codes, clicks. It writes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from milclicks.records import rows
from milclicks.records.events import Event
from milclicks.records.projections import LessonProgress
from milclicks.records.store import EventStore

PROGRESS = (
    "select pack, lesson, run, step, steps, status, kept, kept_of, caught, caught_of, done"
    " from progress where subject = ? order by tick"
)

CLICK = "click, seen, last_tick, last_at, last_boot"


@dataclass(frozen=True, slots=True)
class ClickSeen:
    """A daily click that was shown: how often, and when last (tick, ISO 8601 in UTC, start)."""

    click: str
    times: int
    last_tick: int
    last_at: str
    last_boot: str


class Asking:
    """The questions; `Records` adds the verbs."""

    def __init__(self, store: EventStore) -> None:
        self.store = store

    def events(
        self, *, run: str | None = None, subject: str | None = None, kind: str | None = None
    ) -> tuple[Event, ...]:
        """Stored events in their total order."""
        return tuple(self.store.events(run=run, subject=subject, kind=kind))

    def progress(self, learner: str | None) -> dict[str, LessonProgress]:
        """Lesson id -> how far this learner (None: the guest) is."""
        found = self._rows(PROGRESS, learner or "")
        return {str(row[1]): LessonProgress(*row) for row in found}  # type: ignore[arg-type] # as stored

    def open_run(self, learner: str | None) -> str | None:
        """The run that this learner (None: the guest) left unfinished last."""
        found = self._rows(
            "select run from open_run where subject = ? order by tick desc limit 1", learner or ""
        )
        return str(found[0][0]) if found else None

    def runs_in_use(self) -> frozenset[tuple[str, int]]:
        """(pack, version) of every unfinished run: these versions must stay."""
        found = self._rows(
            "select distinct r.pack, r.version from open_run o join event e on e.run = o.run"
            " join ref r on r.id = e.ref"
        )
        return frozenset((str(pack), int(str(version))) for pack, version in found)

    def due(self, learner: str) -> tuple[tuple[str, str, str, int, str], ...]:
        """(lesson, item, outcome, times seen, last seen ISO) of every item met, oldest first."""
        found = self._rows(
            "select lesson, item, outcome, seen, last_at from review where subject = ?"
            " order by last_at, lesson, item",
            learner,
        )
        return tuple((str(a), str(b), str(c), int(str(d)), str(e)) for a, b, c, d, e in found)

    def pact(self, learner: str | None) -> Event | None:
        """The pact that this learner (None: the guest) made last."""
        return self._event("select device, seq from pact where subject = ?", learner or "")

    def pact_checks(self, learner: str | None) -> tuple[int, ...]:
        """The days (7, 30) on which that pact was looked back at."""
        found = self._rows("select checked from pact where subject = ?", learner or "")
        return tuple(int(day) for day in str(found[0][0]).split()) if found else ()

    def space(self) -> Event | None:
        """The declaration of this place that was made last."""
        return self._event("select device, seq from space")

    def certificates(self, learner: str | None) -> tuple[str, ...]:
        """The codes printed for this learner (None: for guests), oldest first."""
        found = self._rows(
            "select code from certificate where subject = ? order by at, code", learner or ""
        )
        return tuple(str(row[0]) for row in found)

    def clicks_seen(self) -> tuple[ClickSeen, ...]:
        """The daily clicks that were shown here, the latest last."""
        found = self._rows(f"select {CLICK} from click order by last_tick")
        return tuple(ClickSeen(*row) for row in found)  # type: ignore[arg-type] # as stored

    def path(self, learner: str | None) -> str:
        """The id of the path that this learner (None: this place) follows; empty for none."""
        found = self._rows("select path from path where subject = ?", learner or "")
        return str(found[0][0]) if found else ""

    def taught(self, path: str) -> dict[str, str]:
        """Session id -> when (ISO 8601 in UTC) it was ticked as held here."""
        found = self._rows("select session, at from taught where path = ?", path)
        return {str(session): str(at) for session, at in found}

    def notes(self, subject: str) -> tuple[str, ...]:
        """The free texts of a subject, oldest first."""
        found = self._rows(
            "select n.text from note n join event e on e.device = n.device and e.seq = n.seq"
            " where n.subject = ? order by e.tick, e.device, e.seq",
            subject,
        )
        return tuple(str(row[0]) for row in found)

    def _event(self, query: str, *values: object) -> Event | None:
        key = self._rows(query, *values)
        if not key:
            return None
        where = "e.device = ? and e.seq = ?"
        return next(iter(rows.load(self.store.connection, where, key[0])), None)

    def _rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        return self.store.connection.execute(query, values).fetchall()
