"""The sheets of the peer track: the kit for those who lead, and the sheet of what was done.

They know neither records nor windows.
"""

from milclicks.prints.peer.certificate import DoneStep, PeerDone, peer_done_pdf
from milclicks.prints.peer.kit import kit_pdf

__all__ = ["DoneStep", "PeerDone", "kit_pdf", "peer_done_pdf"]
