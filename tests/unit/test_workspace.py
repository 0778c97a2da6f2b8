"""The workspace: one folder, one program, and the verbs that span library, records, settings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from milclicks.community import pact, space
from milclicks.community.pact import Plan
from milclicks.community.space import SpaceForm
from milclicks.core.changes import Changes
from milclicks.core.errors import BadInput, Busy, Damaged, NotFound
from milclicks.packs.shelf import LessonRef
from milclicks.records.records import Records
from milclicks.workspace import Workspace
from tests.support.clock import FrozenClock
from tests.support.packs_of_lessons import FERRY, build_test_pack

PLANS = (Plan("p1", "a message shouts", "breathe"), Plan("p2", "I hear news", "ask who saw it"))


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return build_test_pack(tmp_path / "packs")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def opened(folder: Path, packs: Path, clock: FrozenClock) -> Workspace:
    return Workspace.open(folder, clock=clock, bundled=[packs])


def test_a_new_folder_has_lessons_and_nobody(folder: Path, packs: Path, clock: FrozenClock) -> None:
    with opened(folder, packs, clock) as workspace:
        assert [card.ref.lesson for card in workspace.library.lessons("en")] == ["ferry", "bridge"]
        assert workspace.records.people.learners() == ()
        assert not workspace.settings.first_run_done
        assert workspace.folder == folder and workspace.clock is clock
        assert workspace.settings_set_aside is None
        assert workspace.resume(None) is None


def test_one_program_holds_a_folder(folder: Path, packs: Path, clock: FrozenClock) -> None:
    with opened(folder, packs, clock):
        with pytest.raises(Busy) as caught:
            opened(folder, packs, clock)
        assert caught.value.remedy is not None
        with Workspace.open(folder, clock=clock, bundled=[packs], alone=False) as second:
            assert second.library.lessons("en")
    with opened(folder, packs, clock) as again:
        assert again.library.lessons("en")


def test_the_folder_is_free_again_when_opening_fails(
    folder: Path, packs: Path, clock: FrozenClock
) -> None:
    folder.mkdir()
    (folder / "records.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(Damaged):
        opened(folder, packs, clock)
    with Workspace.open_again(folder, None, clock=clock, bundled=[packs]) as workspace:
        assert workspace.records.events() == ()
        assert workspace.records.set_aside is not None


def test_a_backup_brings_back_what_was(folder: Path, packs: Path, clock: FrozenClock) -> None:
    with opened(folder, packs, clock) as workspace:
        workspace.add_learner("Yara", "yara")
        workspace.records.backup()
    (folder / "records.db").write_bytes(b"broken" * 500)
    chosen = Records.backups(folder)[0]
    with Workspace.open_again(folder, chosen, clock=clock, bundled=[packs]) as workspace:
        assert [who.nickname for who in workspace.records.people.learners()] == ["Yara"]


def test_settings_stay(folder: Path, packs: Path, clock: FrozenClock) -> None:
    with opened(folder, packs, clock) as workspace:
        wanted = replace(workspace.settings, locale="ar", text_size=150)
        assert workspace.store_settings(wanted) == Changes.of("settings")
        assert workspace.store_settings(wanted) == Changes()
    with opened(folder, packs, clock) as workspace:
        assert workspace.settings == wanted
    (folder / "settings.json").write_text("{", "utf-8")
    with opened(folder, packs, clock) as workspace:
        assert workspace.settings_set_aside is not None
        assert workspace.settings.locale == "en"


def test_people_join_change_and_leave(folder: Path, packs: Path, clock: FrozenClock) -> None:
    with opened(folder, packs, clock) as workspace:
        yara, changes = workspace.add_learner("Yara", "yara")
        assert "people" in changes
        assert "people" in workspace.change_learner(yara.id, "Yara B", "luka")
        workspace.store_settings(replace(workspace.settings, last_learner=yara.id))
        workspace.start_lesson(yara.id, FERRY, "en")
        changes = workspace.forget_learner(yara.id)
        assert {"people", "progress", "settings"} <= changes.topics
        assert workspace.settings.last_learner == ""
        assert workspace.resume(yara.id) is None
        ines = workspace.add_learner("Ines", "ines")[0]
        assert "settings" not in workspace.forget_learner(ines.id)
        with pytest.raises(BadInput):
            workspace.add_learner("  ", "yara")


def test_a_lesson_that_is_not_here_is_said_so(
    folder: Path, packs: Path, clock: FrozenClock
) -> None:
    with opened(folder, packs, clock) as workspace:
        for ref in (LessonRef("mil.test", 9, "ferry"), LessonRef("mil.test", 1, "moon")):
            with pytest.raises(NotFound):
                workspace.start_lesson(None, ref, "en")
        assert workspace.records.events() == ()


def test_a_pack_stays_while_a_lesson_is_open(folder: Path, packs: Path, clock: FrozenClock) -> None:
    with opened(folder, packs, clock) as workspace:
        assert not workspace.library.keep("mil.test", 1)
        session = workspace.start_lesson(None, FERRY, "en")
        assert workspace.library.keep("mil.test", 1)
        assert not workspace.library.keep("mil.test", 2)
        session.end()
        assert not workspace.library.keep("mil.test", 1)


def test_a_lesson_is_resumed_after_the_program_was_closed(
    folder: Path, packs: Path, clock: FrozenClock
) -> None:
    with opened(folder, packs, clock) as workspace:
        session = workspace.start_lesson(None, FERRY, "fr", cut=20, mode="three")
        session.advance()
        view = session.view()
    with opened(folder, packs, clock) as workspace:
        again = workspace.resume(None)
        assert again is not None and again.view() == view
        assert again.run.state.mode == "three"
        spoken = workspace.resume(None, "en")
        assert spoken is not None and f"{spoken.view().step.title} (fr)" == view.step.title


def test_a_lesson_whose_pack_is_away_waits(
    folder: Path, packs: Path, clock: FrozenClock, tmp_path: Path
) -> None:
    with opened(folder, packs, clock) as workspace:
        workspace.start_lesson(None, FERRY, "en", cut=20).advance()
    with Workspace.open(folder, clock=clock, bundled=[tmp_path / "away"]) as workspace:
        assert workspace.resume(None) is None
    with opened(folder, packs, clock) as workspace:
        again = workspace.resume(None)
        assert again is not None and again.view().index == 1


def test_a_pact_is_made(folder: Path, packs: Path, clock: FrozenClock) -> None:
    with opened(folder, packs, clock) as workspace:
        yara = workspace.add_learner("Yara", "yara")[0].id
        assert "pact" in workspace.make_pact(yara, PLANS)
        made = pact.current(workspace.records, yara)
        assert made is not None and made.plans == PLANS
        with pytest.raises(BadInput):
            workspace.make_pact(yara, PLANS[:1])
        assert "pact" in workspace.make_pact(None, PLANS)


def test_a_space_is_declared_and_names_the_place(
    folder: Path, packs: Path, clock: FrozenClock
) -> None:
    with opened(folder, packs, clock) as workspace:
        form = SpaceForm(" Library of Talora ", "library")
        changes = workspace.declare_space(form, {"q1": True}, ["q1"])
        assert changes.topics == {"space", "settings"}
        assert workspace.settings.place == "Library of Talora"
        declared = space.current(workspace.records)
        assert declared is not None and declared.form.name == "Library of Talora"
        with pytest.raises(BadInput):
            workspace.declare_space(form, {}, ["q1"])


def test_each_day_has_its_click(folder: Path, packs: Path, clock: FrozenClock) -> None:
    with opened(folder, packs, clock) as workspace:
        seen = []
        for _ in range(4):
            click = workspace.daily_click("en")
            assert click is not None and workspace.daily_click("en") == click
            seen.append(click["id"])
            assert "clicks" in workspace.click_seen(click["id"])
            assert workspace.daily_click("en") == click
            clock.move(days=1)
        assert seen == ["d1", "d2", "d3", "d1"]


def test_without_a_pack_there_is_no_click(folder: Path, tmp_path: Path, clock: FrozenClock) -> None:
    with Workspace.open(folder, clock=clock, bundled=[tmp_path / "none"]) as workspace:
        assert workspace.daily_click("en") is None
        assert workspace.library.lessons("en") == ()
