"""Everything that is drawn on a screen with Qt. It holds no rules of learning and no files."""
