"""A lesson for the wall: large type, one page at a time, no key before it is revealed."""
