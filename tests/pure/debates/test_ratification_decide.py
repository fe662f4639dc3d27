"""When both sides stand behind a joint statement: the arithmetic, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debates.ratification import Answers, agreement, enough_answered, is_ratified, side_carries


@st.composite
def some_answers(draw) -> Answers:
    standing = draw(st.integers(0, 500))
    answered = draw(st.integers(0, standing))
    return Answers(standing, answered, draw(st.integers(0, answered)))


@pytest.mark.parametrize(
    ("standing", "answered", "agreeing", "carries"),
    [
        (0, 0, 0, False),
        (1, 0, 0, False),
        (1, 1, 1, True),
        (1, 1, 0, False),
        (3, 1, 1, False),
        (3, 2, 2, True),
        (3, 2, 1, False),
        (3, 3, 2, True),
        (5, 3, 2, True),
        (10, 5, 5, False),
        (10, 6, 4, True),
        (10, 6, 3, False),
        # (12 + 1/2) / (20 + 1) is 0.595: not enough; one more is.
        (20, 20, 12, False),
        (20, 20, 13, True),
    ],
)
def test_a_side_carries_once_enough_answered_and_enough_of_them_agree(
    standing, answered, agreeing, carries
) -> None:
    assert side_carries(Answers(standing, answered, agreeing)) is carries


def test_the_golden_values_of_the_smoothed_agreement() -> None:
    assert agreement(Answers(0, 0, 0)) == 0.5
    assert agreement(Answers(1, 1, 1)) == 0.75
    assert agreement(Answers(3, 3, 2)) == 0.625


def test_neither_side_outvotes_the_other() -> None:
    few, many = Answers(3, 3, 0), Answers(300, 300, 300)
    assert not is_ratified(few, many)
    assert not is_ratified(many, few)
    assert is_ratified(Answers(3, 2, 2), many)


@pytest.mark.parametrize("wrong", [(2, 3, 1), (3, 2, 3), (1, 1, -1)])
def test_numbers_that_cannot_be_are_refused(wrong) -> None:
    with pytest.raises(ValueError, match="Whoever agrees"):
        Answers(*wrong)


@given(some_answers())
def test_the_agreement_stays_between_0_and_1(answers: Answers) -> None:
    assert 0 < agreement(answers) < 1
    assert side_carries(answers) == (enough_answered(answers) and agreement(answers) >= 0.6)


@given(some_answers(), some_answers())
def test_it_does_not_matter_which_side_is_named_first(one: Answers, other: Answers) -> None:
    assert is_ratified(one, other) == is_ratified(other, one)


@given(some_answers())
def test_a_dissenter_who_is_won_over_never_undoes_it(answers: Answers) -> None:
    if answers.agreeing < answers.answered and side_carries(answers):
        won = Answers(answers.standing, answers.answered, answers.agreeing + 1)
        assert side_carries(won)
