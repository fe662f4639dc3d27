"""An offer with somebody's released question beside it does not move to where more people read."""

import pytest

from members.refusals import Invalid
from members.services import questions
from sharing.services.listings import edit_listing

pytestmark = pytest.mark.django_db


@pytest.fixture
def edit(cast, words, bookkeeping):
    def edited(offer, communities):
        whose = {"member": offer.member, "listing": offer, "communities": communities}
        return edit_listing(skills=[bookkeeping], **whose, **words)

    return edited


def released(cast, offer) -> None:
    asked = {"text": "Did this ever happen in your shop?", "language": "en", "shows": True}
    question = questions.ask(member=cast.odo, target=offer, **asked)
    said = {"text": "It did once, yes.", "language": "en", "shows": True}
    questions.answer(member=offer.member, question=question, **said)


def test_it_stays_in_its_communities(cast, offer_of, edit) -> None:
    offer = offer_of(cast.lea, communities=[cast.closed])
    released(cast, offer)
    for wider in ([cast.public], [cast.closed, cast.public]):
        with pytest.raises(Invalid, match="another community") as refused:
            edit(offer, wider)
        assert refused.value.field == "communities"
    assert set(offer.communities.all()) == {cast.closed}
    edit(offer, [cast.closed])


def test_without_a_question_it_moves(cast, offer_of, edit) -> None:
    offer = offer_of(cast.lea, communities=[cast.closed])
    assert edit(offer, [cast.public])


def test_what_everyone_reads_moves_anywhere(cast, offer_of, edit) -> None:
    offer = offer_of(cast.lea, communities=[cast.public])
    released(cast, offer)
    assert edit(offer, [cast.public, cast.closed])
