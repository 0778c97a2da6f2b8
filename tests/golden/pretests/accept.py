"""Accept the prints of the test as they are now: writes the strips that are missing or differ.

Run it by hand, look at every picture it names, and commit them only when they are right:
`python -m tests.golden.pretests.accept`. Tests never write goldens.
"""

from __future__ import annotations

from PIL import Image

from tests.golden.pretests.samples import FOLDER, strips
from tests.golden.prints.pictures import FAR, difference


def main() -> None:
    """Write what differs and name it."""
    (FOLDER / "pictures").mkdir(exist_ok=True)
    for name, make in strips().items():
        path, now = FOLDER / "pictures" / f"{name}.png", make()
        if path.exists():
            with Image.open(path) as stored:
                if difference(now, stored.convert("RGB")) <= FAR:
                    continue
        now.save(path, optimize=True)
        print(f"look at {path}")


if __name__ == "__main__":
    main()
