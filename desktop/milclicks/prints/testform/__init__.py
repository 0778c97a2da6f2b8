"""The test before and after on paper: a form with its answer grid, and the teacher's key."""

from milclicks.prints.testform.make import form_pdf, key_pdf

__all__ = ["form_pdf", "key_pdf"]
