"""Signing a pack of one's own: the page of a teacher who hands lessons on."""
