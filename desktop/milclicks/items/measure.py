"""The word beside a number of a lesson (minutes, people, %), in the language of the lesson.

It knows the locale of its own text, for the lesson may be in another language than the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from milclicks.core.plurals import KEY, form_of, general_form, says_itself
from milclicks.core.texts import Texts
from milclicks.items.reader import Reader


@dataclass(frozen=True, slots=True)
class Measure:
    """`words` holds one form or all plural forms ("person | people"); "" when there is none."""

    words: str
    locale: str

    def beside(self, number: int | Fraction) -> str:
        """The form that stands beside the figure of `number`."""
        if says_itself(self.words, self.locale, number):
            return self.name
        return form_of(self.words, self.locale, number)

    def counted(self, texts: Texts, number: int | Fraction) -> str:
        """The number with its word: 15 minutes, ٢٥ ٪, دقيقتان; without a word the number alone."""
        if number > 0 and says_itself(self.words, self.locale, number):
            return form_of(self.words, self.locale, number)
        return f"{texts.isolate(texts.exact(number))} {texts.unit(self.beside(number))}".strip()

    @property
    def name(self) -> str:
        """The form that stands alone."""
        return general_form(self.words)


def read_measure(source: Reader, *, needed: bool = True) -> Measure:
    """Read the word under its text key."""
    words = source.text(KEY) if needed else source.text_or(KEY)
    return Measure(words, source.locale)
