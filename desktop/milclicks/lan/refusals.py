"""What can go wrong with sharing, in sentences."""

from __future__ import annotations

from milclicks.core.errors import N_, Message, MilClicksError


class ShareFailed(MilClicksError):
    """No port of this computer can be opened for others."""

    code = "share.failed"

    def __init__(self, detail: str = "") -> None:
        """`detail` is for the log."""
        super().__init__(
            Message(N_("This computer does not let the app share anything right now.")),
            Message(
                N_(
                    "Look whether another program or a rule of the system forbids it, "
                    "or use a stick."
                )
            ),
            detail,
        )
