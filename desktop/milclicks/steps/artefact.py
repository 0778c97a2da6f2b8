"""The mock artefacts under the name by which steps, screens and prints know them.

The structs themselves stand in `items.artefact`, because an item may carry one as its stimulus
and items must not know steps.
"""

from milclicks.items.artefact import (
    CAST,
    Artefact,
    Bar,
    Chart,
    Frame,
    Line,
    Note,
    Page,
    Picture,
    Post,
    Script,
    Sheet,
    part_name,
)
from milclicks.items.artefact_read import READERS, read_artefact

KINDS = tuple(READERS)

__all__ = [
    "CAST",
    "KINDS",
    "READERS",
    "Artefact",
    "Bar",
    "Chart",
    "Frame",
    "Line",
    "Note",
    "Page",
    "Picture",
    "Post",
    "Script",
    "Sheet",
    "part_name",
    "read_artefact",
]
