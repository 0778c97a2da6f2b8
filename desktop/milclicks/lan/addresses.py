"""The addresses of this computer that another one in the room can type, the likeliest first."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

PORT: Final = 8420
"""The port that is tried first; an address that is typed without one means this."""
_VIRTUAL: Final = ("docker", "veth", "br-", "virbr", "vmnet", "vbox", "vethernet", "virtualbox")
_TUNNELS: Final = ("vmware", "tun", "tap", "utun", "wg", "zt", "tailscale", "ppp", "lxc")
_HOMES: Final = ("192.168.", "10.", "172.")


@dataclass(frozen=True, slots=True)
class Card:
    """An address of one network card, as the system tells it."""

    name: str
    address: str
    up: bool = True


def here() -> tuple[str, ...]:
    """The addresses of now; empty when this computer is in no network."""
    import psutil

    states = psutil.net_if_stats()
    return ordered(
        Card(name, one.address, name not in states or bool(states[name].isup))
        for name, found in psutil.net_if_addrs().items()
        for one in found
        if one.family == socket.AF_INET
    )


def ordered(cards: Iterable[Card]) -> tuple[str, ...]:
    """The addresses that may be typed: those of real cards in a home or school network first.

    An address that a card gave itself, because nobody gave it one, comes last.
    """
    found = {card.address: _rank(card) for card in cards if card.up and near(card.address)}
    usable = [one for one in found if not ipaddress.ip_address(one).is_loopback]
    return tuple(sorted(usable, key=lambda one: (found[one], one)))


def _rank(card: Card) -> tuple[bool, bool, int]:
    made_up = card.address.startswith("169.254.")
    virtual = card.name.lower().startswith((*_VIRTUAL, *_TUNNELS))
    kind = next((n for n, start in enumerate(_HOMES) if card.address.startswith(start)), 9)
    return made_up, virtual, kind


def near(address: str) -> bool:
    """Whether an address can be in the same room: private, given by the card itself, or this PC."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return (
        found.version == 4
        and not found.is_unspecified
        and (found.is_private or found.is_link_local or found.is_loopback)
    )
