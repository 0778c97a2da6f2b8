"""The kit of a peer educator as PDF bytes: steps, cards to cut, questions, rubric, log."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from milclicks.core.marks import bare
from milclicks.core.texts import N_, Texts
from milclicks.packs.course import Peer, PeerStep
from milclicks.packs.trust.standing import SHIPPED, Standing
from milclicks.prints.leaf import Leaf, largest, paint_leaf
from milclicks.prints.look import look
from milclicks.prints.makerband import tag
from milclicks.prints.paper import PAPERS, Document
from milclicks.prints.peer.cards import CARDS, card_width, paint_cards
from milclicks.prints.peer.log import paint_log
from milclicks.prints.peer.rubric import paint_hot, paint_rubric
from milclicks.prints.pieces import Pieces, disc, tick_box
from milclicks.prints.sheet import Sheet

KIND = N_("For peer educators")
PARTS = ("steps", "cards", "ask", "hot", "rubric", "log")
TITLES = {"ask": N_("Questions to ask"), "rubric": N_("How I lead"), "log": N_("My log")}
GAP = 24.0


def kit_pdf(
    peer: Peer,
    texts: Texts,
    *,
    paper: str = "a4",
    low_ink: bool = False,
    parts: Sequence[str] = PARTS,
    standing: Standing = SHIPPED,
) -> bytes:
    """The parts in the order in which they are needed, each on pages of its own; raises NoGlyph.

    `standing`: of the pack that has the track.
    """
    size = PAPERS[paper]
    document = Document(size, title=bare(peer.title), locale=texts.locale)
    sheet = Sheet(document.canvas, size, texts.direction, look(low_ink))
    for part in parts:
        if part == "cards":
            whose = tag(sheet, texts, standing, card_width(sheet))
            for start in range(0, len(peer.scripts), CARDS):
                paint_cards(sheet, peer.scripts[start : start + CARDS], whose)
                document.next_page()
        elif part in _filled(peer):
            title = bare(peer.title if part == "steps" else peer.hot.title)
            title = texts.say(TITLES[part]) if part in TITLES else title
            leaf = paint_leaf(sheet, title, texts.say(KIND), texts, standing)
            PAINTERS[part](leaf, peer, texts)
            document.next_page()
    return document.bytes()


def _filled(peer: Peer) -> set[str]:
    """The parts that have something to print."""
    parts = {"ask": peer.prompts, "rubric": peer.rubric, "log": peer.log}
    return {"steps", "hot", *(part for part, rows in parts.items() if rows)}


def _paint_steps(leaf: Leaf, peer: Peer, texts: Texts) -> None:
    intro = Pieces(leaf.sheet, leaf.width)
    intro.add(bare(peer.intro), leaf.style(11, soft=True))
    intro.paint(leaf.x, leaf.top)
    rest = leaf.below(intro.height + 12)
    columns = list(rest.columns(2, GAP))
    half = (len(peer.steps) + 1) // 2
    shares = (list(peer.steps[:half]), list(peer.steps[half:]))

    def laid(column: Leaf, share: list[PeerStep], scale: float, first: int) -> list[Pieces]:
        return [_step(column, step, texts, scale, n) for n, step in enumerate(share, first)]

    def fits(scale: float) -> bool:
        return all(
            sum(one.height + 12 * scale for one in laid(column, share, scale, 1)) <= column.room
            for column, share in zip(columns, shares, strict=True)
        )

    scale, first = largest(fits, 1.15), 1
    for column, share in zip(columns, shares, strict=True):
        parts = laid(column, share, scale, first)
        spare = column.room - sum(one.height + 12 * scale for one in parts)
        y = column.top
        for one in parts:
            y = one.paint(column.x, y) + 12 * scale + min(20.0, max(0.0, spare) / len(parts))
        first += len(share)


def _step(column: Leaf, step: PeerStep, texts: Texts, scale: float, number: int) -> Pieces:
    s, made = scale, Pieces(column.sheet, column.width)
    start = 24 * s
    made.add(
        bare(step.title), column.style(14 * s, bold=True), indent=start,
        sign=disc(texts.number(number), 18 * s),
    )  # fmt: skip
    made.add(bare(step.summary), column.style(10.5 * s, bold=True), indent=start)
    for line in step.instructions:
        made.add(bare(line.text), column.style(10 * s), indent=start, gap=2.5 * s)
    seen = N_("Ticked by both:") if step.by == "pair" else N_("Ticked by the teacher:")
    made.add(texts.say(seen), column.style(8.5 * s, soft=True), indent=start, gap=5 * s)
    for tick in step.ticks:
        made.add(
            bare(tick.label), column.style(10 * s), indent=start, gap=2.5 * s,
            sign=tick_box(11 * s),
        )  # fmt: skip
    return made


def _paint_prompts(leaf: Leaf, peer: Peer, texts: Texts) -> None:
    columns = list(leaf.columns(2, GAP))
    half = (len(peer.prompts) + 1) // 2

    def laid(column: Leaf, at: int, scale: float) -> Pieces:
        made = Pieces(column.sheet, column.width)
        share = peer.prompts[:half] if at == 0 else peer.prompts[half:]
        for number, prompt in enumerate(share, 1 + at * half):
            made.add(
                bare(prompt.text), leaf.style(13.5 * scale), indent=32 * scale, gap=14 * scale,
                sign=disc(texts.number(number), 22 * scale),
            )  # fmt: skip
        return made

    scale = largest(lambda s: all(laid(c, n, s).height <= c.room for n, c in enumerate(columns)))
    for at, column in enumerate(columns):
        made = laid(column, at, scale)
        made.paint(column.x, column.top, min(14.0, (column.room - made.height) / max(half, 1)))


PAINTERS: Final[Mapping[str, Callable[[Leaf, Peer, Texts], None]]] = {
    "steps": _paint_steps,
    "ask": _paint_prompts,
    "hot": paint_hot,
    "rubric": paint_rubric,
    "log": paint_log,
}
