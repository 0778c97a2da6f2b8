"""Text taken out of a PDF by a program other than ours, made comparable."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata

PROGRAM = "pdftotext"


def has_poppler() -> bool:
    """Whether poppler's program is there."""
    return shutil.which(PROGRAM) is not None


def poppler_text(pdf: bytes) -> str:
    """All text of a PDF in reading order."""
    done = subprocess.run([PROGRAM, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def bare(text: str) -> str:
    """Composed, without steering characters, each gap one space."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(c for c in composed if unicodedata.category(c) != "Cf")
    return " ".join(seen.split())


def columns_text(pdf: bytes, width: float, height: float) -> str:
    """All text of a PDF as painted and read across, then its left and its right half alone."""
    half, high = round(width / 2), round(height)
    across = [["-x", str(x), "-y", "0", "-W", str(half), "-H", str(high)] for x in (0, half)]
    parts = []
    for window in (["-raw"], [], *across):
        words = [PROGRAM, "-r", "72", *window, "-", "-"]
        done = subprocess.run(words, input=pdf, capture_output=True, check=True)
        parts.append(done.stdout.decode("utf-8"))
    return "\n".join(parts)
