"""One pack that is here: what it is, its versions, what another would change, who made it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_, own_name
from milclicks.packs.trust.label import claim, guest, six_words
from milclicks.packs.withdrawn import beside
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.library.details import details
from milclicks.ui.library.health import told_of_damage
from milclicks.ui.library.offer import FACTS, Offer, update_part
from milclicks.ui.makers import chip
from milclicks.ui.packnames import PUBLISHED
from milclicks.ui.page import block, wrapped
from milclicks.ui.sizes import size_words
from milclicks.ui.widgets.buttons import Button, PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard, Warned
from milclicks.ui.widgets.text import body, small, subtitle

if TYPE_CHECKING:
    from milclicks.packs.shelf import PackInfo

REMOVE = N_("Remove “{pack}” from this computer? What was learnt with it is kept.")
STANDINGS = {
    "shipped": N_("It came with the program."),
    "official": N_("Its signature was checked: it is as its makers published it."),
    "unsigned": N_("Nobody has signed it. It was added by an earlier version of the program."),
}
KEPT = N_("What was learnt with it is kept.")
TAKEN_BACK = N_("Version {version} is on this computer too, but is not used.")
REMOVE_THAT = N_(
    "Remove version {version} of “{pack}” from this computer? What was learnt with it is kept."
)
REMOVE_VERSION = N_("Remove version {version}")
WENT_BACK = N_("You went back to version {version}. Version {newest} is here too.")


class PackCard(Card):
    """`asked(verb, pack id, version)`: remove, yes, no, details, use, drop, check, repair, forget.

    `asking`: whether this version may go, or, if it is 0, the whole pack. `open`: the details
    show. `busy`: some other work goes on, so none can be begun. `lead`: what it asks for is the one
    thing to do.
    """

    asked = Signal(str, str, int)

    def __init__(
        self,
        context: Context,
        pack: PackInfo,
        *,
        asking: int | None = None,
        open: bool = False,
        offer: Offer | None = None,
        busy: bool = False,
        lead: bool = False,
    ) -> None:
        own = pack.version == 0 or not guest(pack.standing)
        super().__init__(frame="line" if own else "line_control", dashed=not own)
        self._own, self._busy, self._lead = own, busy, lead
        self._context, self._pack, self.say = context, pack, context.texts.say
        self.setObjectName(f"pack-{pack.id}")
        library = context.workspace.library
        self._all = library.versions(pack.id) if pack.version else ()
        self._versions = tuple(one for one in self._all if not one.withdrawn)
        self._gone = beside(library, pack, context.texts.locale)
        for line in self._name():
            self.add(line)
        damage = told_of_damage(context, pack)
        if damage:
            self.add(self._damage(damage))
        elif withdrawn(pack):
            self.add(self._no_more())
        if offer is not None and offer.needed:
            self.add(update_part(context, offer, pack))
        for line in self._facts():
            self.add(line)
        if self._before(pack) is None and self._newest() > pack.version:
            self.add(small(self.say(WENT_BACK, version=pack.version, newest=self._newest())))
        for gone in self._gone:
            self.add(self._taken_back(gone, asking == gone.version))
        if asking == 0:
            self.add(self._question(REMOVE))
        else:
            self.add(self._verbs(open))
        if open:
            self.add(details(context, pack, self._other()))

    def _name(self) -> Iterator[QWidget]:
        """What it is called; of one by somebody else also by whom. News of it come next."""
        if not self._own:
            yield chip(self._context.texts, self._pack.standing)
        yield subtitle(plain(self._pack.title) or self._pack.id)

    def _facts(self) -> Iterator[QWidget]:
        pack, texts = self._pack, self._context.texts
        if pack.description:
            yield body(pack.description, marked=True)
        if pack.reason is not None and pack.ready.state != "damaged" and not withdrawn(pack):
            yield body(texts.message(pack.reason), strong=True)
        count = texts.say_n("{n} lesson", "{n} lessons", pack.lessons)
        size = size_words(texts, pack.bytes)
        lines = [self.say(FACTS, lessons=count, version=pack.version, size=size)]
        lines.append(languages_of(self._context, pack))
        if pack.publisher and self._own:
            lines.insert(0, self.say(PUBLISHED, publisher=pack.publisher))
        if not withdrawn(pack):
            lines.append(self._standing())
        yield block(*[small(line) for line in lines], gap=4)

    def _standing(self) -> str:
        """Who answers for it."""
        standing = self._pack.standing
        if standing.tier == "teacher":
            six = six_words(self._context.texts, standing.words)
            return f"{claim(self._context.texts, standing)} {six}"
        shipped = standing.tier == "unsigned" and self._pack.bundled
        tier = "shipped" if shipped else standing.tier
        return self.say(STANDINGS[tier])

    def _damage(self, told: list[str]) -> QWidget:
        """What is damaged, and the one button that mends it."""
        card = Card(tone="bad_soft", frame="bad")
        card.setObjectName(f"damage-{self._pack.id}")
        card.setAccessibleName(" ".join(told))
        first, *more = told
        card.add(block(body(first, strong=True), *map(body, more), gap=4))
        repair = self._kind()(self.say(N_("Repair")), icon="replay")
        repair.setEnabled(not self._busy)
        card.add(wrapped(self._button(repair, "repair")))
        return card

    def _no_more(self) -> QWidget:
        """Its makers took this version back: why, and the way to a newer one."""
        card, texts = SunCard(), self._context.texts
        card.setObjectName(f"revoked-{self._pack.id}")
        lines: list[QWidget] = [body(self.say(KEPT))]
        if self._pack.reason is not None:
            lines.insert(0, body(texts.message(self._pack.reason), strong=True))
        card.add(Warned(*lines))
        newer = self._kind()(self.say(N_("Look for a newer version")), icon="search")
        newer.setObjectName(f"newer-{self._pack.id}")
        newer.clicked.connect(lambda: self._context.go("packs_find"))
        card.add(wrapped(newer))
        return card

    def _kind(self) -> type[PrimaryButton | SecondaryButton]:
        return PrimaryButton if self._lead else SecondaryButton

    def _taken_back(self, gone: PackInfo, asking: bool) -> QWidget:
        """A version that its makers took back: why, and how to have its room again."""
        card = Card(tone="soft")
        card.setObjectName(f"withdrawn-{gone.id}-{gone.version}")
        card.add(body(self.say(TAKEN_BACK, version=gone.version), strong=True))
        if gone.reason is not None:
            card.add(small(self._context.texts.message(gone.reason)))
        if asking:
            card.add(self._question(REMOVE_THAT, gone.version))
        elif not gone.bundled and not gone.in_place:
            words = self.say(REMOVE_VERSION, version=gone.version)
            button = self._button(PlainButton(words, icon="trash"), "drop", gone.version)
            button.setObjectName(f"drop-{gone.id}-{gone.version}")
            card.add(wrapped(button))
        return card

    # --- verbs ---------------------------------------------------------------------------
    def _verbs(self, open: bool) -> QWidget:
        pack = self._pack
        buttons: list[Button] = []
        other = self._other()
        if other is not None:
            back = other.version < pack.version
            words = N_("Go back to version {version}") if back else N_("Use version {version}")
            icon = "replay" if back else "forward"
            shown = self.say(words, version=other.version)
            buttons.append(self._button(SecondaryButton(shown, icon=icon), "use", other.version))
        words = N_("Hide details") if open else N_("Details and credits")
        icon = "chevron_up" if open else "chevron_down"
        if pack.version:
            buttons.append(self._button(PlainButton(self.say(words), icon=icon), "details"))
            check = PlainButton(self.say(N_("Check this pack")), icon="check")
            check.setEnabled(not self._busy)
            buttons.append(self._button(check, "check"))
        if pack.in_place:
            words = N_("Use it from the stick no more")
            forget = PlainButton(self.say(words), icon="close")
            buttons.append(self._button(forget, "forget"))
        if self._removable():
            remove = PlainButton(self.say(N_("Remove")), icon="trash")
            buttons.append(self._button(remove, "remove"))
        return wrapped(*buttons, gap=8)

    def _button(self, button: Button, verb: str, version: int = 0) -> Button:
        button.setObjectName(f"{verb}-{self._pack.id}")
        button.clicked.connect(lambda: self.asked.emit(verb, self._pack.id, version))
        return button

    def _removable(self) -> bool:
        other = {one.path for one in self._gone}  # each of those has a button of its own
        own = [o for o in self._all if not o.bundled and not o.in_place and o.path not in other]
        return bool(own) if self._pack.version else not self._pack.bundled

    def _newest(self) -> int:
        return self._versions[0].version if self._versions else self._pack.version

    def _before(self, pack: PackInfo) -> PackInfo | None:
        """The version to go back to."""
        held = [one for one in self._versions if one.version < pack.version and one.usable]
        return held[0] if held else None

    def _other(self) -> PackInfo | None:
        """The version that one click leads to: back, or forth after going back."""
        if self._newest() > self._pack.version:
            return self._versions[0]
        return self._before(self._pack)

    def _question(self, words: str, version: int = 0) -> QWidget:
        """Whether it may go: a version, or all of it."""
        card, name = SunCard(), plain(self._pack.title) or self._pack.id
        card.add(body(self.say(words, pack=name, version=version), strong=True))
        keep = SecondaryButton(self.say(N_("Keep")))
        keep.setObjectName("remove-no")
        keep.clicked.connect(lambda: self.asked.emit("no", self._pack.id, 0))
        yes = SecondaryButton(self.say(N_("Remove")))
        yes.setObjectName("remove-yes")
        yes.clicked.connect(lambda: self.asked.emit("yes", self._pack.id, version))
        card.add(wrapped(keep, yes))
        return card


def withdrawn(pack: PackInfo) -> bool:
    """Whether its makers took the version back that is used here."""
    return pack.standing.tier == "revoked"


def needy(pack: PackInfo) -> bool:
    """Whether somebody must do something about it."""
    return bool(pack.damaged) or pack.ready.state == "damaged" or withdrawn(pack)


def languages_of(context: Context, pack: PackInfo) -> str:
    """The languages of a pack; of one that brings a language, how much of the app it has."""
    texts = context.texts
    if pack.coverage is None:
        names = texts.list([own_name(code) for code in pack.locales])
        return texts.say(N_("Languages: {languages}"), languages=names)
    share = texts.percent(pack.coverage // 10)
    return texts.say(
        N_("It brings a language: {share} of the app’s sentences. All others stay English."),
        share=share,
    )
