"""Declaring a Space and showing its display loop."""
