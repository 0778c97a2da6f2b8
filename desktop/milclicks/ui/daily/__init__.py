"""The daily click: one thought and one question."""
