"""What can be wrong with a stick that is written on, in sentences: gone, lying, not plain."""

from __future__ import annotations

from milclicks.core.errors import N_, Message, MilClicksError


class StickLies(MilClicksError):
    """What was written is not what is there: a stick that is smaller than it says, or worn out."""

    code = "stick.read_back"

    def __init__(self, detail: str) -> None:
        """`detail` names the file."""
        super().__init__(
            Message(
                N_(
                    "This stick did not keep what was written on it. "
                    "It may hold less than it says, or be worn out."
                )
            ),
            Message(N_("Use another stick. Nothing on this computer was changed.")),
            detail,
        )


class StickGone(MilClicksError):
    """The stick was pulled out, or does not answer."""

    code = "stick.gone"

    def __init__(self, detail: str = "") -> None:
        """`detail` is for the log."""
        super().__init__(
            Message(N_("The stick was pulled out or does not answer.")),
            Message(
                N_("Put it in again and begin once more. What was on it before is still good.")
            ),
            detail,
        )


class StickNotPlain(MilClicksError):
    """A link, a pipe or a folder lies on the stick where a file or folder of ours belongs."""

    code = "stick.not_plain"

    def __init__(self, name: str, detail: str = "") -> None:
        """`name` is that of what lies there."""
        super().__init__(
            Message(
                N_(
                    "On this stick, {name} is not a plain file or folder, perhaps a link to "
                    "another place. Nothing was written there."
                ),
                {"name": name},
            ),
            Message(N_("Delete it from the stick or use another stick, then try again.")),
            detail,
        )
