"""The teacher's guide, offline."""
