"""A voice for the goldens, whose words are fixed beside them."""

from __future__ import annotations

from collections.abc import Mapping

from milclicks.core.texts import Texts


class SampleTexts(Texts):
    """A voice with the tests' words instead of the catalogues'."""

    __slots__ = ("_said",)

    def __init__(self, locale: str, said: Mapping[str, str]) -> None:
        super().__init__(locale)
        self._said = said

    def say(self, msgid: str, **values: object) -> str:
        """The sentence in this locale; every sentence of a print must be there."""
        if self.locale != "en" and msgid not in self._said:
            raise KeyError(msgid)
        return self._fill(self._said.get(msgid, msgid), values)
