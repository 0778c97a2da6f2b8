"""A lesson as sheets: which lesson, what of it, for how many minutes and groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from milclicks.core.errors import Message, NotFound
from milclicks.core.texts import N_, Texts
from milclicks.packs.shelf import LessonRef
from milclicks.ui.content import lesson_cards
from milclicks.ui.context import Context
from milclicks.ui.packnames import lesson_of, pack_names
from milclicks.ui.printing.sheet import Lists, Options, Sheet

CHOICES = ("lesson", "what", "cut", "groups", "locale", "paper", "colour")
WHAT = {
    "all": N_("Everything"),
    "run": N_("Run sheet for the teacher"),
    "answers": N_("Answers and what to say"),
    "handout": N_("Handout"),
    "cards": N_("Cards to cut out"),
}
CUTS = (20, 40, 60)
GROUPS = (*range(1, 11), 12, 15, 20)
KEPT = "lesson_print"


def lesson_sheet(context: Context, ref: LessonRef | None = None, cut: int = 40) -> Sheet:
    """A lesson on paper; without `ref` the first one, and the list offers the others."""
    first = str(ref) if ref is not None else next(iter(_titles(context)), "")

    def chosen(options: Options) -> None:
        kept = {"what": options.what, "groups": options.groups, "colour": options.colour}
        context.seat.kept[KEPT] = kept

    remembered = replace(
        Options.of(context.workspace.settings), lesson=first, cut=cut,
        **context.seat.kept.get(KEPT, {}),
    )  # fmt: skip
    name = f"lesson-{ref.lesson}.pdf" if ref is not None else "lesson.pdf"
    return Sheet(
        "lesson", N_("A lesson on paper"), name, CHOICES, lambda o: _prepare(context, o),
        lists=_lists, begin=remembered, chosen=chosen,
    )  # fmt: skip


def _titles(context: Context) -> dict[str, str]:
    names = pack_names(context)
    return {str(card.ref): lesson_of(context.texts, names, card) for card in lesson_cards(context)}


def _lists(context: Context) -> Lists:
    texts = context.texts
    minutes = {n: texts.say_n("{n} minute", "{n} minutes", n) for n in CUTS}
    groups = {n: texts.say_n("For {n} group", "For {n} groups", n) for n in GROUPS}
    return {
        "lesson": (N_("Lesson"), _titles(context)),
        "what": (N_("What to print"), {key: texts.say(words) for key, words in WHAT.items()}),
        "cut": (N_("Minutes"), minutes),
        "groups": (N_("Handouts and cards"), groups),
    }


def _prepare(context: Context, options: Options) -> Callable[[], bytes]:
    from milclicks.prints.lesson.data import lesson_data

    if not options.lesson:
        raise NotFound(Message(N_("There are no lessons on this computer yet.")))
    ref = LessonRef.parse(options.lesson)
    data = lesson_data(context.workspace.library, ref, options.locale, options.cut)
    texts = Texts(data.locale, digits=context.texts.digits)

    def make() -> bytes:
        from milclicks.prints.lesson import lesson_pdf

        return lesson_pdf(
            data, texts, what=options.what, groups=options.groups, paper=options.paper,
            low_ink=not options.colour,
        )  # fmt: skip

    return make
