"""Ctrl+C from the first moment on: heard between two steps, never in the middle of an import.

Python raises KeyboardInterrupt wherever it stands. While modules are loaded that may be inside a
class that is being made or a callback of the loader, where it is wrapped, or printed and lost. So
it is held back until the import has ended, and then raised as ever.

This is the first that is loaded, so it loads nothing that Python does not have in itself: not
`signal`, `types` or `typing`, which read files and make classes for ten milliseconds.
"""

import _thread
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from types import FrameType
else:
    import _signal as signal

_AGAIN_S = 0.02
_LOADER = "<frozen importlib._bootstrap>"
_ready = False


def hold() -> None:
    """Keep a Ctrl+C for later: nobody is there yet who could answer it. Nothing changes where the
    program was started deaf to it, as shells do in the background.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _heard)


def listen() -> None:
    """From here on Ctrl+C, also one that was kept, comes as KeyboardInterrupt, but for imports."""
    global _ready
    hold()
    _ready = True


class Kept:
    """Keeps a Ctrl+C until the block has ended."""

    def __enter__(self) -> None:
        global _ready
        self._before, _ready = _ready, False

    def __exit__(self, *_error: object) -> None:
        global _ready
        _ready = self._before


def let_go() -> None:
    """All was said: from here on Ctrl+C ends the program at once and without a word."""
    if signal.getsignal(signal.SIGINT) is _heard:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def _heard(_number: int, frame: "FrameType | None") -> None:
    if _ready and not _loading(frame):
        raise KeyboardInterrupt
    _thread.start_new_thread(_again, ())


def _loading(frame: "FrameType | None") -> bool:
    """Whether a module is being loaded below this moment."""
    while frame is not None:
        if frame.f_code.co_filename == _LOADER:
            return True
        frame = frame.f_back
    return False


def _again() -> None:
    time.sleep(_AGAIN_S)
    _thread.interrupt_main()
