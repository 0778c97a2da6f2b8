"""The scores of the test before and after: pure counting, no marks and no ranking.

Deciding about messages is a detection task: keeping a sound message is a hit, keeping an unsound
one a false alarm. From the two rates follow d' (how well the two are told apart; 0 is chance) and
c (the leaning: below 0 everything is kept, above 0 everything is distrusted). Rates of 0 and 1
have no finite z, so both are corrected log-linearly, rate = (count + 0.5) / (n + 1). Sources:
Hautus, M. J. (1995), Behavior Research Methods, Instruments, & Computers 27, 46-51; Macmillan,
N. A. & Creelman, C. D. (2005), Detection Theory: A User's Guide, 2nd edition, chapters 1 and 2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import NormalDist
from typing import Final

from milclicks.items.wrappers import SURE, Calibration

PASS: Final = 9  # right answers of 14
MASTERY: Final = 12
SKILLS: Final = ("A", "E", "C")  # access, evaluate, create: how an objective begins
FEWEST: Final = 5  # nothing is shown about fewer people than these


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was kept; `part` is decision, choice, statement or intent.

    `truth` (sound, unsound), `right` and `skills` (some of SKILLS) were settled when it was given;
    `level` is how sure.
    """

    part: str
    response: str
    right: bool = False
    truth: str = ""
    level: str = ""
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    def __add__(self, other: Share) -> Share:
        """Both together, as for a group."""
        return Share(self.count + other.count, self.of + other.of)

    @property
    def percent(self) -> int:
        """The whole percentage, half up; 0 of nothing."""
        return percent(Fraction(self.count, self.of)) if self.of else 0


def percent(share: Fraction) -> int:
    """A share as a whole percentage, half up."""
    return int(share * 100 + Fraction(1, 2))


@dataclass(frozen=True, slots=True)
class Detection:
    """Counts of a detection task: `hits` of `sound` were kept, `alarms` of `unsound` as well."""

    hits: int
    sound: int
    alarms: int
    unsound: int

    def __add__(self, other: Detection) -> Detection:
        """Both together, as for a group."""
        return Detection(
            self.hits + other.hits, self.sound + other.sound,
            self.alarms + other.alarms, self.unsound + other.unsound,
        )  # fmt: skip

    @property
    def d_prime(self) -> float:
        """How well sound and unsound are told apart, in standard deviations."""
        return self._z(self.hits, self.sound) - self._z(self.alarms, self.unsound)

    @property
    def c(self) -> float:
        """The leaning: below 0 towards keeping, above 0 towards distrust."""
        return -(self._z(self.hits, self.sound) + self._z(self.alarms, self.unsound)) / 2

    @staticmethod
    def _z(count: int, of: int) -> float:
        return NormalDist().inv_cdf((count + 0.5) / (of + 1))


NONE: Final = Detection(0, 0, 0, 0)
# Kept sound of 8, kept unsound of 8: the cases with which a teacher learns to read the numbers.
CASES: Final[tuple[tuple[str, Detection], ...]] = (
    ("all_kept", Detection(8, 8, 8, 8)),
    ("none_kept", Detection(0, 8, 0, 8)),
    ("all_right", Detection(8, 8, 0, 8)),
    ("trusting", Detection(7, 8, 3, 8)),
    ("doubting", Detection(5, 8, 1, 8)),
)


def detection(answers: Iterable[Answer]) -> Detection:
    """Hits and false alarms over the decisions that were answered."""
    found = Counter((a.truth, a.response) for a in answers if a.part == "decision")
    hits, misses = found["sound", "sound"], found["sound", "unsound"]
    alarms, caught = found["unsound", "sound"], found["unsound", "unsound"]
    return Detection(hits, hits + misses, alarms, alarms + caught)


@dataclass(frozen=True, slots=True)
class Score:
    """One run: what was kept and caught (of all that were asked), and the questions.

    `skills`: right answers to the questions of each ability, of all that were asked.
    """

    kept: int
    kept_of: int
    caught: int
    caught_of: int
    right: int
    asked: int
    detection: Detection
    calibration: Calibration | None
    skills: Mapping[str, Share] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Enough right answers to go on with."""
        return self.right >= PASS

    @property
    def mastered(self) -> bool:
        """Nearly all right."""
        return self.right >= MASTERY


def score(
    answers: Mapping[str, Answer],
    kept_of: int,
    caught_of: int,
    asked: int,
    skills: Mapping[str, int] | None = None,
) -> Score:
    """The score of one run; `kept_of`, `caught_of`, `asked` and `skills` are what the form asks."""
    given = list(answers.values())
    found = detection(given)
    right = sum(one.right for one in given if one.part == "choice")
    caught = found.unsound - found.alarms
    able = Counter(skill for one in given if one.right for skill in one.skills)
    shares = {skill: Share(able[skill], of) for skill, of in (skills or {}).items()}
    return Score(
        found.hits, kept_of, caught, caught_of, right, asked, found, calibration(given), shares
    )


def calibration(answers: Iterable[Answer]) -> Calibration | None:
    """Mean confidence (55, 75, 90 %) beside the share right, over the rated decisions."""
    rated = [one for one in answers if one.part == "decision" and one.level in SURE]
    if not rated:
        return None
    n = len(rated)
    sure = sum((SURE[one.level] for one in rated), Fraction(0)) / n
    return Calibration(sure, Fraction(sum(one.right for one in rated), n), n)


@dataclass(frozen=True, slots=True)
class GroupScore:
    """A group as counts: no person stands in it.

    `kept` and `caught` count people by how many they kept or caught (0 to 4); `kept_share` and
    `caught_share` count the messages; `skills` the right answers for each of SKILLS that was asked
    for; `wishes` counts the responses to each statement and intention, those with too few answers
    left out.
    """

    people: int
    kept: tuple[int, ...]
    caught: tuple[int, ...]
    passed: int
    mastered: int
    detection: Detection
    calibration: Calibration | None
    wishes: Mapping[str, Mapping[str, int]]
    kept_share: Share
    caught_share: Share
    skills: Mapping[str, Share]


def group_score(runs: Sequence[tuple[Score, Mapping[str, Answer]]]) -> GroupScore | None:
    """All runs together; None for fewer people than may be shown."""
    if len(runs) < FEWEST:
        return None
    scores = [one for one, _ in runs]
    wishes: dict[str, Counter[str]] = {}
    for _, answers in runs:
        for item, one in answers.items():
            if one.part in ("statement", "intent"):
                wishes.setdefault(item, Counter())[one.response] += 1
    return GroupScore(
        people=len(runs),
        kept=_by_number((one.kept for one in scores), max(one.kept_of for one in scores)),
        caught=_by_number((one.caught for one in scores), max(one.caught_of for one in scores)),
        passed=sum(one.passed for one in scores),
        mastered=sum(one.mastered for one in scores),
        detection=sum((one.detection for one in scores), NONE),
        calibration=calibration(one for _, answers in runs for one in answers.values()),
        wishes={item: dict(n) for item, n in sorted(wishes.items()) if n.total() >= FEWEST},
        kept_share=Share(sum(one.kept for one in scores), sum(one.kept_of for one in scores)),
        caught_share=Share(sum(one.caught for one in scores), sum(one.caught_of for one in scores)),
        skills=_together(scores),
    )


def _together(scores: Sequence[Score]) -> dict[str, Share]:
    found: dict[str, Share] = {}
    for skill in SKILLS:
        shares = [one.skills[skill] for one in scores if skill in one.skills]
        whole = sum(shares, Share(0, 0))
        if len(shares) >= FEWEST and whole.of:
            found[skill] = whole
    return found


def _by_number(numbers: Iterable[int], most: int) -> tuple[int, ...]:
    found = Counter(numbers)
    return tuple(found[number] for number in range(most + 1))
