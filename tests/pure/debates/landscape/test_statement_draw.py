"""The next statement is drawn by weight."""

from collections import Counter
from random import Random

from debates.landscape import draw


def test_nothing_is_drawn_from_nothing():
    assert draw([], Random(1)) is None


def test_the_same_generator_draws_the_same():
    weights = [1.0, 5.0, None, 2.0]
    first, second = Random(7), Random(7)
    assert [draw(weights, first) for _ in range(20)] == [draw(weights, second) for _ in range(20)]


def test_weight_decides_how_often_a_statement_comes():
    generator = Random(3)
    drawn = Counter(draw([8.0, None, 1.0], generator) for _ in range(10_000))
    assert 7_700 < drawn[0] < 8_300
    assert abs(drawn[1] - drawn[2]) < 200
