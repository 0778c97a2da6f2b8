"""The pact of a class, a family or a teacher on one upright page, with room for drawn marks.

It knows neither records nor windows.
"""

from milclicks.prints.pactsheet.make import PactSheet, pact_sheet_pdf, sheet_words

__all__ = ["PactSheet", "pact_sheet_pdf", "sheet_words"]
