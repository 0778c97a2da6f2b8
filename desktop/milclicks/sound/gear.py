"""What this PC has for ears and mouths: a player, a voice, a microphone. Made once, handed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from milclicks.sound.device import DevicePlayer
from milclicks.sound.microphone import DeviceMicrophone, Microphone
from milclicks.sound.player import Player
from milclicks.sound.system_voice import of_this_system
from milclicks.sound.voice import Voice


@dataclass(frozen=True, slots=True)
class Gear:
    """The three together; the window has one and every screen finds it in its context."""

    player: Player
    voice: Voice
    microphone: Microphone

    @classmethod
    def of_this_pc(cls) -> Self:
        """The real ones; nothing is opened or imported before it is used."""
        return cls(DevicePlayer(), of_this_system(), DeviceMicrophone())
