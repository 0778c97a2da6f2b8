"""The handout for learners: every step of the cut in its paper form, in two columns."""

from __future__ import annotations

from milclicks.core.texts import N_
from milclicks.prints.lesson.data import LessonData
from milclicks.prints.lesson.piece import Piece
from milclicks.prints.lesson.questions import numbered
from milclicks.prints.lesson.setter import Setter
from milclicks.prints.lesson.twin import Asked, home_box, key_box, twin
from milclicks.steps.base import Step
from milclicks.steps.read import Read
from milclicks.steps.takehome import TakeHome

HANDOUT = N_("Handout: one for each group")


def handout_head(setter: Setter, data: LessonData, width: float) -> list[Piece]:
    """The objective."""
    return [setter.text(data.lesson.objective, width, size=10.4, gap=5)]


def handout_body(setter: Setter, data: LessonData, width: float) -> list[Piece]:
    """The steps; key idea and take-home are added where no step of the cut brings them."""
    asked: Asked = {}
    for one in numbered(data.steps):
        asked[one.step.id] = (*asked.get(one.step.id, ()), one)
    pieces = [piece for step in data.steps for piece in twin(setter, step, asked, width)]
    lesson = data.lesson
    if lesson.key and not any(_tells_key(step) for step in data.steps):
        pieces.append(key_box(setter, [line.text for line in lesson.key], width))
    if lesson.take_home_sentence and not any(isinstance(s, TakeHome) for s in data.steps):
        pieces.append(home_box(setter, lesson.take_home_sentence, lesson.take_home_task, width))
    return [pieces[0].spaced(0), *pieces[1:]]


def _tells_key(step: Step) -> bool:
    return isinstance(step, Read) and any(block.type == "key" for block in step.blocks)
