"""The pact certificate: a promise to oneself on one landscape page, in one language or two.

Also the blank one, two small blanks on one page, and the page for those who took part without
choosing the pact, which looks the same. It knows neither records nor windows.
"""

from milclicks.prints.certificate.data import (
    CertificateData,
    FocusPlan,
    PactWords,
    Promise,
    pact_words,
)
from milclicks.prints.certificate.make import (
    blank_pair_pdf,
    blank_pdf,
    certificate_pdf,
    certificates_pdf,
)

__all__ = [
    "CertificateData",
    "FocusPlan",
    "PactWords",
    "Promise",
    "blank_pair_pdf",
    "blank_pdf",
    "certificate_pdf",
    "certificates_pdf",
    "pact_words",
]
