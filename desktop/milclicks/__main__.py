"""The program's front door: hands the words to cli and turns the answer into an exit code."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the app or one of its commands."""
    from milclicks.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
