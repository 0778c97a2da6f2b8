"""Mock artefacts on screen: drawn by our own painters, always under the SIMULATION band.

They look like no real brand. Every visible part is a box with a name, for hotspots and for
screen readers. `artefact_view` is the one way in.
"""

from milclicks.ui.artefacts.view import ArtefactView, artefact_view

__all__ = ["ArtefactView", "artefact_view"]
