"""Makes the whole site of packs from content_packs: signed metadata, packs, pages for people.

Run by catalogue.py and prepare.py with the project's own Python. A release's catalogue is signed by
its makers with `milclicks catalogue` (see CONTRIBUTING.md); until a release has brought its root
(resources/trust), this makes keys and a root for this checkout alone, in out/trust, and signs
out/site with them. The app of this checkout, and a bundle made from it, believe that root.
"""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from milclicks.core import paths
from milclicks.core.errors import MilClicksError
from milclicks.core.texts import Texts
from milclicks.packs.travel.source import FolderSource
from milclicks.packs.trust import keyring, root
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.keyring import Keyring
from milclicks.packs.trust.page import write_pages
from milclicks.packs.trust.publish import Wish, changed, publish
from milclicks.packs.trust.repository import Repository

ROOT = Path(__file__).resolve().parent.parent
NAME = {"en": "Packs of this checkout"}


def make(packs: list[Path], out: Path) -> bool:
    """Bring `<out>/site` up to date with these packs; whether anything was written."""
    keys, site = out / "trust" / "keys", out / "site"
    if not keys.is_dir():
        keyring.make_all(keys, 2)
        shutil.rmtree(site, ignore_errors=True)
    ring, now = Keyring([keys]), datetime.now(UTC)
    repository = Repository(site, now)
    if not repository.roots():
        repository.next_root(ring, [ring], 2)
    chain = out / "trust" / "root"
    chain.mkdir(parents=True, exist_ok=True)
    for number, raw in repository.roots().items():
        (chain / f"{number}.root.json").write_bytes(raw)
    new = changed(site, packs)
    if new:
        write_pages(site, publish(site, Wish(packs=packs, name=NAME, over=True), ring, now).listing)
    _mark(site, chain)
    return new


def _mark(site: Path, chain: Path) -> None:
    """Put the catalogue of now beside the root: this checkout believes no older one."""
    held = Catalog(chain / "none", root.chain([chain]))
    held.refresh(FolderSource(site, site.name))
    shutil.rmtree(chain / "none")
    shutil.rmtree(chain / root.SITE, ignore_errors=True)
    for name, raw in held.site_files().items():
        path = chain / root.SITE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)


def main() -> int:
    """Make the site; 0 when all went well."""
    if root.chain([paths.resources() / "trust"]):
        return 0  # a release's own root: nobody here can sign for it
    try:
        make(sorted(paths.bundled_packs().glob("*.milpack")), ROOT / "out")
    except MilClicksError as error:
        texts = Texts("en")
        remedy = texts.message(error.remedy) if error.remedy else ""
        print(f"catalogue: {texts.message(error.sentence)} {remedy} {error.detail}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
