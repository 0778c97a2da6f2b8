"""The strict look: our own course passes each rule, and a course rigged against it fails it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from milclicks.core.errors import Problem
from milclicks.packs.po import Catalogue, Translation
from milclicks.packs.source import Source
from milclicks.packs.strict.balance import check_balance
from milclicks.packs.strict.complete import check_complete
from milclicks.packs.strict.guesses import check_guesses
from milclicks.packs.strict.language import check_language, check_options
from milclicks.packs.strict.proof import check_proof
from milclicks.packs.strict.repeats import check_repeats
from milclicks.packs.strict.report import Figure
from milclicks.packs.strict.spoken import lessons
from milclicks.packs.strict.terms import check_terms, read_terms
from milclicks.packs.strict.tone import alarm_words, alarming
from tests.support import courses

COURSE = courses.PACKS / "mil-core"


@pytest.fixture
def course() -> Source:
    """The source of our own course, free to be changed."""
    read = courses.course("mil-core")
    made = replace(read, lessons={}, catalogues={}, problems=[])
    for name, file in read.lessons.items():
        made.lessons[name] = replace(file, tree=copy.deepcopy(file.tree))
    return made


def items(tree: Any) -> Iterator[dict[str, Any]]:
    """Every mapping of a lesson that is an item."""
    for step in tree["steps"]:
        yield from step.get("items", ())
        if "decide" in step:
            yield step["decide"]


def all_items(source: Source) -> Iterator[dict[str, Any]]:
    """Every item of a source."""
    for file in source.lessons.values():
        yield from items(file.tree)


def codes(problems: Iterator[Problem]) -> set[str]:
    return {problem.code for problem in problems}


def complete(source: Source) -> set[str]:
    return codes(check_complete(lessons(source, "en")))


def balance(source: Source) -> set[str]:
    return codes(check_balance(source, lessons(source, "en"), []))


def proof(source: Source) -> set[str]:
    return codes(check_proof(lessons(source, "en")))


def repeats(source: Source) -> set[str]:
    return codes(check_repeats(source))


def guessed(source: Source) -> set[str]:
    """The guesses that are too good in English."""
    found = check_guesses(lessons(source, "en"), "en", [])
    return {str(problem.sentence.values["guess"]) for problem in found}


def one_minute_more(source: Source) -> None:
    source.lessons["i3"].tree["steps"][1]["minutes"] += 1


def never_how_sure(source: Source) -> None:
    for one in items(source.lessons["i3"].tree):
        one["confidence"] = False


def same_feedback(source: Source) -> None:
    options = next(one for one in items(source.lessons["i3"].tree) if one["kind"] == "choice")
    options["options"][1]["feedback"] = options["options"][0]["feedback"]


def all_unsound(source: Source) -> None:
    for one in all_items(source):
        if one["kind"] == "decide":
            one["truth"] = "unsound"


def no_board(source: Source) -> None:
    del source.lessons["i3"].tree["board"]


def proof_taken(source: Source) -> None:
    for one in items(source.lessons["i3"].tree):
        one.pop("proof", None)


def proof_nowhere(source: Source) -> None:
    for one in items(source.lessons["k2"].tree):
        if "proof" in one:
            one["proof"] = ["nowhere"]


def words_again(source: Source) -> None:
    said = source.lessons["i3"].tree["teacher"]["sensitive"][0]["text"]
    source.lessons["k2"].tree["teacher"]["sensitive"][0]["text"] = said


@pytest.mark.parametrize(
    ("look", "rig", "code"),
    [
        (complete, one_minute_more, "strict.cut"),
        (complete, never_how_sure, "strict.decide"),
        (complete, same_feedback, "strict.feedback"),
        (complete, all_unsound, "strict.one_truth"),
        (complete, no_board, "lesson.incomplete"),
        (balance, all_unsound, "strict.sides"),
        (proof, proof_taken, "strict.proof_none"),
        (proof, proof_nowhere, "strict.proof"),
        (repeats, words_again, "strict.repeat"),
    ],
)
def test_a_rigged_course_fails_and_ours_does_not(
    course: Source,
    look: Callable[[Source], set[str]],
    rig: Callable[[Source], None],
    code: str,
) -> None:
    assert code not in look(course)
    rig(course)
    assert code in look(course)


def pointed(source: Source) -> Iterator[list[dict[str, Any]]]:
    for one in all_items(source):
        if one["kind"] in ("choice", "multiple") and "survey" not in one:
            one["shuffle"] = False
            yield one["options"]


def right_first(source: Source) -> None:
    for options in pointed(source):
        options.sort(key=lambda option: -int(option["weight"]))


def right_last(source: Source) -> None:
    for options in pointed(source):
        options.sort(key=lambda option: int(option["weight"]))


def right_longest(source: Source) -> None:
    for options in pointed(source):
        for option in options:
            option["body"] = option["body"] + " and more" * 9 * int(option["weight"])


def right_shortest(source: Source) -> None:
    for options in pointed(source):
        for option in options:
            option["body"] = option["body"] + " and more" * 9 * (1 - int(option["weight"]))


def loud_lies(source: Source) -> None:
    for one in all_items(source):
        if one["kind"] == "decide":
            one["stem"] = "Tell all!" if one["truth"] == "unsound" else "A calm sentence."
            one.pop("stimulus", None)


def all_sound(source: Source) -> None:
    for one in all_items(source):
        if one["kind"] == "decide":
            one["truth"] = "sound"


@pytest.mark.parametrize(
    ("rig", "guess"),
    [
        (right_first, "first option"),
        (right_last, "last option"),
        (right_longest, "longest option"),
        (right_shortest, "shortest option"),
        (loud_lies, "tone of the message"),
        (all_sound, "believe everything"),
        (all_unsound, "believe nothing"),
    ],
)
def test_a_guess_is_found_out(course: Source, rig: Callable[[Source], None], guess: str) -> None:
    assert guess not in guessed(course)
    rig(course)
    assert guess in guessed(course)


def test_few_questions_are_shown_and_not_judged(course: Source) -> None:
    course.lessons = {"i3": course.lessons["i3"]}
    right_first(course)
    figures: list[Figure] = []
    assert not list(check_guesses(lessons(course, "en"), "en", figures))
    assert {one.verdict for one in figures if one.subject.endswith("believe nothing")} == {"few"}


def with_one_text(course: Source, locale: str, words: str) -> Source:
    """The course with one sentence translated: the objective of i3, and nothing else."""
    english = course.lessons["i3"].tree["objective"]
    entries = {"i3:objective": Translation(english, words)}
    course.catalogues = {locale: Catalogue(locale, entries)}
    return course


@pytest.mark.parametrize(
    ("locale", "wrong", "right", "code"),
    [
        ("fr", "Attention! {x}", "Attention\u202f! {x}", "strict.signs"),
        ("fr", "Il dit «\u202foui ». {x}", "Il dit «\u202foui\u202f». {x}", "strict.signs"),
        ("fr", "Une chose: {x}", "Une chose\u202f: {x}", "strict.signs"),
        ("es", "Quién lo vio? {x}", "¿Quién lo vio? {x}", "strict.signs"),
        ("es", "Cuidado! {x}", "¡Cuidado! {x}", "strict.signs"),
        ("ar", "من رآه? {x}", "من رآه؟ {x}", "strict.signs"),
        ("ar", "نعم, {x}", "نعم، {x}", "strict.signs"),
        ("sr_Cyrl", "Каже “да“. {x}", "Каже „да”. {x}", "strict.signs"),
        ("pt_PT", "Diz “sim”. {x}", "Diz «sim». {x}", "strict.signs"),
        ("pt_BR", "Diz «sim». {x}", "Diz “sim”. {x}", "strict.signs"),
        ("fr", "Il dit that you oui. {x}", "Il dit oui. {x}", "strict.english"),
        ("sr_Cyrl", "Гласинa стиже. {x}", "Гласина стиже. {x}", "strict.script"),
        ("es", "Un rumоr llega. {x}", "Un rumor llega. {x}", "strict.script"),
        ("ar", "خبر \u2068مفتوح {x}", "خبر مفتوح {x}", "strict.hidden"),
        ("fr", "Court.", "Cela est assez long, {x}", "strict.length"),
    ],
)
def test_what_a_language_asks(
    course: Source, locale: str, wrong: str, right: str, code: str
) -> None:
    rest = {
        "ar": "أستطيع أن ألاحظ الشائعة التي تتهم جماعة كاملة وأن أوقفها عندي وأساعد على التهدئة",
        "sr_Cyrl": "Умем да приметим гласину која криви целу групу, да је зауставим код себе",
    }.get(locale, "Sei notar um rumor que culpa todo um grupo, e sei ajudar com factos calmos")
    good = with_one_text(course, locale, right.replace("{x}", rest))
    assert codes(check_language(good, locale)) == set()
    bad = with_one_text(course, locale, wrong.replace("{x}", rest))
    assert codes(check_language(bad, locale)) == {code}


def test_two_options_that_became_one(course: Source) -> None:
    assert not codes(check_options(lessons(course, "en"), "en"))
    options = next(pointed(course))
    options[1]["body"] = options[0]["body"].upper() + "."
    assert codes(check_options(lessons(course, "en"), "en")) == {"strict.options"}


def test_a_term_that_was_translated_otherwise(course: Source) -> None:
    assert {term.english for term in read_terms(COURSE / "terms.tsv")} > {"Nilo", "headline"}
    english = "It stands in Nilo."
    course.lessons["i3"].tree["objective"] = english
    for words, found in (("C’est sur Nil.", {"strict.term"}), ("C’est sur Nilo.", set())):
        entry = {"i3:objective": Translation(english, words)}
        course.catalogues = {"fr": Catalogue("fr", entry)}
        assert codes(check_terms(course, "fr")) == found


@pytest.mark.parametrize("locale", ["en", "fr", "es", "ar", "pt_PT", "pt_BR", "sr_Cyrl", "sr_Latn"])
def test_every_language_has_words_of_alarm(locale: str) -> None:
    words = alarm_words(locale)
    assert len(words) >= 20
    assert all(alarming(f"x {word.rstrip('*')} y", locale) for word in words)
    assert alarming("x!", locale)
    assert not alarming("7 · 12", locale)
