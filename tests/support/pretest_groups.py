"""Groups that took the test, for its report: a score for each of so many people, no records."""

from __future__ import annotations

from milclicks.community.prepost.asks import Form, Pretest
from milclicks.community.prepost.report import Told
from milclicks.community.prepost.run import skills_of
from milclicks.community.prepost.scores import Answer, Score, group_score, score

# Time -> how many take part, and how many of three decisions and of four questions go well.
CLASS = {"before": (24, 1, 2), "after": (22, 2, 3), "later": (18, 2, 3)}


def told(test: Pretest, rounds: dict[str, tuple[int, int, int]] | None = None) -> Told:
    """What a class of this test may see; half of it has either form and swaps."""
    found: dict[str, tuple[int, object]] = {}
    forms = list(test.forms.values())
    for turn, (at, (people, decided, known)) in enumerate((rounds or CLASS).items()):
        runs = [_run(forms[(n + turn) % 2], n, decided, known) for n in range(people)]
        found[at] = (people, group_score(runs))
    return {at: found.get(at, (0, None)) for at in ("before", "after", "later")}  # type: ignore[misc]  # GroupScore or None


def _run(form: Form, number: int, decided: int, known: int) -> tuple[Score, dict[str, Answer]]:
    answers: dict[str, Answer] = {}
    levels = ("hunch", "fairly", "very")
    for place, ask in enumerate(form.asks):
        turn = number * 7 + place * 5
        if ask.part == "decision":
            right = turn % 3 < decided or turn % 5 == 0
            other = "unsound" if ask.key == "sound" else "sound"
            said, level = (ask.key if right else other), levels[(turn + decided) % 3]
            answers[ask.id] = Answer("decision", said, right, ask.key, level)
        elif ask.part == "choice":
            right = turn % 4 < known
            answers[ask.id] = Answer(
                "choice", ask.key if right else "", right, skills=skills_of(ask.objectives)
            )
        else:
            step = (turn + turn // 3 + decided) % len(ask.options)
            answers[ask.id] = Answer(ask.part, ask.options[step][0])
    sound = sum(one.key == "sound" for one in form.part("decision"))
    choices = form.part("choice")
    needed = [skills_of(one.objectives) for one in choices]
    skills = {skill: sum(skill in one for one in needed) for skill in "AEC"}
    return score(answers, sound, 8 - sound, len(choices), skills), answers
