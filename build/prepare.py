"""Makes what git does not keep: compiled catalogues, the bundled packs, a signed site of them.

Run by dev.py with the project's own Python. Packs whose sources did not change are built to the
same bytes; the file is replaced whole, so an app that is open keeps reading the old one.
"""

from __future__ import annotations

import sys
from pathlib import Path

import ownsite
from milclicks.core import catalogues, paths
from milclicks.core.errors import MilClicksError
from milclicks.core.texts import Texts
from milclicks.packs import builder

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Compile every catalogue, build every pack source; 0 when all went well."""
    catalogues.compile_catalogues(ROOT / "resources" / "locale", paths.locale_root())
    packs = paths.bundled_packs()
    packs.mkdir(parents=True, exist_ok=True)
    wanted = set()
    for source in sorted((ROOT / "content_packs").glob("*/pack.yaml")):
        target = packs / f"{source.parent.name}.milpack"
        wanted.add(target)
        try:
            builder.build_pack(source.parent, target)
        except MilClicksError as error:
            texts = Texts("en")
            remedy = texts.message(error.remedy) if error.remedy else ""
            print(f"{source.parent.name}: {texts.message(error.sentence)} {remedy}")
            return 1
    for stray in set(packs.glob("*.milpack")) - wanted:
        stray.unlink()
    return ownsite.main()


if __name__ == "__main__":
    sys.exit(main())
