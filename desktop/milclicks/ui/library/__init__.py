"""The Library: the packs that are here, their versions, and getting more of them."""
