"""Shared controls and blocks: they know the theme, not the screens that use them."""
