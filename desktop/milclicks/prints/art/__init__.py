"""Our own drawings in print: scenes, the mark, strand icons and patterns, all as vectors.

Drawings are data in resources/art and resources/icons; this reads a small strict subset of SVG
and paints it. It is no general SVG library: what it does not know is an error.
"""
