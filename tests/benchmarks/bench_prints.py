"""Figures of the prints: the first certificate, many, a tiled poster. Each returns seconds.

Data is the tests' own; nothing is written. `python -m tests.benchmarks.bench_prints` prints them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from milclicks.core.ids import short_code

FIRST = (
    "import time; begun = time.perf_counter()\n"
    "from milclicks.prints.certificate import certificate_pdf\n"
    "from tests.golden.prints.samples import certificate, texts\n"
    "certificate_pdf(certificate('ar'), texts('ar'))\n"
    "print(time.perf_counter() - begun)"
)


def first_certificate() -> float:
    """Imports, fonts and one Arabic certificate in a fresh process, without Python's own start."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", FIRST],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    return float(done.stdout)


def next_certificate() -> float:
    """One more certificate with another name and code, after the first."""
    return _many(1)


def certificates_500() -> float:
    """500 certificates with names and codes of their own in one file."""
    return _many(500)


def _many(count: int) -> float:
    from milclicks.prints.certificate import certificate_pdf, certificates_pdf
    from tests.golden.prints.samples import certificate, texts

    certificate_pdf(certificate("ar"), texts("ar"))
    names = [
        replace(certificate("ar"), name=f"{number} ليلى Đorđević", code=short_code())
        for number in range(count)
    ]
    return _seconds(lambda: certificates_pdf(names, texts("ar")))


def a0_tiled() -> float:
    """An A0 poster on A4 sheets with its map, after a first poster."""
    from milclicks.prints.poster import poster_pdf
    from tests.golden.prints.samples import poster, texts

    poster_pdf(poster("ar"), texts("ar"))
    return _seconds(lambda: poster_pdf(poster("ar"), texts("ar"), size="a0", tile="a4"))


def preview_page() -> float:
    """One certificate drawn at 300 dots per inch."""
    from milclicks.prints.certificate import certificate_pdf
    from milclicks.prints.render import page_image
    from tests.golden.prints.samples import certificate, texts

    pdf = certificate_pdf(certificate("ar"), texts("ar"))
    return _seconds(lambda: page_image(pdf, 0, 300))


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    """Print every figure."""
    for measure in (first_certificate, next_certificate, certificates_500, a0_tiled, preview_page):
        print(f"{measure.__name__:18} {measure():7.3f} s")


if __name__ == "__main__":
    main()
