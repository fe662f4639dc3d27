"""Experiences: written alone or by both, public once everybody agrees to the very words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.models import Activity
from members.models import Outbox
from members.refusals import Invalid, NotAllowed, Refusal
from members.services.blocks import block
from members.services.privacy import erase_account, export_of
from members.services.revisions import earlier_versions
from sharing.models import Exchange, ExchangeState, Experience, Proposal, Trial
from sharing.services.experiences import (
    agree_to_experience,
    edit_experience,
    fitting_experiences,
    restore_experience,
    tell_trial,
    withdraw_experience,
    write_experience,
)

pytestmark = pytest.mark.django_db

WORDS = {
    "title": "A rota that lasts",
    "situation": "Nobody came to open the workshop on Saturdays.",
    "tried": "We asked everybody for one Saturday a year.",
    "failed": "The list on the wall was read by nobody.",
    "again": "",
    "language": "en",
}


@pytest.fixture
def written(cast, bookkeeping):
    """An experience of Lea: `written(publish=True, title=…)`."""

    def write(member=None, *, community=None, **changed) -> Experience:
        given = {"skills": [bookkeeping], **WORDS, **changed}
        return write_experience(
            member=member or cast.lea, community=community or cast.public, **given
        )

    return write


@pytest.fixture
def exchange(cast) -> Exchange:
    """Lea and Ben did something together, and it is done."""
    now = timezone.now()
    made = Exchange.objects.create(asker=cast.lea, other=cast.ben, title="Books", stirred_at=now)
    terms = Proposal.objects.create(
        exchange=made,
        number=1,
        author=cast.lea,
        giver=cast.ben,
        what="The books",
        way="gift",
        starts_at=now,
        minutes=60,
        is_online=True,
    )
    made.agreed, made.state, made.minutes_given = terms, ExchangeState.DONE, 60
    made.save()
    return made


def sees(member, experience) -> bool:
    return Experience.objects.visible_to(member).filter(pk=experience.pk).exists()


def now_of(experience) -> Experience:
    return Experience.objects.get(pk=experience.pk)


def test_what_is_kept_is_ones_own_until_it_is_published(cast, written) -> None:
    experience = written()
    assert sees(cast.lea, experience) and not sees(cast.ben, experience)
    assert not Activity.objects.filter(target_id=experience.pk).exists()
    agree_to_experience(member=cast.lea, experience=experience, version=1)
    assert sees(cast.ben, experience) and sees(None, experience)
    assert Activity.objects.filter(kind="sharing.experience_published").count() == 1


@pytest.mark.clock
def test_what_both_learnt_is_public_when_both_agreed(cast, written, exchange) -> None:
    experience = written(exchange=exchange, publish=True)
    assert not sees(cast.nora, experience) and sees(cast.ben, experience)
    assert Outbox.objects.filter(kind="sharing.experience_agreed").count() == 1
    agree_to_experience(member=cast.ben, experience=experience, version=1)
    assert sees(cast.nora, experience)


@pytest.mark.clock
def test_a_change_by_one_asks_the_other_again(cast, written, exchange, bookkeeping) -> None:
    experience = written(exchange=exchange, publish=True)
    agree_to_experience(member=cast.ben, experience=experience, version=1)
    changed = WORDS | {"failed": "It hung beside the door."}
    edit_experience(
        member=cast.ben,
        experience=experience,
        version=1,
        skills=[bookkeeping],
        publish=True,
        **changed,
    )
    assert not sees(cast.nora, experience)
    with pytest.raises(Refusal, match="changed since you read"):
        agree_to_experience(member=cast.lea, experience=experience, version=1)
    agree_to_experience(member=cast.lea, experience=experience, version=2)
    assert sees(cast.nora, experience)
    assert Activity.objects.filter(kind="sharing.experience_published").count() == 1


@pytest.mark.clock
def test_others_read_only_those_earlier_words_that_were_public(
    cast, written, exchange, bookkeeping
) -> None:
    experience = written(exchange=exchange)
    for version, title in ((1, "Second"), (2, "Third")):
        if version == 2:
            for writer in (cast.lea, cast.ben):
                agree_to_experience(member=writer, experience=experience, version=2)
        edit_experience(
            member=cast.lea,
            experience=experience,
            version=version,
            skills=[bookkeeping],
            **WORDS | {"title": title},
        )
    for writer in (cast.lea, cast.ben):
        agree_to_experience(member=writer, experience=experience, version=3)
    experience = now_of(experience)
    for reader in (None, cast.nora):
        public = earlier_versions(experience, reader)
        assert [row.fields["title"] for row in public] == ["Second"]
    for writer in (cast.lea, cast.ben):
        assert earlier_versions(experience, writer).count() == 2


def test_an_older_page_changes_nothing(cast, written, bookkeeping) -> None:
    experience = written(publish=True)
    words = WORDS | {"title": "New"}
    edit_experience(
        member=cast.lea, experience=experience, version=1, skills=[bookkeeping], **words
    )
    with pytest.raises(Refusal, match="changed while you were writing"):
        edit_experience(
            member=cast.lea, experience=experience, version=1, skills=[bookkeeping], **WORDS
        )
    assert now_of(experience).title == "New"
    assert sees(None, experience), "the words of one alone stay public while they change"


@pytest.mark.clock
def test_an_exchange_has_one_experience_and_the_second_gives_the_first(
    cast, written, exchange
) -> None:
    first = written(exchange=exchange)
    assert written(cast.ben, exchange=exchange, title="Mine") == first


@pytest.mark.clock
def test_one_writes_only_of_an_exchange_of_ones_own_that_is_done(cast, written, exchange) -> None:
    with pytest.raises(NotAllowed):
        written(cast.mara, exchange=exchange)
    exchange.state = ExchangeState.AGREED
    exchange.save()
    with pytest.raises(NotAllowed):
        written(exchange=exchange)


def test_one_writes_only_where_one_belongs(cast, written) -> None:
    with pytest.raises(NotAllowed):
        written(cast.nora)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 141}, "title"),
        ({"situation": "\x00 "}, "situation"),
        ({"tried": ""}, "tried"),
        ({"failed": "x" * 3001}, "failed"),
        ({"language": "xx"}, "language"),
        ({"skills": []}, "skill_words"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(written, changed, field) -> None:
    with pytest.raises(Invalid) as refused:
        written(**changed)
    assert refused.value.field == field
    assert not Experience.objects.exists()


@pytest.mark.clock
def test_a_withdrawal_can_be_undone_by_whoever_withdrew_and_nobody_else(
    cast, written, exchange
) -> None:
    experience = written(exchange=exchange, publish=True)
    agree_to_experience(member=cast.ben, experience=experience, version=1)
    withdraw_experience(member=cast.ben, experience=experience)
    assert not sees(cast.nora, experience) and sees(cast.lea, experience)
    with pytest.raises(NotAllowed, match="Whoever withdrew it"):
        restore_experience(member=cast.lea, experience=experience)
    restore_experience(member=cast.ben, experience=experience)
    assert sees(cast.nora, experience)


def test_blocked_people_do_not_read_each_other(cast, written) -> None:
    experience = written(publish=True)
    block(member=cast.lea, other=cast.ben)
    assert not sees(cast.ben, experience)


def test_i_tried_it_reaches_whoever_wrote_it_and_counts_nothing(cast, written) -> None:
    experience = written(publish=True)
    words = {"text": "We did it on Sundays.", "language": "en"}
    first = tell_trial(member=cast.ben, experience=experience, **words)
    assert tell_trial(member=cast.ben, experience=experience, **words) == first
    assert Outbox.objects.filter(kind="sharing.experience_tried").count() == 1
    with pytest.raises(NotAllowed):
        tell_trial(member=cast.lea, experience=experience, **words)
    with pytest.raises(Invalid):
        tell_trial(member=cast.mara, experience=experience, text=" \x00", language="en")


def test_a_published_text_stays_without_the_name_of_whoever_leaves(cast, written, as_member):
    experience, draft = written(publish=True), written(title="For me")
    erase_account(member=cast.lea)
    assert sees(None, experience)
    assert not Experience.objects.filter(pk=draft.pk).exists()
    page = as_member("ben").get(experience.get_absolute_url()).content.decode()
    assert "somebody who has left" in page and "Lea" not in page


@pytest.mark.clock
def test_what_was_withdrawn_goes_with_whoever_withdrew_it(cast, written, exchange) -> None:
    experience = written(exchange=exchange, publish=True)
    agree_to_experience(member=cast.ben, experience=experience, version=1)
    withdraw_experience(member=cast.ben, experience=experience)
    erase_account(member=cast.ben)
    assert not Experience.objects.filter(pk=experience.pk).exists()


def test_ones_own_words_are_handed_out(cast, written) -> None:
    written(publish=True)
    rows = export_of(cast.lea)["kinds"]["sharing.experiences"]["rows"]
    assert rows[0]["tried"] == WORDS["tried"] and rows[0]["agreed_to"] == 1


def test_before_a_request_is_posted_what_resembles_it_is_found(
    cast, written, bookkeeping, mediation
) -> None:
    one = written(publish=True)
    written(title="Kept", publish=False)
    other = written(title="Singing", situation="s", tried="t", failed="", publish=True)
    found = fitting_experiences(cast.ben, "who opens our workshop on Saturday mornings?", [], 3)
    assert found == [one]
    assert set(fitting_experiences(cast.ben, "", [bookkeeping], 3)) == {one, other}
    assert fitting_experiences(cast.ben, "the and of", [mediation], 3) == []
    assert fitting_experiences(cast.ben, "'; drop | & !", [], 3) == []


def test_the_form_names_the_licence_keeps_what_was_typed_and_publishes(
    cast, as_member, bookkeeping
) -> None:
    browser = as_member("lea")
    sent = {**WORDS, "skills": [bookkeeping.code], "community": cast.public.pk, "publish": "1"}
    page = browser.post("/experiences/new/", {**sent, "tried": ""})
    assert page.status_code == 422
    text = page.content.decode()
    assert WORDS["situation"] in text and "creativecommons.org/licenses/by-sa/4.0" in text
    assert browser.post("/experiences/new/", sent).status_code == 303
    page = as_member(None).get(Experience.objects.get().get_absolute_url()).content.decode()
    assert "CC BY-SA 4.0" in page and "Lea" in page


@pytest.mark.clock
def test_the_other_side_reads_and_agrees_on_the_page(cast, as_member, exchange, bookkeeping):
    sent = {**WORDS, "skills": [bookkeeping.code], "community": cast.public.pk, "keep": "1"}
    at = f"/experiences/new/?exchange={exchange.code}"
    assert as_member("mara").get(at).status_code == 404
    assert as_member("lea").post(at, sent).status_code == 303
    address = Experience.objects.get().get_absolute_url()
    assert as_member("ben").get(at).url == address
    assert "Agree and publish" in as_member("ben").get(address).content.decode()
    for name in ("ben", "lea"):
        as_member(name).post(f"{address}agree/", {"version": "1"})
    assert as_member(None).get(address).status_code == 200


def test_the_filter_stands_in_the_address(cast, as_member, written, mediation) -> None:
    written(publish=True)
    written(title="Talking it over", skills=[mediation], language="de", publish=True)

    def titles(query: str) -> set[str]:
        page = as_member("ben").get(f"/experiences/?{query}")
        return {one.title for one in page.context["page"].items}

    assert titles("") == {"A rota that lasts", "Talking it over"}
    assert titles("q=workshops") == {"A rota that lasts", "Talking it over"}
    assert titles("q=talkng") == {"Talking it over"}
    assert titles(f"skill={mediation.code}") == {"Talking it over"}
    assert titles("language=de&community=open-house") == {"Talking it over"}
    assert titles("community=on-request") == titles("q=saxophone") == set()


def test_the_list_asks_as_often_for_two_as_for_twelve(cast, as_member, written) -> None:
    browser, asked = as_member("ben"), []
    for count in (2, 10):
        for number in range(count):
            written(title=f"Note {count}.{number}", publish=True)
        browser.get("/experiences/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get("/experiences/?q=workshop").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12


@pytest.mark.clock
def test_a_trial_is_withdrawn_and_brought_back(cast, as_member, written) -> None:
    trial = tell_trial(
        member=cast.ben, experience=written(publish=True), text="We did.", language="en"
    )
    as_member("ben").post(f"/trials/{trial.code}/withdraw/")
    assert not Trial.objects.visible_to(cast.mara).exists()
    as_member("ben").post(f"/trials/{trial.code}/restore/")
    assert Trial.objects.visible_to(cast.mara).exists()
    assert trial.created_at > timezone.now() - timedelta(minutes=1)
