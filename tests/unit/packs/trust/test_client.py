"""The private parts of the stock client that ours leans on; a new version must pass these first."""

from __future__ import annotations

import errno
import inspect
import os
from importlib.metadata import version
from pathlib import Path

import pytest
from tuf.ngclient import Updater
from tuf.ngclient._internal import trusted_metadata_set
from tuf.ngclient.fetcher import FetcherInterface

from milclicks.core.errors import DiskFull, MilClicksError, NotWritable
from milclicks.packs.trust.refresh import _BACK
from tests.support.site import Site, pack


def test_the_pinned_version_is_the_one_these_tests_were_read_beside() -> None:
    assert version("tuf").split(".")[:2] == ["7", "0"]


def test_the_parts_that_are_overridden_are_there() -> None:
    assert list(inspect.signature(Updater._update_root_symlink).parameters) == ["self"]
    assert "self._trusted_set = TrustedMetadataSet(" in inspect.getsource(Updater.__init__)
    source = inspect.getsource(trusted_metadata_set)
    assert "self.reference_time = datetime.datetime.now(datetime.timezone.utc)" in source
    assert source.count("is_expired(self.reference_time)") == 4
    assert list(inspect.signature(FetcherInterface.download_file).parameters) == [
        "self",
        "url",
        "max_length",
    ]
    assert "self.download_file(url, max_length)" in inspect.getsource(
        FetcherInterface.download_bytes
    )


def test_the_words_by_which_a_rollback_is_known() -> None:
    """Every sentence of BadVersionNumberError, sorted into going back and not belonging."""
    source = inspect.getsource(trusted_metadata_set)
    assert source.count("BadVersionNumberError(") == 6
    back = [
        "New timestamp version 3 must be >= 4",
        "New snapshot version must be >= 4, got version 3",
        "Expected targets.json version 3, got 4.",
    ]
    mixed = [
        "Expected snapshot version 4, got 3",
        "Expected targets v4, got v3.",
        "Expected root version 2 instead got version 3",
    ]
    for text in back:
        assert _BACK.search(text), text
    for text in mixed:
        assert not _BACK.search(text), text
    for part in (
        "must be >= ",
        'must"\n                    f" be >= ',
        "Expected {filename} version",
    ):
        assert part in source, part


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FAT has neither sort of link, and Windows asks for rights to make one."""

    def refuse(*_words: object, **_named: object) -> None:
        raise OSError(1, "Operation not permitted")

    for name in ("symlink", "link"):
        monkeypatch.setattr(os, name, refuse)
    site = Site.make(tmp_path / "made", [pack(tmp_path / "in", "mil.core")])
    catalog = site.catalog(tmp_path / "data")
    assert catalog.refresh(site.source).outcome == "newer"
    site.rotate("root", "timestamp")
    assert catalog.refresh(site.source).outcome == "newer"
    assert not [path for path in (tmp_path / "data").rglob("*") if path.is_symlink()]


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EACCES, NotWritable)]
)
def test_a_disk_that_takes_nothing_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[MilClicksError]
) -> None:
    site = Site.make(tmp_path / "made", [pack(tmp_path / "in", "mil.core")])
    catalog = site.catalog(tmp_path / "data")

    def full(*_words: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr("milclicks.packs.trust.floor.write_atomic", full)
    with pytest.raises(kind) as caught:
        catalog.refresh(site.source)
    assert caught.value.sentence.text.endswith(".")
    assert catalog.known is None
    monkeypatch.undo()
    assert catalog.refresh(site.source).outcome == "newer"
