"""Short work off the main thread, whose result comes back on the main thread.

A job ends. What lasts (sharing, watching for sticks) is not a job. Jobs never write to the
records: there is one writer, the main thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QDeadlineTimer, QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from milclicks.core.errors import Message, MilClicksError
from milclicks.core.texts import N_

T = TypeVar("T")
log = logging.getLogger(__name__)

WAIT_MS = 4000
"""How long a window that is closed waits for its jobs; what they do is old or new at any moment."""
UNEXPECTED = N_("Something went wrong with this task. What you had before is unchanged.")
UNEXPECTED_REMEDY = N_("Try again. If it happens again, restart the program.")


class Cancelled(Exception):
    """Raised inside a job when nobody waits for its result any more."""


class Tell(Protocol):
    """What a job receives: report progress, and stop when asked to."""

    def __call__(self, done: int, total: int) -> None:
        """Report `done` of `total`; raises `Cancelled` once the job is cancelled."""
        ...


Work = Callable[[Tell], T]


class Job(QObject, Generic[T]):
    """One running piece of work. Its signals are emitted on the main thread."""

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)
    ended = Signal()
    _came = Signal(str, object)

    def __init__(self, work: Work[T], owner: QObject | None, *, calm: bool = False) -> None:
        super().__init__()
        self._work = work
        self.calm = calm
        """Whether nobody asked for it; then nothing that somebody asked for waits behind it."""
        self._guarded = owner is not None
        self._owner = owner
        self._cancelled = False
        self._progress = (0, 0)
        self._pending = False
        self._came.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next report; no result is delivered after this."""
        self._cancelled = True

    def run_now(self) -> None:
        """Do the work on the calling thread and send the outcome to the main thread."""
        try:
            result = self._work(self._tell)
        except Cancelled:
            self._came.emit("cancelled", None)
        except MilClicksError as error:
            self._came.emit("failed", error)
        except Exception as error:  # the edge: a job must never take the program down
            log.exception("a job failed")
            sentence, remedy = Message(UNEXPECTED), Message(UNEXPECTED_REMEDY)
            self._came.emit("failed", MilClicksError(sentence, remedy, repr(error)))
        else:
            self._came.emit("finished", result)

    def _tell(self, done: int, total: int) -> None:
        if self._cancelled:
            raise Cancelled
        self._progress = (done, total)
        if not self._pending:  # one at a time: a flood of steps would keep the window from its work
            self._pending = True
            self._came.emit("progress", None)

    def _wanted(self) -> bool:
        if self._cancelled:
            return False
        return not self._guarded or (self._owner is not None and shiboken6.isValid(self._owner))

    @Slot(str, object)
    def _arrive(self, kind: str, value: Any) -> None:
        if kind == "progress":
            self._pending = False
            if self._wanted():
                self.progressed.emit(*self._progress)
            return
        if self._wanted() and kind == "finished":
            self.finished.emit(value)
        elif self._wanted() and kind == "failed":
            self.failed.emit(value)
        self.ended.emit()


class _Runner(QRunnable):
    def __init__(self, job: Job[Any]) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        """Called by the pool on one of its threads."""
        self._job.run_now()


class Jobs(QObject):
    """A small pool of threads. Results of a job whose owner is gone are dropped."""

    def __init__(self, parent: QObject | None = None, *, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._calm = QThreadPool(self)
        self._calm.setMaxThreadCount(1)
        self._running: set[Job[Any]] = set()
        self.stuck = False
        """Whether a thread did not end when it was told to, such as one that a disk holds."""

    def start(
        self,
        work: Work[T],
        done: Callable[[T], None],
        *,
        failed: Callable[[MilClicksError], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
        owner: QObject | None = None,
        calm: bool = False,
    ) -> Job[T]:
        """Run `work` in the pool, then `done(result)` or `failed(error)` on the main thread.

        `calm` work, for which nobody asked, has one thread of its own.
        """
        job: Job[T] = Job(work, owner, calm=calm)
        job.finished.connect(done)
        if failed is not None:
            job.failed.connect(failed)
        if progress is not None:
            job.progressed.connect(progress)
        self._running.add(job)
        job.ended.connect(lambda: self._running.discard(job))
        self._launch(job)
        return job

    def _launch(self, job: Job[Any]) -> None:
        (self._calm if job.calm else self._pool).start(_Runner(job))

    @property
    def busy(self) -> bool:
        """True while any job that somebody asked for has not ended; any thread may ask."""
        return any(not job.calm for job in tuple(self._running))

    def close(self, wait_ms: int = WAIT_MS) -> None:
        """Cancel what runs and wait for the threads to end, but not for ever: see `stuck`."""
        for job in tuple(self._running):
            job.cancel()
        left = QDeadlineTimer(wait_ms)
        self.stuck = not self._pool.waitForDone(left)
        self.stuck |= not self._calm.waitForDone(left)
        self._running.clear()


class InlineJobs(Jobs):
    """Jobs for tests and for the tour: done at once, on the calling thread."""

    def _launch(self, job: Job[Any]) -> None:
        job.run_now()
