"""What a line or a site can do wrong, in sentences: login pages, silence, wrong bytes, a proxy."""

from __future__ import annotations

from milclicks.core.errors import N_, Message
from milclicks.packs.travel.source import SourceFailed


class SourcePortal(SourceFailed):
    """The network answered with a page of its own, such as a login page."""

    code = "source.portal"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is how people call the place."""
        super().__init__(label, detail)
        self.sentence = Message(
            N_("The network sent a web page, perhaps a login page, instead of what {place} has."),
            {"place": label},
        )
        self.remedy = Message(
            N_("Open a web browser and sign in to the network, then try again. What is here stays.")
        )


class SourceSlow(SourceFailed):
    """The bytes trickle or stopped."""

    code = "source.slow"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is how people call the place."""
        super().__init__(label, detail)
        self.sentence = Message(N_("Nearly nothing comes from {place} now."), {"place": label})
        self.remedy = Message(N_("Go on later. What came so far is kept."))


class SourceBusy(SourceFailed):
    """The place answers that it cannot now; `after` so many seconds it wants to be asked, or 0."""

    code = "source.busy"

    def __init__(self, label: str, detail: str = "", after: float = 0.0) -> None:
        """`label` is how people call the place."""
        super().__init__(label, detail)
        self.after = after
        self.sentence = Message(
            N_("{place} answers, but cannot give anything right now."), {"place": label}
        )
        self.remedy = Message(N_("Try again later. What is here stays."))


class SourceGarbled(SourceFailed):
    """Something answers there, but not as a site does."""


class SourceSecure(SourceFailed):
    """A secure connection could not be made; often this PC's clock is wrong."""

    code = "source.secure"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is how people call the place."""
        super().__init__(label, detail)
        self.sentence = Message(
            N_("A secure connection to {place} could not be made."), {"place": label}
        )
        self.remedy = Message(
            N_(
                "Look whether the date of this computer is right, or use the address that begins "
                "with http: or a stick. Each pack is checked by its signature in any case."
            )
        )


class SourceDate(SourceSecure):
    """The certificate of a secure connection is out of date, or this PC's clock is wrong."""

    code = "source.date"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is how people call the place."""
        super().__init__(label, detail)
        self.sentence = Message(
            N_("The certificate of {place} is out of date, or the date of this computer is wrong."),
            {"place": label},
        )


class SourceProxy(SourceFailed):
    """The proxy that the system names did not let the request through."""

    code = "source.proxy"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is how people call the place."""
        super().__init__(label, detail)
        self.sentence = Message(
            N_("The proxy of this network does not let the app through to {place}."),
            {"place": label},
        )
        self.remedy = Message(
            N_(
                "Look at the proxy in the network settings of this computer, or ask the person "
                "who looks after the network. What is here stays."
            )
        )


class SourceRange(SourceFailed):
    """The place answered with other bytes than those asked for; none of them was taken."""

    code = "source.range"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is how people call the place."""
        super().__init__(label, detail)
        self.sentence = Message(
            N_("{place} sent other bytes than those asked for. They were not used."),
            {"place": label},
        )
        self.remedy = Message(N_("Use another place. What is here stays."))


class SourceAstray(SourceFailed):
    """The place sends on to what is no address, to no site, or in a circle."""

    code = "source.astray"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is how people call the place."""
        super().__init__(label, detail)
        self.sentence = Message(
            N_("{place} sends the app on to where nothing can be fetched."), {"place": label}
        )
        self.remedy = Message(N_("Use another place. What is here stays."))


class SourceOther(SourceFailed):
    """The place has something else under the name of the pack."""

    code = "source.other"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is how people call the place."""
        super().__init__(label, detail)
        self.sentence = Message(
            N_("What {place} sends is not the pack that was signed. It was not used."),
            {"place": label},
        )
        self.remedy = Message(N_("Use another place. The packs that are here stay."))


class SourceRenamed(SourceOther):
    """The place offered a pack under an id or a version that the pack itself does not have."""

    code = "source.renamed"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is how people call the place."""
        super().__init__(label, detail)
        self.sentence = Message(
            N_("What {place} sends is not the pack that it offered. It was not used."),
            {"place": label},
        )
