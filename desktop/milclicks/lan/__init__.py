"""Giving files to computers in the same room, and finding those that give: no packs, no Qt."""
