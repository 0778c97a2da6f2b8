"""The one long piece of work on packs that may run: adding, fetching, updating.

It belongs to the window, not to a page: it goes on while people move about, and whichever page
shows it draws its card. Stop leaves the old pack or the new one; the work keeps what was fetched.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMetaMethod, QObject, Signal

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_, Texts
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.jobs import Job, Tell
from milclicks.ui.library.pace import Pace
from milclicks.ui.packnames import quoted

if TYPE_CHECKING:
    from milclicks.packs.shelf import PackInfo

ADDED, UPDATED = N_("Added: {pack}."), N_("Updated: {pack} (version {version}).")
METERED = "fetch.metered"
STOPPED = N_("Stopped. Nothing was changed.")
Then = Callable[["PackInfo | None", MilClicksError | None], None]
"""Told of what came, or of what went wrong, or of neither after a Stop."""


def nothing(_pack: PackInfo | None, _error: MilClicksError | None) -> None:
    """Nobody waits for the end."""


def _told(_error: MilClicksError) -> bool:
    """Whatever goes wrong is said."""
    return False


@dataclass(frozen=True, slots=True)
class Task:
    """What to do. `words` say so; `size` is the pack's bytes, 0 when they are not known.

    `prepare(agreed)` gives the work by the settings of now; `agreed`: somebody said yes to a line
    that costs. `stopped` is what a person hears after Stop, `done` after the end (with {pack}).
    `key` is the version that is fetched (`mil.core@4`), or empty.
    `added`: a pack comes that was not here; `then` is told how it ended, with why not. `settled`
    says whether an error needs nobody, because it goes on by itself.
    """

    prepare: Callable[[bool], Callable[[Tell], PackInfo]]
    words: str
    title: str = ""
    size: int = 0
    stopped: str = STOPPED
    done: str | Callable[[PackInfo], str] = ADDED
    added: bool = True
    then: Then = nothing
    key: str = ""
    settled: Callable[[MilClicksError], bool] = _told


class Errand(QObject):
    """`task` runs now; `problem` is why the last one did not end well, until it is put away."""

    moved = Signal()
    turned = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.task: Task | None = None
        self.last: Task | None = None
        self.problem: MilClicksError | None = None
        self.at, self.total = 0, 0
        self.left: float | None = None
        self.added: PackInfo | None = None
        self._pace = Pace()
        self.stopping = False
        self._said = ""
        self._job: Job[Any] | None = None

    @classmethod
    def of(cls, context: Context) -> Errand:
        """The errand of this window."""
        return context.jobs.findChild(cls) or cls(context.jobs)

    @property
    def stands(self) -> tuple[object, ...]:
        """What a page draws of it besides how far it is: the same needs no second drawing."""
        return self.task, self.last, self.problem, self.added, self.stopping

    def begin(self, context: Context, task: Task, *, agreed: bool = False) -> None:
        """Start, unless something runs already."""
        if self.task is not None:
            return
        context.notices.take_back(self._said)
        self.task, self.last, self._said = task, task, ""
        self.problem = self.added = self.left = None
        self.at, self.total, self._pace = 0, 0, Pace()
        self._job = context.jobs.start(
            _readied(task.prepare(agreed), context.texts),
            lambda pack: self._ended(context, pack),
            failed=lambda error: self._failed(context, error),
            progress=self._moved,
            owner=self,
        )
        self.turned.emit()

    def again(self, context: Context) -> None:
        """Try what did not end well once more, with a yes where that was asked."""
        if self.last is not None:
            agreed = self.problem is not None and self.problem.code == METERED
            self.begin(context, self.last, agreed=agreed)

    def put_away(self) -> None:
        """Nobody needs to read the problem any more."""
        self.problem = self.added = None
        self.turned.emit()

    def forget(self, key: str) -> None:
        """What came of a version was thrown away: nothing is left to go on with."""
        if self.task is None and self.last is not None and self.last.key == key:
            self.last = None
            self.put_away()

    def stop(self, context: Context) -> None:
        """Stop at the next moment at which nothing is half done; until then it is `stopping`."""
        if self._job is None or self.stopping:
            return
        self.stopping = True
        job, before = self._job, _held(context)
        job.ended.connect(lambda: self._stopped(context, before))
        job.cancel()
        self.turned.emit()

    def _stopped(self, context: Context, before: frozenset[str]) -> None:
        task, self.task, self._job, self.stopping = self.task, None, None, False
        context.bus.tell(context.workspace.packs_changed())
        self.turned.emit()
        new = sorted(_held(context) - before)
        words = _texts(context)
        if new:  # it was done already
            context.notices.tell(words.say(ADDED, pack=new[0]))
        elif task is not None:
            self._said = words.say(task.stopped)
            context.notices.tell(self._said)
        if task is not None:
            task.then(None, None)

    def _moved(self, done: int, total: int) -> None:
        self.at, self.total = done, total
        self.left = self._pace.left(done, total)
        self.moved.emit()

    def _ended(self, context: Context, pack: PackInfo) -> None:
        task, self.task, self._job = self.task, None, None
        assert task is not None
        self.added = pack if task.added else None
        context.bus.tell(context.workspace.packs_changed())
        self.turned.emit()
        told_of(context, task.done if isinstance(task.done, str) else task.done(pack), pack)
        task.then(pack, None)

    def _failed(self, context: Context, error: MilClicksError) -> None:
        task, self.task, self._job = self.task, None, None
        known = task is not None and task.settled(error)
        self.problem = None if known else error
        if not known and not self.isSignalConnected(QMetaMethod.fromSignal(self.turned)):
            context.notices.fail(error, _texts(context))  # no page is there to show it
        self.turned.emit()
        if task is not None:
            task.then(None, error)


def _readied(work: Callable[[Tell], PackInfo], texts: Texts) -> Callable[[Tell], PackInfo]:
    """The work, which first loads what the pages need to tell of it: the window must not wait."""

    def made(tell: Tell) -> PackInfo:
        from milclicks.packs.travel import fetching, line, plan  # noqa: F401

        texts.percent(0)
        texts.list(("", ""))
        return work(tell)

    return made


def told_of(context: Context, words: str, pack: PackInfo) -> None:
    """Say what was done in the language of now, and that a language went with a pack."""
    workspace, texts = context.workspace, _texts(context)
    title = plain(pack.title) or pack.id
    name = title if "“" in words else quoted(texts, title)
    told = [texts.say(words, pack=name, version=pack.version)]
    if workspace.language_gone is not None:
        told.append(texts.message(workspace.language_gone))
        workspace.language_gone = None
    context.notices.tell(" ".join(told))


def _held(context: Context) -> frozenset[str]:
    """Every version of every pack that is here, as `mil.core@4`."""
    library = context.workspace.library
    return frozenset(v.key for one in library.packs() for v in library.versions(one.id))


def _texts(context: Context) -> Texts:
    """The voice of the window as it is now; it may have changed since the work began."""
    settings = context.workspace.settings
    return Texts(settings.locale, digits=settings.digits)
