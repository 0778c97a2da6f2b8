"""What a computer gives to others: a table of names, each with one file. Nothing else can be asked.

No name from a request ever becomes a path: it is looked up, or it is not there.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

DATA = "application/octet-stream"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Shared:
    """One file. `open` gives its bytes, seekable, and may raise OSError when it is gone.

    `tag` changes whenever the bytes do. `name` is how people call it, empty for what nobody takes
    on purpose.
    """

    open: Callable[[], BinaryIO]
    tag: str
    kind: str = DATA
    name: str = ""

    @classmethod
    def of_bytes(cls, data: bytes, tag: str, kind: str = "application/json") -> Shared:
        """Bytes that are here already."""
        return cls(partial(io.BytesIO, data), tag, kind)

    @classmethod
    def of_file(cls, path: Path, tag: str, name: str) -> Shared:
        """A file, opened when somebody asks for it."""
        return cls(lambda: path.open("rb"), tag, DATA, name)


Tree = Mapping[str, Shared]
"""By the path that is asked for, without the slash at its beginning."""
