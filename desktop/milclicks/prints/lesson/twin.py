"""The paper twin of each step: what learners get in hand, kind by kind. Never an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from milclicks.core.marks import bare
from milclicks.core.texts import N_
from milclicks.prints.lesson.artefacts import artefact, photo
from milclicks.prints.lesson.piece import Edge, Piece, beside, framed, stack
from milclicks.prints.lesson.questions import Numbered, question
from milclicks.prints.lesson.setter import Setter
from milclicks.prints.lesson.story import scene
from milclicks.steps.ask import Ask
from milclicks.steps.base import Step
from milclicks.steps.discuss import Discuss
from milclicks.steps.do import Do
from milclicks.steps.investigate import Investigate
from milclicks.steps.miniweb import Miniweb
from milclicks.steps.miniweb_cards import card_numbers
from milclicks.steps.read import Block, Read
from milclicks.steps.reflect import Reflect
from milclicks.steps.show import Show
from milclicks.steps.takehome import TakeHome

TWICE = N_("First box: your first vote. Second box: after the talk.")
LOOKS = N_("Choose your looks. Tick off what each costs, then open its card.")
PAGES = N_("Begin with card {number}. Go on to any card that a card or this list names.")
FOUND = N_("All pages, as a search lists them:")
NOTES = N_("What we found, on which card, and who says so:")
FORMS: Final = {
    "vote_talk_vote": N_("Vote with fingers at your chest, talk in pairs, vote again."),
    "pairs": N_("Talk in pairs. After two minutes each pair tells one thought."),
    "circle": N_("Sit in a circle. Each may speak once, or pass."),
}
SHEETS: Final = {
    "hand": N_("There is a printed sheet for this: the hand."),
    "grid": N_("There is a printed sheet for this: the grid."),
    "frame": N_("There is a printed sheet for this: the frame."),
    "cards": N_("There is a printed sheet for this: the cards."),
}
YOU_NEED, HOW = N_("You need"), N_("How it goes")
WHEN, WILL, PLAN = N_("When …"), N_("… I will …"), N_("Your plan")
KEY, SAY_IT, TRY_IT = N_("The key idea"), N_("Say this to an adult"), N_("Try this at home")

Asked = dict[str, tuple[Numbered, ...]]  # step id -> its items with their numbers


def twin(setter: Setter, step: Step, asked: Asked, width: float) -> list[Piece]:
    """A step as pieces under its heading; the honest reason for one that is not on paper."""
    head = setter.heading(step.title, width)
    if step.no_paper_because:
        return [head, setter.with_icon("eye", step.no_paper_because, width, soft=True)]
    return [head, *_TWINS[step.kind](setter, step, asked, width)]


def _questions(setter: Setter, step: Step, asked: Asked, width: float) -> list[Piece]:
    return [p for one in asked.get(step.id, ()) for p in question(setter, one, width)]


def _ask(setter: Setter, step: Ask, asked: Asked, width: float) -> list[Piece]:
    intro = [setter.text(step.intro, width).kept()] if step.intro else []
    return [*intro, *_questions(setter, step, asked, width)]


def _read(setter: Setter, step: Read, asked: Asked, width: float) -> list[Piece]:
    return [_block(setter, block, width) for block in step.blocks]


def _block(setter: Setter, block: Block, width: float) -> Piece:
    if block.type == "heading":
        return setter.text(block.text, width, size=11, bold=True, gap=7).kept()
    if block.type == "list":
        return setter.bullets([entry.text for entry in block.entries], width)
    if block.type == "quote":
        return _quote(setter, block, width)
    if block.type == "picture":
        shown = photo(setter, block.picture, width)
        if not block.caption:
            return shown
        caption = setter.text(block.caption, width, size=8.4, soft=True)
        return stack([shown, caption], gap=setter.sized(6))
    if block.type == "key":
        return key_box(setter, [entry.text for entry in block.entries], width)
    return setter.text(block.text, width, gap=5)


def _quote(setter: Setter, block: Block, width: float) -> Piece:
    sheet, shift = setter.sheet, setter.sized(10)
    parts = [setter.text(block.text, width - shift, size=10.4)]
    if block.caption:
        parts.append(setter.text(block.caption, width - shift, size=8.4, soft=True))
    inner = stack(parts)

    def paint(x: float, y: float) -> None:
        sheet.box(x, y, 2.4, inner.height, radius=1.2, fill=sheet.look.ink)
        inner.paint(x + shift, y)

    return Piece(inner.height, paint, setter.sized(6))


def key_box(setter: Setter, lines: list[str], width: float) -> Piece:
    """The key idea in a strong frame."""
    inside = width - 16
    head = setter.text(setter.say(KEY), inside, size=8.6, bold=True, soft=True)
    body = [setter.text(line, inside, size=10.8, bold=True) for line in lines]
    return setter.boxed([head, *body], width, strong=True)


def _show(setter: Setter, step: Show, asked: Asked, width: float) -> list[Piece]:
    pieces = [setter.text(step.intro, width).kept()] if step.intro else []
    pieces += [artefact(setter, art, width) for art in step.shown]
    if step.prompt:
        pieces.append(setter.text(step.prompt, width, size=10.2, bold=True, gap=7))
    if step.vote:
        pieces[-1] = pieces[-1].kept()
        rows = [setter.tick(one.label, width, boxes=2) for one in step.vote]
        note = setter.text(setter.say(TWICE), width, size=8.2, soft=True)
        pieces.append(stack([note, *rows], gap=setter.sized(3)))
    return pieces


def _investigate(setter: Setter, step: Investigate, asked: Asked, width: float) -> list[Piece]:
    said = step.unit.counted(setter.texts, step.budget)
    inside = width - 16
    beans = setter.chips([said], inside)
    circles = _beans(setter, step.budget, inside)
    rows = [_cost_row(setter, step, number, inside) for number in range(len(step.looks))]
    note = setter.text(setter.say(LOOKS), inside, size=8.4, soft=True)
    return [
        setter.text(step.intro, width),
        artefact(setter, step.artefact, width),
        setter.boxed([beans, circles, note, *rows], width),
        *_questions(setter, step, asked, width),
    ]


def _beans(setter: Setter, count: int, width: float) -> Piece:
    """One circle to cross out for each unit of the budget."""
    side, gap, sheet = 12.0, 5.0, setter.sheet
    across = max(1, int((width + gap) // (side + gap)))
    down = (count + across - 1) // across

    def paint(x: float, y: float) -> None:
        for number in range(count):
            row, column = divmod(number, across)
            sheet.box(x + column * (side + gap), y + row * (side + gap), side, side,
                      radius=side / 2, stroke=sheet.look.ink, weight=0.9)  # fmt: skip

    return Piece(down * (side + gap) - gap, paint, setter.sized(5))


def _cost_row(setter: Setter, step: Investigate, number: int, width: float) -> Piece:
    look = step.looks[number]
    cost = step.unit.counted(setter.texts, look.cost)
    words = f"{setter.texts.number(number + 1)}. {bare(look.label)} ({cost})"
    return setter.tick(words, width)


def _miniweb(setter: Setter, step: Miniweb, asked: Asked, width: float) -> list[Piece]:
    start = card_numbers(step)[step.start, ""]
    inside = width - 16
    pieces = [setter.text(step.intro, width)]
    if step.artefact is not None:
        pieces.append(artefact(setter, step.artefact, width))
    pieces.append(setter.text(step.question, width, size=10.8, bold=True, gap=6))
    how = setter.text(setter.say(PAGES, number=start), width, size=9, soft=True)
    note = setter.text(setter.say(NOTES), inside, size=8.6, soft=True)
    pieces += [how, _search(setter, step, width)]
    pieces.append(setter.boxed([note, setter.lines(5, inside)], width))
    return [*pieces, *_questions(setter, step, asked, width)]


def _search(setter: Setter, step: Miniweb, width: float) -> Piece:
    """The list of all pages with the numbers of their cards: the search engine of a table."""
    inside, shift = width - 16, setter.sized(18)
    rows = [setter.text(setter.say(FOUND), inside, size=8.6, bold=True, soft=True)]
    numbers = card_numbers(step)
    for page in step.pages:
        number = setter.text(setter.texts.number(numbers[page.id, ""]), shift, size=8.6, bold=True)
        words = f"{bare(page.headline.text)} ({setter.texts.isolate(step.site(page.site).name)})"
        rows.append(beside(number, setter.text(words, inside - shift, size=8.6), shift, gap=2))
    return setter.boxed(rows, width)


def _discuss(setter: Setter, step: Discuss, asked: Asked, width: float) -> list[Piece]:
    return [
        setter.text(step.prompt, width, size=10.2, bold=True).kept(),
        setter.with_icon("talk", setter.say(FORMS[step.form]), width, soft=True).kept(),
        setter.bullets([each.text for each in step.questions], width),
    ]


def _do(setter: Setter, step: Do, asked: Asked, width: float) -> list[Piece]:
    pieces = [setter.text(step.intro, width)]
    if step.materials:
        pieces.append(setter.label(setter.say(YOU_NEED), width))
        pieces.append(setter.bullets([each.text for each in step.materials], width))
    pieces.append(setter.label(setter.say(HOW), width))
    pieces += [
        setter.entry(each.text, width, number) for number, each in enumerate(step.instructions, 1)
    ]
    if step.sheet:
        pieces.append(setter.with_icon("print", setter.say(SHEETS[step.sheet]), width, soft=True))
    return pieces


def _reflect(setter: Setter, step: Reflect, asked: Asked, width: float) -> list[Piece]:
    inside = width - 16
    whens = [setter.tick(each.when, width) for each in step.situations]
    wills = [setter.tick(each.will, width) for each in step.actions]
    plan = [setter.text(setter.say(PLAN), inside, size=8.6, bold=True, soft=True)]
    for word in (WHEN, WILL):
        plan.append(setter.text(setter.say(word), inside, size=9, soft=True, gap=4))
        plan.append(setter.lines(1, inside))
    return [
        setter.text(step.prompt, width).kept(),
        stack([setter.label(setter.say(WHEN), width), *whens]),
        stack([setter.label(setter.say(WILL), width), *wills]),
        setter.boxed(plan, width),
    ]


def _takehome(setter: Setter, step: TakeHome, asked: Asked, width: float) -> list[Piece]:
    return [home_box(setter, step.sentence, step.task, width)]


def home_box(setter: Setter, sentence: str, task: str, width: float) -> Piece:
    """The sentence to say and the thing to try, in a frame to keep."""
    inside = width - 16
    inner = stack(
        [
            setter.text(setter.say(SAY_IT), inside, size=8.6, bold=True, soft=True),
            setter.text(sentence, inside, size=11.4, bold=True),
            setter.text(setter.say(TRY_IT), inside, size=8.6, bold=True, soft=True, gap=6),
            setter.text(task, inside),
        ]
    )
    look = setter.sheet.look
    edge = Edge(8.0, 8.0, look.ink, look.highlight, 1.4)
    return framed(setter.sheet, inner, width, edge, gap=setter.sized(7))


_TWINS: Final[dict[str, Callable[[Setter, Any, Asked, float], list[Piece]]]] = {
    "recall": _ask,
    "ask": _ask,
    "read": _read,
    "show": _show,
    "scene": scene,
    "investigate": _investigate,
    "miniweb": _miniweb,
    "discuss": _discuss,
    "do": _do,
    "reflect": _reflect,
    "takehome": _takehome,
}
