"""The program's front door: hands the words to cli and turns the answer into an exit code.

Whatever is loaded or done behind it, Ctrl+C is one sentence, or one JSON object, and 130.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
else:
    import _signal as signal  # without the classes that `signal` makes of its numbers


def main() -> int:
    """Run the app or one of its commands."""
    try:
        early: list[int] = []
        keeping = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if keeping:  # while the module is loaded that listens, nobody can answer
            signal.signal(signal.SIGINT, lambda number, _frame: early.append(number))
        from milclicks.core import stopping

        if keeping:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        stopping.listen()
        if early:
            raise KeyboardInterrupt
        try:
            from milclicks.cli import run

            return run(sys.argv[1:])
        finally:
            stopping.let_go()
    except KeyboardInterrupt:
        return _stopped()


def _stopped() -> int:
    """Say that it was stopped before a command could say so itself; a second Ctrl+C is too late."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from milclicks.cli import stopped

    code = stopped(sys.argv[1:])
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return code


if __name__ == "__main__":
    sys.exit(main())
