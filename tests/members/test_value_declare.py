"""What somebody stands for: declared, reworded, withdrawn, and shown only with consent."""

import pytest

from members.models import Purpose, ValueStatement
from members.refusals import Invalid, NotAllowed
from members.services import consents, values
from members.services.revisions import revisions_of

GIVEN = {"value": "benevolence", "words": "I stand for staying.", "language": "en"}


def test_declaring_and_rewording_keeps_the_earlier_words(cast) -> None:
    statement = values.declare_value(member=cast.lea, **GIVEN)
    values.reword_value(
        member=cast.lea, statement=statement, **(GIVEN | {"words": "I stand for being there."})
    )
    assert statement.words == "I stand for being there."
    assert revisions_of(statement).get().fields["words"] == "I stand for staying."


@pytest.mark.parametrize(
    "wrong", [{"value": "wealth"}, {"words": "  "}], ids=["no such value", "no words"]
)
def test_a_statement_needs_a_value_and_words(cast, wrong) -> None:
    with pytest.raises(Invalid):
        values.declare_value(member=cast.lea, **(GIVEN | wrong))


def test_ten_statements_stand_at_most(cast, value_of) -> None:
    for _ in range(10):
        value_of(cast.lea)
    with pytest.raises(values.EnoughValues):
        values.declare_value(member=cast.lea, **GIVEN)


def test_nobody_rewords_or_withdraws_for_another(cast, value_of) -> None:
    statement = value_of(cast.lea)
    with pytest.raises(NotAllowed):
        values.reword_value(member=cast.ben, statement=statement, **GIVEN)
    with pytest.raises(NotAllowed):
        values.withdraw_value(member=cast.ben, statement=statement)


def test_taking_the_consent_back_hides_values_at_once(cast, value_of) -> None:
    value_of(cast.lea)
    assert ValueStatement.objects.visible_to(cast.ben).exists()
    consents.withdraw_consent(member=cast.lea, purpose=Purpose.SHOW_VALUES)
    assert not ValueStatement.objects.visible_to(cast.ben).exists()
    assert ValueStatement.objects.visible_to(cast.lea).exists()


def test_declaring_in_the_browser(cast, as_member) -> None:
    lea = as_member("lea")
    assert lea.post("/settings/values/", GIVEN).status_code == 303
    assert "I stand for staying." in as_member("ben").get("/m/lea/").content.decode()


def test_the_unfinished_sentence_comes_back(cast, as_member) -> None:
    answer = as_member("lea").post("/settings/values/", GIVEN | {"words": "I stand for …"})
    assert answer.status_code == 422
    assert "Finish the sentence" in answer.content.decode()


def test_withdrawing_can_be_undone(cast, as_member, value_of) -> None:
    statement = value_of(cast.lea)
    lea = as_member("lea")
    page = lea.post(f"/settings/values/{statement.code}/withdraw/", follow=True).content.decode()
    undo = f"/settings/values/{statement.code}/take-up/"
    assert undo in page
    assert not ValueStatement.objects.visible_to(cast.lea).exists()
    lea.post(undo)
    assert ValueStatement.objects.visible_to(cast.lea).exists()


def test_statements_of_others_are_not_found(cast, as_member, value_of) -> None:
    statement = value_of(cast.ben)
    lea = as_member("lea")
    for path in ("", "withdraw/", "take-up/"):
        assert lea.post(f"/settings/values/{statement.code}/{path}").status_code == 404


def test_the_circle_inks_what_is_declared_and_says_it_in_words(cast, as_member, value_of) -> None:
    value_of(cast.lea, "tradition", "I stand for appointments.")
    page = as_member("ben").get("/m/lea/").content.decode()
    assert page.count("values__sector--held") == 1
    assert "Declared: Tradition." in page
