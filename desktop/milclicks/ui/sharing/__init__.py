"""Packs between the computers of one room: giving them for an hour, getting them."""
