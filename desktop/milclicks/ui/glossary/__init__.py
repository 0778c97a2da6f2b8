"""The words of the packs, explained."""
