"""The sheets of the peer track: the kit, and what one learner has done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from milclicks.community import peer
from milclicks.core.errors import BadInput, Message
from milclicks.core.marks import bare
from milclicks.core.texts import N_, Texts
from milclicks.packs.trust.whose import of_document, pack_of
from milclicks.ui.context import Context
from milclicks.ui.peers import Peer, Standing, peer_text, standings
from milclicks.ui.printing.sheet import Options, Sheet

if TYPE_CHECKING:
    from milclicks.prints.peer import DoneStep
    from milclicks.records.people import Learner

CHOICES = ("locale", "paper", "low_ink")


def kit_sheet(context: Context) -> Sheet:
    """Steps, cards, questions, rubric and log."""

    def prepare(options: Options) -> Callable[[], bytes]:
        texts, text = _voice(context, options), _text(context, options)
        standing = of_document(context.workspace.library, "peer", options.locale)

        def make() -> bytes:
            from milclicks.prints.peer import kit_pdf

            paper, low = options.paper, options.low_ink
            return kit_pdf(text, texts, paper=paper, low_ink=low, standing=standing)

        return make

    return Sheet("peer-kit", N_("Kit for peer educators"), "peer-kit.pdf", CHOICES, prepare)


def peer_certificate_sheet(context: Context, learner: Learner) -> Sheet:
    """What one learner has done so far; its code stays until something more is done."""
    code = peer.certificate_code(context.workspace.records, learner.id)

    def prepare(options: Options) -> Callable[[], bytes]:
        from milclicks.prints.peer import PeerDone, peer_done_pdf

        texts, text = _voice(context, options), _text(context, options)
        stand = standings(context, text, learner.id)
        settings = context.workspace.settings
        data = PeerDone(
            title=bare(text.certificate.title),
            body=bare(text.certificate.body),
            text=bare(text.certificate.text),
            name=learner.nickname,
            steps=tuple(_done(one) for one in stand if one.state == "done"),
            place=settings.place,
            day=context.workspace.clock.now().astimezone().date(),
            code=code,
            pack=pack_of(context.workspace.library, "peer", options.locale),
            standing=of_document(context.workspace.library, "peer", options.locale),
        )

        def make() -> bytes:
            return peer_done_pdf(data, texts, paper=options.paper, low_ink=options.low_ink)

        return make

    return Sheet("peer-done", N_("What a peer educator did"), "peer-done.pdf", CHOICES, prepare)


def _done(one: Standing) -> DoneStep:
    from milclicks.prints.peer import DoneStep

    given = one.given or peer.Given()
    day = next(iter(given.dates.values()), None)
    people = next(iter(given.counts.values()), None)
    return DoneStep(bare(one.step.title), bare(one.step.summary), day, people)


def _voice(context: Context, options: Options) -> Texts:
    return Texts(options.locale, digits=context.texts.digits)


def _text(context: Context, options: Options) -> Peer:
    text = peer_text(context, options.locale)
    if text is None:
        raise BadInput(
            Message(N_("No pack on this computer has a peer track.")),
            Message(N_("Add a pack that has one.")),
        )
    return text
