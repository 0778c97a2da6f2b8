"""Content packs: the container, the manifest, the sources, the builder, the check, the library.

Not here: what a lesson means (`steps`, `items`), signing and downloads.
"""
