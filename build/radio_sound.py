"""Makes the recorded bulletin of the pack radio-rumours: a jingle from numbers, then a voice.

    .venv/bin/python build/radio_sound.py

Needs the programs espeak-ng and lame (Debian has both under these names). The words are those of
the radio script `eight` in the first lesson and of its translations, so run it again when one of
them changes. The voice is synthetic: media.yaml and the script itself say so.
"""

from __future__ import annotations

import math
import subprocess
import sys
import tempfile
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path

from milclicks.packs.source import Source, read_source
from milclicks.sound.spoken import spoken

ROOT = Path(__file__).resolve().parent.parent
PACK = ROOT / "content_packs" / "radio-rumours"
LINES = tuple(f"radio-1:hook/eight/n{n}/text" for n in range(4))
VOICES = {"en": "en-gb", "fr": "fr-fr", "es": "es"}
WORDS_A_MINUTE = 150
RATE = 22_050  # samples a second, one channel, 16 bit: what espeak-ng writes
KILOBITS = 32
PAUSE = 0.45  # seconds between two pieces of news
LOUDEST = 20_000

# The jingle: (seconds from its start, hertz, seconds it rings, share of the loudness).
JINGLE = (
    (0.00, 392.00, 1.2, 0.55),
    (0.18, 523.25, 1.2, 0.60),
    (0.36, 659.25, 1.2, 0.65),
    (0.72, 587.33, 1.0, 0.60),
    (0.90, 783.99, 1.8, 0.75),
    (0.90, 392.00, 1.8, 0.40),
)
JINGLE_SECONDS = 2.4
PIP = ((0.0, 880.0, 0.25, 0.5),)
OVERTONES = ((1, 1.0, 3.0), (2, 0.45, 5.0), (3, 0.22, 8.0), (4.2, 0.10, 14.0))
"""(times the note, how loud, how fast it fades): a small bell."""


def main() -> int:
    """Make one recording for each language; 0 when all were made."""
    source = read_source(PACK)
    for locale in VOICES:
        lines = list(_words(source, locale))
        if len(lines) != len(LINES):
            print(f"the bulletin is not translated into {locale}", file=sys.stderr)
            return 1
        target = PACK / "media" / f"bulletin-{locale}.mp3"
        samples = bulletin(lines, locale)
        _mp3(samples, target)
        seconds, size = len(samples) / RATE, target.stat().st_size
        print(f"{target.name}: {seconds:.1f} s, {size / 1000:.0f} kB")
    return 0


def _words(source: Source, locale: str) -> Iterator[str]:
    english = {text.id: text.text for text in source.texts()}
    for unit in LINES:
        entry = source.catalogues[locale].entries.get(unit) if locale != "en" else None
        text = english[unit] if locale == "en" else entry.text if entry else ""
        if text:
            yield text


def bulletin(lines: list[str], locale: str) -> array[int]:
    """The jingle, each line after a short pip, and the end of the jingle once more."""
    made = notes(JINGLE, JINGLE_SECONDS)
    for number, line in enumerate(lines):
        if number:
            made += notes(PIP, PAUSE)
        made += voice(line, locale)
        made += notes((), PAUSE)
    made += notes(JINGLE[3:], JINGLE_SECONDS)
    return made


def notes(score: tuple[tuple[float, float, float, float], ...], seconds: float) -> array[int]:
    """Bells at their times; what rings longer than `seconds` is faded out there."""
    count = int(seconds * RATE)
    mixed = [0.0] * count
    for start, hertz, rings, loud in score:
        first = int(start * RATE)
        for n in range(first, min(count, first + int(rings * RATE))):
            t = (n - first) / RATE
            attack = min(t / 0.008, 1.0)
            wave_now = sum(
                share * math.exp(-fade * t) * math.sin(2 * math.pi * hertz * times * t)
                for times, share, fade in OVERTONES
            )
            mixed[n] += loud * attack * wave_now
    tail = min(count, int(0.15 * RATE))
    for n in range(tail):
        mixed[count - 1 - n] *= n / tail
    peak = max((abs(value) for value in mixed), default=0.0) or 1.0
    return array("h", (int(LOUDEST * 0.8 * value / max(peak, 1.0)) for value in mixed))


def voice(text: str, locale: str) -> array[int]:
    """A line in the synthetic voice, brought to the same loudness as all others."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "line.wav"
        speed = str(WORDS_A_MINUTE)
        command = ["espeak-ng", "-v", VOICES[locale], "-s", speed, "-b", "1", "-w", str(file)]
        subprocess.run([*command, "--stdin"], input=spoken(text, locale).encode(), check=True)
        with wave.open(str(file), "rb") as made:
            if (made.getframerate(), made.getnchannels(), made.getsampwidth()) != (RATE, 1, 2):
                raise SystemExit("espeak-ng writes another form of sound than this script expects.")
            samples = array("h", made.readframes(made.getnframes()))
    if sys.byteorder == "big":
        samples.byteswap()
    peak = max((abs(value) for value in samples), default=0) or 1
    return array("h", (value * LOUDEST // peak for value in samples))


def _mp3(samples: array[int], target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bulletin.wav"
        with wave.open(str(file), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(samples.tobytes())
        small = ["-m", "m", "-b", str(KILOBITS), "--resample", "22.05", "--noreplaygain"]
        subprocess.run(["lame", "--quiet", "-t", *small, str(file), str(target)], check=True)


if __name__ == "__main__":
    sys.exit(main())
