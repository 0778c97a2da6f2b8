"""Measurements run by `dev.py bench`; nothing here is a test and nothing asserts a time."""
