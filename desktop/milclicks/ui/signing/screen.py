"""Sign a pack: choose a folder or file, look at what will be handed on, save the signed file.

What signing does is `packs.trust.export`. Nothing leaves this computer here but the file that the
teacher saves; the key stays in the data folder, and a copy of it where the teacher puts one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from milclicks.core.errors import Message, MilClicksError
from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.jobs import Job, Tell
from milclicks.ui.makers import RESERVED, SixWords
from milclicks.ui.page import Page, block, wrapped
from milclicks.ui.saving import NOT_SAVED, OTHER_PLACE, ask_where, save
from milclicks.ui.signing.checklist import Checks, Pictures
from milclicks.ui.widgets.buttons import PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, HeroCard, SunCard
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import body, small, subtitle, title, writing_side

if TYPE_CHECKING:
    from milclicks.packs.trust.export import Signed

WHY: Final = N_(
    "With your signature colleagues see that the lessons come from you and that nobody changed "
    "them on the way. They compare six words with you once."
)
NAME: Final = N_("The name that colleagues know you by")
NAME_HINT: Final = N_(
    "A first name is enough. Do not write the name of an organisation that you do not speak for."
)
COPY: Final = N_(
    "Keep a copy of your key on a stick of your own. Without it, colleagues are asked about you "
    "anew when this computer breaks. Whoever has the copy can sign in your name."
)
FIRST: Final = N_(
    "Your key is made with the first pack that you sign. If you have signed packs on another "
    "computer, take your key from its copy first."
)
SAVED: Final = N_("Saved: {name}. Your six words: {words}.")
COPIED: Final = N_("The copy of your key was saved: {name}.")
TICK: Final = N_("Press each line when you have looked. Then the file can be saved.")


class SignPack(Page):
    """`signed` is the pack that waits to be looked at and saved, `ticked` the lines done."""

    def __init__(
        self, context: Context, signed: Signed | None = None, ticked: tuple[int, ...] = ()
    ) -> None:
        super().__init__(context, width=900, gap=12)
        self._signed, self._ticked = signed, set(ticked)
        self._job: Job[Any] | None = None
        self._bar: ThinBar | None = None
        self._first: QWidget | None = None
        self._name = QLineEdit()
        self.fill()

    def kept(self) -> dict[str, Any]:
        """The pack that waits, and what was looked at."""
        return {"signed": self._signed, "ticked": tuple(self._ticked)}

    def first_focus(self) -> QWidget | None:
        """The name, or the first line to look at."""
        return self._first

    @property
    def _trust(self) -> Path:
        return self.context.workspace.folder / "trust"

    @property
    def _waiting(self) -> Path:
        """Where the signed file waits until it is saved; it can be made again."""
        return self.context.workspace.folder / "cache" / "signed.milpack"

    def fill(self) -> None:
        """What to sign, the work, or what to look at."""
        if self._job is not None:
            self._busy()
        elif self._signed is not None and self._waiting.is_file():
            self._look(self._signed)
        else:
            self._ask()
        self.column.addStretch(1)

    # --- what to sign --------------------------------------------------------------------
    def _ask(self) -> None:
        from milclicks.packs.trust import keys

        self.column.addWidget(body(self.say(WHY)))
        self._name = QLineEdit(keys.name_of(self._trust))
        writing_side(self._name)
        self._name.setObjectName("maker-name")
        self._name.setAccessibleName(self.say(NAME))
        self._name.setMaxLength(80)
        hint = small(self.say(NAME_HINT))
        self.column.addWidget(block(subtitle(self.say(NAME)), self._name, hint))
        self._own_key()
        foot = self.with_foot()
        file = PrimaryButton(self.say(N_("Choose a pack file")), icon="folder")
        file.setObjectName("sign-file")
        file.clicked.connect(lambda: self._pick(QFileDialog.FileMode.ExistingFile))
        folder = SecondaryButton(self.say(N_("Choose a pack folder")), icon="list")
        folder.setObjectName("sign-folder")
        folder.clicked.connect(lambda: self._pick(QFileDialog.FileMode.Directory))
        foot.addWidget(file)
        foot.addWidget(folder)
        foot.addWidget(self._back())
        self._first = self._name

    def _pick(self, mode: QFileDialog.FileMode) -> None:
        self._choose(mode, self._sign, "MIL CLICKS (*.milpack)")

    def _back(self) -> QWidget:
        back = PlainButton(self.say(N_("Back to the packs")), icon="back")
        back.setObjectName("back-to-packs")
        back.clicked.connect(lambda: self.context.go("packs"))
        return back

    def _own_key(self) -> None:
        """The six words of this computer's key, and a copy of it."""
        from milclicks.packs.trust import keys

        card = Card()
        self.column.addWidget(card)
        if not keys.path_of(self._trust).exists():
            card.add(body(self.say(FIRST)))
            card.add(wrapped(self._restore_button()))
            return
        try:
            key = keys.own(self._trust)
        except MilClicksError as error:
            card.add(body(self.context.texts.message(error.sentence), strong=True))
            if error.remedy is not None:
                card.add(body(self.context.texts.message(error.remedy)))
            card.add(wrapped(self._restore_button()))
            return
        card.add(subtitle(self.say(N_("Your six words"))))
        card.add(SixWords(self.context.texts, key.words))
        card.add(small(self.say(COPY)))
        copy = PlainButton(self.say(N_("Keep a copy of your key")), icon="save")
        copy.setObjectName("copy-key")
        copy.clicked.connect(self._ask_copy)
        card.add(wrapped(copy))

    def _restore_button(self) -> QWidget:
        back = PlainButton(self.say(N_("Take your key from a copy")), icon="replay")
        back.setObjectName("restore-key")
        back.clicked.connect(
            lambda: self._choose(QFileDialog.FileMode.ExistingFile, self._restore, "PEM (*.pem)")
        )
        return back

    def _restore(self, path: Path) -> None:
        from milclicks.packs.trust import keys

        try:
            keys.restore(self._trust, path)
        except MilClicksError as error:
            self.context.notices.fail(error, self.context.texts)
        self._again_from_top()

    def _ask_copy(self) -> None:
        words = self.say(N_("Keep a copy of your key"))
        ask_where(self, words, "milclicks-key.pem", self._copy, None)

    def _copy(self, path: Path) -> None:
        from milclicks.packs.trust import keys

        try:
            save(keys.own(self._trust).pem(), path)
        except MilClicksError as error:
            self.context.notices.fail(error, self.context.texts)
            return
        self.context.notices.tell(self.say(COPIED, name=path.name))

    def _choose(
        self, mode: QFileDialog.FileMode, chosen: Callable[[Path], None], kind: str
    ) -> None:
        dialog = QFileDialog(self, self.say(N_("Sign a pack")))
        dialog.setObjectName("open-dialog")
        if QGuiApplication.platformName() == "offscreen":
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(mode)
        if mode == QFileDialog.FileMode.ExistingFile:
            dialog.setNameFilter(kind)
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- signing -------------------------------------------------------------------------
    def _sign(self, source: Path) -> None:
        people = self.context.workspace.records.people
        learners = tuple(one.nickname for one in people.learners())
        name, trust, waiting = self._name.text().strip(), self._trust, self._waiting
        self._ticked.clear()
        self._job = self.context.jobs.start(
            lambda tell: _signed(source, waiting, trust, name, learners, tell),
            self._done,
            failed=self._failed,
            progress=self._progress,
            owner=self,
        )
        self.refresh()

    def _busy(self) -> None:
        card = SunCard()
        words = self.say(N_("Checking and signing the pack …"))
        card.add(body(words))
        self._bar = ThinBar(0.0, words)
        card.add(self._bar)
        stop = SecondaryButton(self.say(N_("Stop")), icon="stop")
        stop.setObjectName("stop-signing")
        stop.clicked.connect(self._stop)
        card.add(wrapped(stop))
        self.column.addWidget(card)
        self._first = stop

    def _progress(self, done: int, total: int) -> None:
        if self._bar is not None and self._job is not None:
            share = done / max(total, 1)
            self._bar.set_share(share, self.context.texts.percent(int(100 * share)))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self._bar = None
        self.context.notices.tell(self.say(N_("Stopped. Nothing was changed.")))
        self.refresh()

    def _done(self, signed: Signed) -> None:
        self._job = self._bar = None
        self._signed = signed
        self._again_from_top()

    def _failed(self, error: MilClicksError) -> None:
        self._job = self._bar = None
        self.context.notices.fail(error, self.context.texts)
        self.refresh()

    def _again_from_top(self) -> None:
        self.refresh()
        self.area.verticalScrollBar().setValue(0)
        if self._first is not None:
            QTimer.singleShot(0, self._first, self._first.setFocus)

    # --- looking and saving --------------------------------------------------------------
    def _look(self, signed: Signed) -> None:
        texts, found = self.context.texts, signed.checklist
        hero = HeroCard()
        hero.add(title(plain(signed.title) or signed.id, size=22))
        by = N_("By {name}. Version {version}.") if signed.maker else N_("Version {version}.")
        hero.add(small(self.say(by, name=signed.maker, version=signed.version)))
        hero.add(body(self.say(N_("Tell colleagues these six words when they ask:"))))
        hero.add(SixWords(texts, signed.words))
        if signed.flagged:
            hero.add(body(self.say(RESERVED, words=texts.list(signed.flagged)), strong=True))
        self.column.addWidget(hero)
        if found.stripped:
            words = texts.say_n(
                "{n} picture or sound lost its hidden notes of who made it, where and when.",
                "{n} pictures or sounds lost their hidden notes of who made them, where and when.",
                len(found.stripped),
            )
            self.column.addWidget(body(words))
        for problem in found.problems():
            card = SunCard()
            card.add(body(texts.message(problem.sentence), strong=True))
            card.add(small(problem.place))
            self.column.addWidget(card)
        self.column.addWidget(Pictures(self._waiting, found))
        self.column.addWidget(subtitle(self.say(N_("Before you hand it on"))))
        self.column.addWidget(small(self.say(TICK)))
        checks = Checks(texts, found.questions(), self._ticked)
        self.column.addWidget(checks)
        self._save_row(checks)
        self._first = checks.first()

    def _save_row(self, checks: Checks) -> None:
        foot = self.with_foot()
        saving = PrimaryButton(self.say(N_("Save the signed pack")), icon="save")
        saving.setObjectName("save-signed")
        saving.setEnabled(checks.all_done())
        saving.clicked.connect(self._ask_save)
        checks.ticked.connect(lambda: saving.setEnabled(checks.all_done()))
        other = SecondaryButton(self.say(N_("Sign another pack")), icon="replay")
        other.setObjectName("sign-other")
        other.clicked.connect(self._start_again)
        foot.addWidget(saving)
        foot.addWidget(other)
        foot.addWidget(self._back())

    def _start_again(self) -> None:
        self._signed = None
        self._waiting.unlink(missing_ok=True)
        self._again_from_top()

    def _ask_save(self) -> None:
        assert self._signed is not None
        slug = self._signed.id.rpartition(".")[2]
        name = f"{slug}-{self._signed.version}.milpack"
        ask_where(self, self.say(N_("Save the signed pack")), name, self._save, None)

    def _save(self, path: Path) -> None:
        if self._signed is None:
            return
        try:
            _copied(self._waiting, path)
        except MilClicksError as error:
            self.context.notices.fail(error, self.context.texts)
            return
        words = " ".join(self._signed.words)
        self.context.notices.tell(self.say(SAVED, name=path.name, words=words))


def _copied(made: Path, target: Path) -> None:
    """Copy the file where the teacher wants it, whole or not at all."""
    from milclicks.core.files import sync_file, sync_folder

    part = target.with_name(target.name + ".part")
    try:
        shutil.copyfile(made, part)
        sync_file(part)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise MilClicksError(
            Message(NOT_SAVED, {"place": target.name}),
            Message(OTHER_PLACE),
            repr(error),
        ) from error
    sync_folder(target.parent)


def _signed(
    source: Path, waiting: Path, trust: Path, name: str, learners: tuple[str, ...], tell: Tell
) -> Signed:
    """Runs in a job: makes the key when there is none, remembers the name, signs."""
    from milclicks.packs.trust import export, keys

    tell(0, 1)
    key = keys.own(trust)
    if name:
        keys.keep_name(trust, name)
    return export.sign(source, waiting, key, export.Wish(maker=name, learners=learners), tell)
