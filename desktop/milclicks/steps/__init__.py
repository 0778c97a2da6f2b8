"""Steps: the parts of a lesson, one module per kind, and the lesson that holds them.

Nothing here draws, stores or runs a lesson; `lessons` runs them.
"""
