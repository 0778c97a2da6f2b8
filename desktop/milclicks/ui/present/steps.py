"""What each step shows on the wall, as slides. Questions have a file of their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_, Texts
from milclicks.lessons.views import StepView
from milclicks.steps.ask import Ask
from milclicks.steps.discuss import Discuss
from milclicks.steps.do import Do
from milclicks.steps.read import Block, Read
from milclicks.steps.takehome import TakeHome
from milclicks.ui.artefacts import artefact_view
from milclicks.ui.pictures import Media
from milclicks.ui.player.investigate import LEFT, LOOKS
from milclicks.ui.player.plain import FORMS, HOW, SAY_IT, TRY_IT, WHEN, WILL, YOU_NEED
from milclicks.ui.player.read import KEY_IDEA
from milclicks.ui.player.scene import DO
from milclicks.ui.player.show import AGAIN, CAME_OUT, TALK
from milclicks.ui.present.blocks import (
    WallOption,
    counted,
    dotted,
    ink,
    letters,
    numbered,
    panel,
    words,
)
from milclicks.ui.present.fitting import fitted, picture
from milclicks.ui.present.miniweb import miniweb_slides
from milclicks.ui.present.paging import Slide
from milclicks.ui.present.questions import question
from milclicks.ui.widgets.text import Eyebrow

FIRST_VOTE = N_("Show with your fingers at your chest: first vote.")
Slides = list[Slide]


def slides(view: StepView, texts: Texts, media: Media) -> Slides:
    """All slides of a moment."""
    return _STEPS[view.step.kind](view, texts, media)


def _ask(view: StepView, texts: Texts, media: Media) -> Slides:
    assert view.item is not None
    intro = view.step.intro if isinstance(view.step, Ask) else ""
    found = question(view.item, texts, media)
    if intro and view.item_index == 0 and view.item.phase != "feedback":
        found.insert(0, Slide(view.step.title, (words(intro),)))
    return found


def _read(view: StepView, texts: Texts, media: Media) -> Slides:
    step = view.step
    assert isinstance(step, Read)
    found: Slides = []
    title, blocks = step.title, list[QWidget]()
    for block in step.blocks:
        if block.type in ("picture", "key", "heading"):
            if blocks:
                found.append(Slide(title, tuple(blocks)))
                blocks = []
            if block.type == "heading":
                title = block.text
            else:
                found.append(_alone(step.title, block, texts, media))
            continue
        blocks.extend(_block(block))
    if blocks or not found:
        found.append(Slide(title, tuple(blocks)))
    return found


def _block(block: Block) -> list[QWidget]:
    if block.type == "list":
        return dotted([entry.text for entry in block.entries])
    if block.type == "quote":
        return [panel(ink(block.text), ink(block.caption, size=13))]
    return [words(block.text)]


def _alone(title: str, block: Block, texts: Texts, media: Media) -> Slide:
    if block.type == "picture":
        caption = (words(block.caption),) if block.caption else ()
        shown = picture(media, block.picture)
        return Slide(title, caption, shown, shares=(70, 58, 46))
    lines = tuple(
        panel(ink(entry.text, strong=True, size=21), tone="sun_soft") for entry in block.entries
    )
    return Slide(texts.say(KEY_IDEA), lines)


def _show(view: StepView, texts: Texts, media: Media) -> Slides:
    show = view.show
    assert show is not None
    step = show.step
    if show.reveal:
        return [Slide(texts.say(CAME_OUT), (panel(ink(show.reveal), tone="sun_soft"),))]
    found: Slides = []
    for number, art in enumerate(step.shown):
        lead = [words(step.intro)] if number == 0 and step.intro else []
        lead += [words(step.prompt, strong=True)] if step.prompt else []
        beside = fitted(partial(artefact_view, art, texts, media))
        found.append(Slide(step.title, tuple(lead), beside))
    if step.vote:
        for note in (FIRST_VOTE, "", AGAIN):
            if not note:
                found.append(Slide(step.prompt, (panel(ink(texts.say(TALK)), tone="sun_soft"),)))
                continue
            votes = _options(texts, [option.label for option in step.vote])
            columns = 2 if len(votes) > 3 else 1
            said = texts.say(note)
            found.append(Slide(step.prompt, tuple(votes), None, columns, said, most_columns=2))
    return found


def _options(texts: Texts, lines: list[str]) -> list[QWidget]:
    marks = letters(texts)
    return [WallOption(n, marks[n % len(marks)], line) for n, line in enumerate(lines)]


def _scene(view: StepView, texts: Texts, media: Media) -> Slides:
    scene = view.scene
    assert scene is not None
    node = scene.node
    beside = None
    if node.artefact is not None:
        beside = fitted(partial(artefact_view, node.artefact, texts, media))
    elif node.picture:
        beside = picture(media, node.picture)
    lead: list[QWidget] = [words(scene.scene.intro)] if not scene.path and scene.scene.intro else []
    lead += [words(scene.reply, colour="sun")] if scene.reply else []
    found: Slides = [Slide(view.step.title, (*lead, words(node.text, size=20)), beside)]
    if scene.ended:
        return [*found, Slide(view.step.title, (panel(ink(node.ending_text), tone="sun_soft"),))]
    turns = numbered(texts, [turn.label for turn in scene.choices])
    levels = "   ".join(
        f"{each.meter.label}: {texts.isolate(texts.number(each.value))}" for each in scene.meters
    )
    return [*found, Slide(texts.say(DO), tuple(turns), None, 1, levels)]


def _investigate(view: StepView, texts: Texts, media: Media) -> Slides:
    case = view.investigate
    assert case is not None
    step = case.step
    beside = fitted(lambda: artefact_view(step.artefact, texts, media))
    unit = step.unit
    left = texts.say(LEFT, left=case.left, budget=case.budget, unit=unit.beside(case.budget))
    found: Slides = [Slide(step.title, (words(step.intro),), beside)]
    rows: list[QWidget] = []
    for number, each in enumerate(case.looks, start=1):
        cost = unit.counted(texts, each.look.cost)
        told = (
            f"**{each.look.label}** {each.look.finding}"
            if each.seen
            else f"{each.look.label} · {cost}"
        )
        tone = "sun_soft" if each.seen else "card" if each.affordable else "soft"
        rows.append(counted(texts, number, ink(told, size=15), tone))
    found.append(Slide(texts.say(LOOKS), tuple(rows), None, 1, left))
    if case.debrief:
        found = []
    found += question(case.decide, texts, media)
    if case.debrief:
        found.append(Slide(step.title, (panel(ink(case.debrief), tone="sun_soft"),)))
    return found


def _discuss(view: StepView, texts: Texts, media: Media) -> Slides:
    step = view.step
    assert isinstance(step, Discuss)
    lines = numbered(texts, [each.text for each in step.questions])
    return [Slide(step.prompt, tuple(lines), None, 1, texts.say(FORMS[step.form][1]))]


def _do(view: StepView, texts: Texts, media: Media) -> Slides:
    step = view.step
    assert isinstance(step, Do)
    need = [Eyebrow(texts.say(YOU_NEED), "sun"), *dotted([m.text for m in step.materials])]
    found = [Slide(step.title, (words(step.intro), *(need if step.materials else ())))]
    how = numbered(texts, [each.text for each in step.instructions])
    return [*found, Slide(texts.say(HOW), tuple(how))]


def _reflect(view: StepView, texts: Texts, media: Media) -> Slides:
    reflect = view.reflect
    assert reflect is not None
    step = reflect.step
    whens = dotted([each.when for each in step.situations])
    wills = dotted([each.will for each in step.actions])
    first = Slide(step.prompt, (words(texts.say(WHEN), strong=True, colour="sun"), *whens))
    return [first, Slide(step.prompt, (words(texts.say(WILL), strong=True, colour="sun"), *wills))]


def _takehome(view: StepView, texts: Texts, media: Media) -> Slides:
    step = view.step
    assert isinstance(step, TakeHome)
    sentence = panel(ink(step.sentence, strong=True, size=21))
    task = panel(ink(step.task), tone="sun_soft")
    first = (words(texts.say(SAY_IT), colour="sun"), sentence)
    return [Slide(step.title, first), Slide(texts.say(TRY_IT), (task,))]


_STEPS: dict[str, Callable[[StepView, Texts, Media], Slides]] = {
    "recall": _ask,
    "ask": _ask,
    "read": _read,
    "show": _show,
    "scene": _scene,
    "investigate": _investigate,
    "miniweb": miniweb_slides,
    "discuss": _discuss,
    "do": _do,
    "reflect": _reflect,
    "takehome": _takehome,
}
