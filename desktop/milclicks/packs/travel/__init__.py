"""How packs come and go: folders, sticks, sites, the next PC. Sources are dumb transport."""
