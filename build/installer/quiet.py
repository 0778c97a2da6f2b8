"""Runs in the bundled programs before all else: a Ctrl+C waits until somebody can answer it."""

from milclicks.core import stopping

stopping.hold()
