"""What all screens stand on: the bus, jobs, notices, routes, Qt's own sentences, the guide."""

from __future__ import annotations

import gc
import json
from importlib.util import find_spec

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from milclicks.core import paths
from milclicks.core.changes import Changes
from milclicks.core.errors import BadInput, Message, MilClicksError
from milclicks.core.texts import LOCALES, Texts
from milclicks.ui.bus import Bus
from milclicks.ui.help.guide import read_guide
from milclicks.ui.jobs import Jobs, Tell
from milclicks.ui.notices import Notice, Notices
from milclicks.ui.qt_texts import QtTexts
from milclicks.ui.routes import LEARNER_NAV, ROUTES, TEACHER_NAV


def test_the_bus_tells_topics_and_is_silent_when_nothing_changed(qtbot: QtBot) -> None:
    bus, heard = Bus(), []
    bus.changed.connect(heard.append)
    bus.tell(Changes.of("people"))
    bus.tell(Changes())
    bus.tell(None)
    assert [changes.topics for changes in heard] == [frozenset({"people"})]


def test_a_job_brings_its_result_and_its_progress_to_the_main_thread(qtbot: QtBot) -> None:
    jobs, seen, steps = Jobs(), [], []

    def work(tell: Tell) -> int:
        tell(1, 2)
        tell(2, 2)
        return 42

    jobs.start(work, seen.append, progress=lambda done, total: steps.append((done, total)))
    qtbot.waitUntil(lambda: seen == [42] and not jobs.busy)
    assert steps[-1] == (2, 2), "the newest step comes; those before it may be passed over"
    jobs.close()


def test_a_job_that_fails_gives_a_sentence_and_no_traceback(qtbot: QtBot) -> None:
    jobs, errors = Jobs(), []

    def work(tell: Tell) -> int:
        raise BadInput(Message("No."))

    jobs.start(work, lambda _: None, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], MilClicksError)
    jobs.close()


@pytest.mark.expects_log("a job failed")
def test_an_unexpected_error_in_a_job_becomes_a_plain_sentence(qtbot: QtBot) -> None:
    jobs, errors = Jobs(), []

    def work(tell: Tell) -> int:
        raise ZeroDivisionError

    jobs.start(work, lambda _: None, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert "Something went wrong" in str(errors[0].sentence)
    jobs.close()


def test_the_result_of_a_job_whose_owner_is_gone_is_dropped(qtbot: QtBot) -> None:
    jobs, seen, owner = Jobs(), [], QObject()
    shiboken6.delete(owner)
    jobs.start(lambda tell: 1, seen.append, owner=owner)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert seen == []
    jobs.close()


def test_a_cancelled_job_delivers_nothing(qtbot: QtBot) -> None:
    jobs, seen = Jobs(), []
    job = jobs.start(lambda tell: tell(0, 1), seen.append)
    job.cancel()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert seen == []
    jobs.close()


def test_an_error_notice_says_what_happened_and_what_to_do(qtbot: QtBot) -> None:
    notices, heard = Notices(), list[Notice]()
    notices.shown.connect(heard.append)
    notices.fail(BadInput(Message("It is empty."), Message("Type a name.")), Texts("en"))
    assert heard[0].sentence == "It is empty. Type a name."
    assert heard[0].error


def test_every_route_has_its_module_and_every_entry_its_route() -> None:
    for route in ROUTES.values():
        assert find_spec(route.module) is not None, route.module
    for entry in (*LEARNER_NAV, *TEACHER_NAV):
        assert entry.route in ROUTES


def test_qt_is_answered_from_our_catalogue_and_none_for_what_is_not_ours(qtbot: QtBot) -> None:
    ours = QtTexts(Texts("en"))
    assert ours.translate("QPlatformTheme", "&Cancel") == "Cancel"
    assert ours.translate("QWhatever", "Something Qt says that we do not") is None
    gc.collect()


def test_the_guide_has_the_same_units_in_every_locale() -> None:
    english = read_guide(Texts("en"))
    words = sum(len(unit.text.split()) for part in english.sections for unit in part.units)
    assert 900 <= words <= 2000
    for locale in LOCALES:
        guide = read_guide(Texts(locale))
        assert [part.id for part in guide.sections] == [part.id for part in english.sections]
        file = paths.resources() / "help" / locale / "guide.yaml"
        if file.is_file():
            ids = [unit["id"] for unit in json.loads(file.read_text("utf-8"))]
            source = json.loads((paths.resources() / "help" / "guide.yaml").read_text("utf-8"))
            assert ids == [unit["id"] for unit in source]


def test_the_guide_is_searched_by_heading_first() -> None:
    found = read_guide(Texts("en")).search("PRINT")
    assert found[0].id == "printing"
    assert read_guide(Texts("en")).search("zzzz") == ()
