"""The poster of a Space: on one sheet from A4 to A0, or on many small ones to put together."""

from milclicks.prints.poster.data import PosterData, SpaceWords, space_words
from milclicks.prints.poster.make import poster_pdf

__all__ = ["PosterData", "SpaceWords", "poster_pdf", "space_words"]
