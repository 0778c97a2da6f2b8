"""Items: the questions of a lesson, one module per kind, scored through one core.

Nothing here draws, stores or knows a lesson; an item turns a response into a grade.
"""
