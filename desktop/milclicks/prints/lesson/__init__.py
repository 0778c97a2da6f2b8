"""A lesson on paper: the teacher's run sheet, the handout for learners, the cards to cut out."""

from milclicks.prints.lesson.data import WHATS, LessonData, lesson_data
from milclicks.prints.lesson.make import lesson_pdf

__all__ = ["WHATS", "LessonData", "lesson_data", "lesson_pdf"]
