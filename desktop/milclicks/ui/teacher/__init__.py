"""The teacher's pages, behind a PIN."""
