"""When a joint statement is ratified: decided side by side, on plain numbers.

Two sides decide, against and for. Each needs enough answers of those who stand there now, and
enough agreement among the answers. The agreement is smoothed with the prior of Jeffreys,
(agreeing + 1/2) / (answered + 1), so that one voice among few neither carries nor breaks a side.
"""

from dataclasses import dataclass

# In hundredths, so that the decision is made in whole numbers.
LEAST_ANSWERED = 60
LEAST_AGREEMENT = 60


@dataclass(frozen=True)
class Answers:
    """How many stand on a side now, how many of them answered, and how many of these agree."""

    standing: int
    answered: int
    agreeing: int

    def __post_init__(self) -> None:
        if not 0 <= self.agreeing <= self.answered <= self.standing:
            raise ValueError("Whoever agrees has answered, and whoever answered stands there.")


def agreement(answers: Answers) -> float:
    """The share of agreement among the answers, smoothed; between 0 and 1, never either."""
    return (answers.agreeing + 0.5) / (answers.answered + 1)


def enough_answered(answers: Answers) -> bool:
    """Whether 60 % of those who stand there answered; nobody is never enough."""
    return answers.standing > 0 and 100 * answers.answered >= LEAST_ANSWERED * answers.standing


def side_carries(answers: Answers) -> bool:
    """Whether one side stands behind the statement: enough answered, and enough of them agree."""
    agrees = 100 * (2 * answers.agreeing + 1) >= LEAST_AGREEMENT * 2 * (answers.answered + 1)
    return enough_answered(answers) and agrees


def is_ratified(against: Answers, in_favour: Answers) -> bool:
    """Whether both sides stand behind it; neither can be outvoted by the other."""
    return side_carries(against) and side_carries(in_favour)
