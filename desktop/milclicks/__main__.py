"""The program's front door: hands the words to cli and turns the answer into an exit code.

Whatever is loaded or done behind it, Ctrl+C is one sentence, or one JSON object, and 130.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Run the app or one of its commands."""
    try:
        from milclicks.core import stopping

        stopping.listen()
        try:
            from milclicks.cli import run

            return run(sys.argv[1:])
        finally:
            stopping.let_go()
    except KeyboardInterrupt:
        return _stopped()


def _stopped() -> int:
    """Say that it was stopped before a command could say so itself; a second Ctrl+C is too late."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from milclicks.cli import stopped

    code = stopped(sys.argv[1:])
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return code


if __name__ == "__main__":
    sys.exit(main())
