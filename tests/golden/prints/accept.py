"""Accept the prints as they are now: writes the golden pictures that are missing or differ.

Run it by hand, look at every picture it names, and commit them only when they are right:
`python -m tests.golden.prints.accept`. Tests never write goldens.
"""

from __future__ import annotations

from PIL import Image

from tests.golden.prints.pictures import FAR, FOLDER, difference, raster
from tests.golden.prints.samples import prints


def main() -> None:
    """Write what differs and name it."""
    FOLDER.mkdir(exist_ok=True)
    for name, make in prints().items():
        path, now = FOLDER / f"{name}.png", raster(make())
        if path.exists():
            with Image.open(path) as stored:
                apart = difference(now, stored.convert("RGB"))
            if apart <= FAR:
                continue
        now.save(path, optimize=True)
        print(f"look at {path}")


if __name__ == "__main__":
    main()
