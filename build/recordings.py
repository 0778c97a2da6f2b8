"""Makes the recordings that ship: the Hand Check, the ten promises, the words of signing in.

    .venv/bin/python build/recordings.py

Needs the programs espeak-ng and lame (Debian has both under these names). Writes MP3 files into
content_packs/mil-core/media, the end of its media.yaml (from the line MARK on), and
resources/sounds. Run it again after one of these texts or its translation has changed: a recording
is never played for other words than its own.

The voice is synthetic and is marked so everywhere. Arabic is left out: espeak-ng needs vowel signs
that the texts do not write, and leaves most vowels out without them. Latin Serbian plays the
recordings of Cyrillic Serbian.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from milclicks.core.texts import Texts
from milclicks.packs.source import Source, read_source
from milclicks.sound.spoken import spoken

ROOT = Path(__file__).resolve().parent.parent
PACK = ROOT / "content_packs" / "mil-core"
SOUNDS = ROOT / "resources" / "sounds"
MARK = "# Recordings: written by build/recordings.py, to the end of the file.\n"
VOICES = {
    "en": "en-gb",
    "fr": "fr-fr",
    "es": "es",
    "pt_PT": "pt",
    "pt_BR": "pt-br",
    "sr_Cyrl": "sr",
}
WORDS_A_MINUTE = 140
KILOBITS = 24
SAMPLE_KHZ = 16
UNITS = {
    **{f"hand-{n}": f"m2:key/five/e{n}/text" for n in range(1, 7)},
    **{f"promise-{n}": f"pact:p{n}/sentence" for n in range(1, 11)},
}
SIGN_IN = {
    "who": "Who is here?",
    "nobody": "Nobody has joined yet",
    "join": "Join",
    "guest": "Go on as guest",
    "choose": "Choose a face and a nickname",
    "nickname": "Nickname",
    "made-up": "A made-up name is fine. Please do not write a full name.",
    "back": "Back",
}
CREDIT = "MIL CLICKS Desktop contributors; a synthetic voice speaks (espeak-ng)"


def main() -> int:
    """Make every recording; 0 when all were made."""
    source = read_source(PACK)
    entries = [_entry(*made) for made in _pack_recordings(source)]
    media = PACK / "media.yaml"
    kept = media.read_text("utf-8").partition(MARK)[0]
    media.write_text(kept + MARK + "".join(entries), encoding="utf-8", newline="\n")
    index = {
        "license": "CC-BY-SA-4.0",
        "credit": CREDIT,
        "synthetic": True,
        "locales": {locale: list(_app_recordings(locale)) for locale in VOICES},
    }
    content = json.dumps(index, ensure_ascii=False, indent=1) + "\n"
    (SOUNDS / "index.json").write_text(content, encoding="utf-8", newline="\n")
    made = [*(PACK / "media").glob("say-*.mp3"), *SOUNDS.rglob("*.mp3")]
    total = sum(file.stat().st_size for file in made)
    print(f"{len(made)} recordings, {total / 1000:.0f} kB")
    return 0


def _pack_recordings(source: Source) -> Iterator[tuple[str, str, str]]:
    """(id of the medium, unit, locale) for each recording, after its file was written."""
    english = {text.id: text.text for text in source.texts()}
    for name, unit in UNITS.items():
        for locale in VOICES:
            entry = source.catalogues[locale].entries.get(unit) if locale != "en" else None
            text = english[unit] if locale == "en" else entry.text if entry else ""
            if not text:
                print(f"no {locale} for {unit}", file=sys.stderr)
                continue
            medium = f"say-{name}-{locale.lower()}".replace("_", "-")
            record(text, locale, PACK / "media" / f"{medium}.mp3")
            yield medium, unit, locale


def _entry(medium: str, unit: str, locale: str) -> str:
    return (
        f'- {{id: {medium}, file: {medium}.mp3, speaks: "{unit}", locale: {locale},'
        f' synthetic: true, license: CC-BY-SA-4.0, credit: "{CREDIT}",'
        f' source: "made by build/recordings.py"}}\n'
    )


def _app_recordings(locale: str) -> Iterator[dict[str, str]]:
    say = Texts(locale).say
    for name, msgid in SIGN_IN.items():
        file = Path(locale) / f"{name}.mp3"
        (SOUNDS / locale).mkdir(parents=True, exist_ok=True)
        record(say(msgid), locale, SOUNDS / file)
        yield {"text": say(msgid), "file": file.as_posix()}


def record(text: str, locale: str, target: Path) -> None:
    """Speak a text into an MP3 file of one channel."""
    with tempfile.TemporaryDirectory() as folder:
        wav = Path(folder) / "line.wav"
        speed = str(WORDS_A_MINUTE)
        voice = ["espeak-ng", "-v", VOICES[locale], "-s", speed, "-b", "1", "-w", str(wav)]
        subprocess.run([*voice, "--stdin"], input=spoken(text, locale).encode(), check=True)
        small = ["-m", "m", "-b", str(KILOBITS), "--resample", str(SAMPLE_KHZ), "--noreplaygain"]
        subprocess.run(["lame", "--quiet", "-t", *small, str(wav), str(target)], check=True)


if __name__ == "__main__":
    sys.exit(main())
