"""A lesson on paper says all of it, in every language, within its margins, on few pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image

from milclicks.core.errors import BadInput
from milclicks.core.marks import marked
from milclicks.core.texts import LOCALES, Texts
from milclicks.items.registry import faces, type_of
from milclicks.prints.lesson import LessonData, lesson_pdf
from milclicks.prints.lesson.questions import numbered
from milclicks.prints.lesson.twin import SHEETS
from milclicks.prints.render import page_count, page_size, page_text
from milclicks.steps.base import CUTS
from milclicks.steps.discuss import FORMS
from tests.golden.prints.pictures import ink, raster
from tests.golden.prints.reading import bare, columns_text, has_poppler
from tests.support.paper_lesson import bundled, ferry, on_paper, printed

pytestmark = pytest.mark.usefixtures("qapp")
WHOLE = ("m2", "k2")
DENSE = "s2"  # the longest story of the pack
LINE = 3  # words that a line has at least, its last one aside
ROOM = 13.0  # points: crop marks stand nearer to the edge than the words, and this is 4.6 mm


def spread(text: str) -> str:
    """Without any space: a column's line may end anywhere."""
    return "".join(bare(text).split())


def letters(text: str) -> str:
    """Letters and digits alone: programs drop hyphens at line ends and mirror brackets."""
    return "".join(sign for sign in bare(text) if sign.isalnum())


def words_of(text: str) -> str:
    """Letters alone: the number of a question may be read between its first two lines."""
    return "".join(sign for sign in letters(text) if sign.isalpha())


def missing(pdf: bytes, wanted: list[str]) -> list[str]:
    read = words_of(columns_text(pdf, *page_size(pdf, 0)))
    return [text for text in wanted if not stands(text, read)]


def stands(text: str, read: str) -> bool:
    """Whole, or line by line: between two Arabic lines poppler may read those of a neighbour."""
    if words_of(text) in read:
        return True
    words = [word for word in text.split() if words_of(word)]
    while words:
        ends = range(len(words), 0, -1)
        fit = next((n for n in ends if words_of("".join(words[:n])) in read), 0)
        if fit < min(LINE, len(words)):
            return False
        words = words[fit:]
    return True


@pytest.mark.skipif(not has_poppler(), reason="pdftotext (poppler-utils) is not installed")
@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_of_every_kind_stands_on_paper(locale: str) -> None:
    pdf = printed("ferry", locale, cut=60)
    assert missing(pdf, on_paper(ferry().lesson, 60)) == []


@pytest.mark.skipif(not has_poppler(), reason="pdftotext (poppler-utils) is not installed")
@pytest.mark.parametrize("lesson", WHOLE)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_of_a_real_lesson_stands_on_paper(lesson: str, locale: str) -> None:
    data = bundled(lesson, locale, 60)
    assert data.locale == locale
    assert missing(printed(lesson, locale, cut=60), on_paper(data.lesson, 60)) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_pdfium_reads_every_word(locale: str) -> None:
    data = bundled("m2", locale)
    pdf = printed("m2", locale)
    read = letters("".join(page_text(pdf, n) for n in range(page_count(pdf))))
    words = {word for text in on_paper(data.lesson, 40) for word in text.split()}
    assert [word for word in sorted(words) if letters(word) not in read] == []


@pytest.mark.parametrize("what", ["run", "answers", "handout", "cards"])
@pytest.mark.parametrize(("locale", "paper"), [("en", "a4"), ("ar", "letter"), ("sr_Cyrl", "a4")])
def test_nothing_leaves_the_margins_and_no_page_is_empty(
    what: str, locale: str, paper: str
) -> None:
    for lesson in ("ferry", "m2"):
        pdf = printed(lesson, locale, what, cut=60, paper=paper)
        for number in range(page_count(pdf)):
            page = raster(pdf, number, dpi=72).convert("L")
            assert white_edge(page)
            assert content(page) > 0.01


def white_edge(page: Image.Image) -> bool:
    wide, high = page.size
    inner = page.copy()
    inner.paste(255, (round(ROOM), round(ROOM), wide - round(ROOM), high - round(ROOM)))
    return inner.getextrema() == (255, 255)


def content(page: Image.Image) -> float:
    """The share of the page's middle, without head strip and foot, that is not white."""
    wide, high = page.size
    middle = page.crop((20, 45, wide - 20, high - 55)).point(lambda level: 255 * (level < 200))
    return float(sum(middle.histogram()[255:])) / (middle.width * middle.height)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_run_sheet_has_two_pages_and_the_handout_four(locale: str) -> None:
    for name in (*WHOLE, DENSE):
        assert page_count(printed(name, locale, "run")) <= 2
        assert page_count(printed(name, locale, "handout")) <= 4
        assert page_count(printed(name, locale, "answers")) <= 2


@pytest.mark.parametrize("cut", CUTS)
def test_each_cut_has_its_own_steps(cut: int) -> None:
    data = ferry(cut)
    read = spread(whole_text(printed("ferry", "en", "run", cut=cut)))
    for step in data.lesson.steps:
        assert (spread(step.title) in read) is (cut in step.cuts)


def whole_text(pdf: bytes) -> str:
    return " ".join(page_text(pdf, number) for number in range(page_count(pdf)))


def of_ferry(what: str) -> str:
    """The words of one part of the fixture lesson's paper."""
    return whole_text(printed("ferry", "en", what, cut=60))


def test_answers_stand_on_the_teachers_sheet_alone() -> None:
    data = ferry()
    run, handout = (spread(of_ferry(what)) for what in ("run", "handout"))
    told = [step.debrief for step in data.steps if getattr(step, "debrief", "")]
    told += [note.text for note in data.lesson.teacher.answers]
    assert told
    for text in told:
        assert spread(text) in run
        assert spread(text) not in handout


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_said_to_each_option_stands_on_the_answers_alone(locale: str) -> None:
    for lesson, data in (("ferry", ferry()), ("k2", bundled("k2", locale))):
        answers, handout = (words_of(whole_text(printed(lesson, locale, what, cut=data.cut)))
                            for what in ("answers", "handout"))  # fmt: skip
        asked = [one.item for one in numbered(data.steps)]
        said = [told.text for item in asked if item.survey is None
                for told in type_of(item).explain(item)]  # fmt: skip
        said += [item.otherwise for item in asked if item.otherwise]
        assert said
        words = {word for text in said for word in bare_words(text)}
        assert [word for word in sorted(words) if words_of(word) not in answers] == []
        whole = [text for text in said if words_of(marked(text).text) in handout]
        assert [text for text in whole if len(text.split()) > LINE] == []


def bare_words(text: str) -> list[str]:
    return marked(text).text.split()


def test_a_lesson_without_questions_has_no_answers_and_says_so() -> None:
    steps = tuple(step for step in ferry().lesson.steps if step.kind == "read")
    data = replace(ferry(), lesson=replace(ferry().lesson, steps=steps))
    read = whole_text(lesson_pdf(data, Texts("en"), what="answers"))
    assert "asks no questions" in read


def test_findings_stand_on_cards_alone() -> None:
    data = ferry()
    cards, handout = (spread(of_ferry(what)) for what in ("cards", "handout"))
    case = next(step for step in data.steps if step.kind == "investigate")
    for look in case.looks:  # type: ignore[attr-defined]  # an Investigate
        assert spread(look.label) in handout
        assert letters(look.finding) in letters(cards)
        assert letters(look.finding) not in letters(handout)


def test_every_artefact_wears_the_band() -> None:
    data = ferry()
    read = spread(of_ferry("handout"))
    items = [one.item for one in numbered(data.steps)]
    shown = [art for step in data.steps if step.kind != "investigate" for art in step.artefacts()]
    stimuli = [item.stimulus for item in items if item.stimulus is not None]
    assert read.count("SIMULATION") == len(shown) + len(stimuli) + 1  # and the case's own


def test_an_item_without_a_paper_face_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    data = ferry()
    silent = [one for one in numbered(data.steps) if faces(one.item).paper is None]
    read = spread(of_ferry("handout"))
    for one in silent:
        why = faces(one.item).why_no_paper
        assert why is not None
        assert spread(Texts("en").message(why)) in read


def test_a_step_that_is_not_on_paper_says_why() -> None:
    steps = tuple(
        replace(step, paper="", no_paper_because="The sound needs the loudspeaker.")
        if step.id == "quiz"
        else step
        for step in ferry().lesson.steps
    )
    data = replace(ferry(), lesson=replace(ferry().lesson, steps=steps))
    quiz = next(step for step in steps if step.id == "quiz")
    for what in ("run", "handout"):
        read = spread(whole_text(lesson_pdf(data, Texts("en"), what=what)))
        assert spread("The sound needs the loudspeaker.") in read
        assert spread(quiz.items()[0].stem) not in read


def test_handouts_and_cards_come_once_for_each_group_and_the_run_sheet_once() -> None:
    data, voice = bundled("m2", "en"), Texts("en")
    whats = ("run", "answers", "handout", "cards")
    counts = {w: page_count(printed("m2", "en", w)) for w in whats}
    many = lesson_pdf(data, voice, what="all", groups=3)
    own, shared = counts["run"] + counts["answers"], counts["handout"] + counts["cards"]
    assert page_count(many) == own + 3 * shared
    assert page_text(many, own + shared) == page_text(many, own)
    assert len(many) < 1.3 * len(printed("m2", "en"))


def test_low_ink_takes_less_ink() -> None:
    data, voice = bundled("m2", "en"), Texts("en")
    low, full = (lesson_pdf(data, voice, what="run", low_ink=low) for low in (True, False))
    assert ink(raster(low)) < 0.6 * ink(raster(full))


def test_the_same_lesson_has_the_same_bytes() -> None:
    data = bundled("m2", "ar")
    assert lesson_pdf(data, Texts("ar")) == lesson_pdf(data, Texts("ar"))


@pytest.mark.parametrize("sheet", sorted(SHEETS))
def test_each_sheet_for_the_hand_prints(sheet: str) -> None:
    def only(data: LessonData, name: str) -> LessonData:
        steps = tuple(replace(step, sheet=name) for step in data.lesson.steps if step.kind == "do")  # type: ignore[call-arg]  # a Do
        return replace(data, lesson=replace(data.lesson, steps=steps))

    pdf = lesson_pdf(only(ferry(), sheet), Texts("en"), what="cards")
    assert page_count(pdf) == 1
    assert content(raster(pdf, dpi=72).convert("L")) > 0.005


def test_every_form_of_talk_has_its_words() -> None:
    from milclicks.prints.lesson.twin import FORMS as printed

    assert set(printed) == set(FORMS)


@pytest.mark.parametrize(
    "wrong", [{"what": "poster"}, {"groups": 0}, {"groups": 21}], ids=["what", "none", "many"]
)
def test_what_cannot_be_printed_gets_a_sentence(wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        lesson_pdf(ferry(), Texts("en"), **wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_a_lesson_without_cards_says_so() -> None:
    steps = tuple(step for step in ferry().lesson.steps if step.kind == "read")
    data = replace(ferry(), lesson=replace(ferry().lesson, steps=steps))
    with pytest.raises(BadInput):
        lesson_pdf(data, Texts("en"), what="cards")


def test_a_picture_that_is_missing_or_broken_leaves_its_description() -> None:
    for shots in ({}, {"quay": replace(ferry().shots["quay"], data=b"no picture")}):
        data = replace(ferry(), shots=shots)
        read = whole_text(lesson_pdf(data, Texts("en"), what="handout"))
        assert ("A wooden pier" in read) is bool(shots)
