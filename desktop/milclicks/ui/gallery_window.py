"""The window of the gallery: the real one, but silent, with a fixed room and no real paths.

So a picture is the same on every computer and at every run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QApplication

from milclicks.packs.disk import Disk
from milclicks.sound.device import DevicePlayer
from milclicks.sound.gear import Gear
from milclicks.sound.microphone import DeviceMicrophone
from milclicks.sound.voice import NoVoice
from milclicks.ui.gallery_ground import Ground, HeldJobs
from milclicks.ui.gallery_words import SCHOOL, told
from milclicks.ui.shell import Shell
from milclicks.ui.widgets.text import TextBlock
from milclicks.workspace import Workspace

FREE: Final = 12_400_000_000
_MEDIA: Final = "/media"
_HOME: Final = "/home/school"


class Roomy(Disk):
    """A disk, or a stick, on which there is always the same room."""

    def free(self, folder: Path) -> int:
        """12.4 GB."""
        return FREE


class MuteVoice(NoVoice):
    """A voice for every language that says nothing."""

    def available(self, locale: str) -> bool:
        """Always, so that the loudspeaker stands in every picture."""
        return True


class QuietShell(Shell):
    """The window of one picture."""

    def __init__(self, app: QApplication, workspace: Workspace) -> None:
        gear = Gear(DevicePlayer(silent=True), MuteVoice(), DeviceMicrophone(silent=True))
        super().__init__(app, workspace, HeldJobs(), gear)

    def go(self, route: str, /, **params: Any) -> None:
        """Open a page; one that says how much room there is says the same each time."""
        if route in ("packs", "stick_make"):
            params.setdefault("disk", Roomy())
        super().go(route, **params)

    def listen(self) -> None:
        """Have the page's loudspeaker there, also where work is held from now on."""
        self.listener.follow(lambda: self.screen_)

    def tell_elsewhere(self, ground: Ground) -> None:
        """Show paths as they would be on a computer of a school."""
        school = f"{_MEDIA}/{told(self.context.texts.locale, SCHOOL)}"
        shown = {
            str(ground.site): school,
            str(self.workspace.folder): _HOME,
            str(ground.folder): _MEDIA,
        }
        for block in self.findChildren(TextBlock):
            text = block.text()
            for real, made_up in shown.items():
                text = text.replace(real, made_up)
            if text != block.text():
                block.set_text(text)
