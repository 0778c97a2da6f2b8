"""Sound and speech without a window: clips, what plays and records them, voices, spoken forms."""
