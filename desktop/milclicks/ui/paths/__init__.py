"""Choosing a path of lessons, for oneself and for a class."""
