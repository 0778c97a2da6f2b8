"""The test on paper: a form with its answer grid, the teacher's key, the report of a group."""

from milclicks.prints.testform.make import form_pdf, key_pdf, report_pdf
from milclicks.prints.testform.report import TestReport

__all__ = ["TestReport", "form_pdf", "key_pdf", "report_pdf"]
