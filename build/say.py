"""How the build scripts speak: one line at a time, and one kind of error with one sentence."""

import sys


class DevError(Exception):
    """A sentence for the person at the keyboard: what happened and what to do."""


def say(line):
    """Print one line at once, also when the output goes into a file."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
