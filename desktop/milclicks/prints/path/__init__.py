"""A path of lessons on one upright page: boxes to tick, lines for dates by hand.

It knows neither records nor windows.
"""

from milclicks.prints.path.data import PathData, of_way, path_data
from milclicks.prints.path.make import path_pdf

__all__ = ["PathData", "of_way", "path_data", "path_pdf"]
