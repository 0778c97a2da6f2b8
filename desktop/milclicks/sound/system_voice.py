"""The voices of the operating system, each asked through a process of its own.

Linux: espeak-ng, else speech-dispatcher; macOS: say; Windows: System.Speech through PowerShell.
The text goes in by standard input, so that no sign in it can be an option. A process is ended
to be silent. espeak-ng's Arabic is left out: it needs the vowel signs that our texts do not write.
"""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from milclicks.sound.player import no_device
from milclicks.sound.voice import NoVoice, Voice

if TYPE_CHECKING:
    import subprocess

LANGUAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("en-gb", "en-us", "en"),
    "fr": ("fr-fr", "fr"),
    "es": ("es-es", "es", "es-419"),
    "ar": ("ar-sa", "ar-001", "ar"),
    "pt_PT": ("pt-pt", "pt", "pt-br"),
    "pt_BR": ("pt-br", "pt"),
    "sr_Cyrl": ("sr-rs", "sr", "sr-cyrl-rs"),
    "sr_Latn": ("sr-latn-rs", "sr-rs", "sr"),
}
"""The tags that suit a locale, the best first; any other region of the language comes after."""
_ASK_SECONDS: Final = 10
_WINDOWS_LIST: Final = (
    "Add-Type -AssemblyName System.Speech;"
    "(New-Object System.Speech.Synthesis.SpeechSynthesizer).GetInstalledVoices() |"
    " Where-Object {$_.Enabled} |"
    " ForEach-Object { $_.VoiceInfo.Culture.Name + [char]9 + $_.VoiceInfo.Name }"
)
_WINDOWS_SAY: Final = (
    "Add-Type -AssemblyName System.Speech;"
    "$in = New-Object IO.StreamReader([Console]::OpenStandardInput(), [Text.Encoding]::UTF8);"
    "$v = New-Object System.Speech.Synthesis.SpeechSynthesizer;"
    "$v.SelectVoice($in.ReadLine()); $v.Rate = [int]$in.ReadLine(); $v.Speak($in.ReadToEnd())"
)


@dataclass(frozen=True, slots=True)
class Engine:
    """How one kind of system is asked: what lists the voices, how the list is read, what speaks.

    `found` gives (language tag in small letters, name of the voice); `saying` gives the command
    and what stands before the text on its input, for a voice and a speed in per cent.
    """

    listing: Sequence[str]
    found: Callable[[str], Iterable[tuple[str, str]]]
    saying: Callable[[str, int], tuple[Sequence[str], str]]
    hushing: Sequence[str] = ()
    mute: tuple[str, ...] = ()


def _espeak_found(listed: str) -> Iterable[tuple[str, str]]:
    """`espeak-ng --voices`: priority, language, age and gender, name, file."""
    for line in listed.splitlines()[1:]:
        parts = line.split()
        if len(parts) >= 2:
            yield parts[1].lower(), parts[1]


def _spd_found(listed: str) -> Iterable[tuple[str, str]]:
    """`spd-say -L`: name, language, variant; the language alone is given back to it."""
    for line in listed.splitlines()[1:]:
        parts = line.rsplit(None, 2)
        if len(parts) == 3:
            yield parts[1].lower(), parts[1]


def _mac_found(listed: str) -> Iterable[tuple[str, str]]:
    """`say -v ?`: a name, perhaps of several words, then fr_FR, then # and a sample."""
    for line in listed.splitlines():
        name, _, tag = line.partition("#")[0].strip().rpartition(" ")
        if name and tag:
            yield tag.replace("_", "-").lower(), name.strip()


def _windows_found(listed: str) -> Iterable[tuple[str, str]]:
    """A culture, a tab, a name."""
    for line in listed.splitlines():
        tag, _, name = line.strip().partition("\t")
        if name:
            yield tag.lower(), name


def _tenths(speed: int) -> int:
    """A percentage as the systems' steps from -10 to 10, where 10 is three times as fast."""
    return max(-10, min(10, round((speed - 100) / 8)))


ENGINES: Final[Mapping[str, Engine]] = {
    "espeak-ng": Engine(
        ("espeak-ng", "--voices"),
        _espeak_found,
        lambda voice, speed: (
            ("espeak-ng", "-v", voice, "-s", str(round(1.5 * speed)), "-b", "1", "--stdin"),
            "",
        ),
        mute=("ar",),
    ),
    "spd-say": Engine(
        ("spd-say", "-L"),
        _spd_found,
        lambda voice, speed: (
            ("spd-say", "-w", "-e", "-l", voice, "-r", str(10 * _tenths(speed))),
            "",
        ),
        hushing=("spd-say", "-C"),
        mute=("ar",),
    ),
    "say": Engine(
        ("say", "-v", "?"),
        _mac_found,
        lambda voice, speed: (("say", "-v", voice, "-r", str(round(1.75 * speed)), "-f", "-"), ""),
    ),
    "powershell": Engine(
        ("powershell", "-NoProfile", "-NonInteractive", "-Command", _WINDOWS_LIST),
        _windows_found,
        lambda voice, speed: (
            ("powershell", "-NoProfile", "-NonInteractive", "-Command", _WINDOWS_SAY),
            f"{voice}\n{_tenths(speed)}\n",
        ),
    ),
}


def of_this_system() -> Voice:
    """The voice that this system has; looks only whether a program is there."""
    order = {"darwin": ("say",), "win32": ("powershell",)}.get(
        sys.platform, ("espeak-ng", "spd-say")
    )
    for name in order:
        if shutil.which(name):
            return SystemVoice(ENGINES[name])
    return NoVoice()


class SystemVoice:
    """A `Voice` that is a process for each text."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._voices: dict[str, str] | None = None
        self._saying: subprocess.Popen[bytes] | None = None

    def available(self, locale: str) -> bool:
        """Whether the system lists a voice of this language."""
        return self.voice_for(locale) is not None

    def voice_for(self, locale: str) -> str | None:
        """The voice that suits a locale best, or None."""
        held = self._listed()
        wanted = LANGUAGES.get(locale, ())
        language = locale.partition("_")[0]
        if language in self._engine.mute:
            return None
        for tag in wanted:
            if tag in held:
                return held[tag]
        same = sorted(tag for tag in held if tag.partition("-")[0] == language)
        return held[same[0]] if same and wanted else None

    def say(self, text: str, locale: str, speed: int, ended: Callable[[], None]) -> None:
        """Start the process; raises NoSound when it cannot be started."""
        import subprocess  # dear at the first paint, free when somebody listens

        self.stop()
        voice = self.voice_for(locale)
        if voice is None:
            raise no_device()
        command, before = self._engine.saying(voice, speed)
        try:
            saying = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                creationflags=_no_window(),
            )
        except OSError as error:
            raise no_device() from error
        self._saying = saying
        words = f"{before}{text}".encode()
        threading.Thread(target=self._wait, args=(saying, words, ended), daemon=True).start()

    def stop(self) -> None:
        """End the process; where a service speaks for it, tell the service too."""
        saying, self._saying = self._saying, None
        if saying is not None and saying.poll() is None:
            import subprocess

            saying.terminate()
            if self._engine.hushing:
                subprocess.Popen(
                    self._engine.hushing, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )

    def _wait(
        self, saying: subprocess.Popen[bytes], words: bytes, ended: Callable[[], None]
    ) -> None:
        saying.communicate(words)
        if self._saying is saying:
            ended()

    def _listed(self) -> Mapping[str, str]:
        """The first voice of each language tag; asked of the system once."""
        if self._voices is None:
            import subprocess

            self._voices = {}
            try:
                asked = subprocess.run(
                    self._engine.listing,
                    capture_output=True,
                    timeout=_ASK_SECONDS,
                    check=False,
                    stdin=subprocess.DEVNULL,
                    creationflags=_no_window(),
                )
            except (OSError, subprocess.TimeoutExpired):
                return self._voices
            for tag, name in self._engine.found(asked.stdout.decode("utf-8", "replace")):
                self._voices.setdefault(tag, name)
        return self._voices


def _no_window() -> int:
    """On Windows a console program opens no black window."""
    return 0x0800_0000 if sys.platform == "win32" else 0
