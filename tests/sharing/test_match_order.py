"""The page that explains the order names every figure the order is made of."""

import inspect
from dataclasses import fields

import pytest

from sharing.matching.weights import WEIGHTS, Weights
from sharing.wording import order, order_in_words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", [one.name for one in fields(Weights)])
def test_every_figure_is_said(name) -> None:
    assert f"WEIGHTS.{name}" in inspect.getsource(order)


def test_the_page_shows_the_figures_as_they_are(as_member) -> None:
    page = as_member("lea").get("/matches/how/").content.decode()
    for part in order_in_words():
        assert part.title in page
    assert f"{round(WEIGHTS.skills * 100)} %" in page
    assert f"to more than {WEIGHTS.most_shown} people" in page


def test_a_figure_that_changes_changes_the_page(monkeypatch) -> None:
    before = [part.sentences for part in order_in_words()]
    monkeypatch.setattr(order, "WEIGHTS", Weights(floor=0.2))
    after = [part.sentences for part in order_in_words()]
    assert before != after and any("0.20" in text for part in after for text in part)
