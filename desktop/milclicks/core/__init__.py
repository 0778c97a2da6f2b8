"""What every layer may use: errors, texts, clock, paths, files, settings. Knows no lesson."""
