"""Lessons in play: the run as a pure state machine, its views, and the session that saves it."""
