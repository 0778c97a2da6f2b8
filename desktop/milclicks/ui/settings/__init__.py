"""Language, digits, text size, contrast, motion, place."""
