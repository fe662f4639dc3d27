"""Links of a letter: followed, they bring the letters back; unread letters come less often."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.core import mail, signing
from django.test import Client
from django.utils import timezone

from members.models import DigestLine, DigestRun, DigestState, Member, Rhythm
from members.services import consents, digests, questions, rhythm
from members.services.digests import following
from members.shelves import DigestItem, DigestSection, digest_sections
from tests.clock import later, next_monday

pytestmark = [pytest.mark.django_db, pytest.mark.clock]


@pytest.fixture
def monday() -> datetime:
    """When Lea's next letter is due: not today, whatever today is."""
    return next_monday(8)


@pytest.fixture
def told(monkeypatch):
    """A section of the test's own: `told.things` stand in it, and what it hears is kept."""

    class Told:
        things: list[DigestItem] = [thing(1)]
        sent: list[str] = []
        followed: list[str] = []

    heard = Told()
    heard.sent, heard.followed = [], []
    section = DigestSection(
        "test.things",
        "Things",
        lambda member, since: heard.things,
        order=5,
        sent=lambda member, items, at: heard.sent.extend(item.thing for item in items),
        followed=lambda member, key: heard.followed.append(key),
    )
    monkeypatch.setitem(digest_sections._things, section.name, section)
    return heard


def thing(number: int, key: str = "") -> DigestItem:
    return DigestItem(f"Thing {number}", f"/members/?page={number}", "Why not", key=key)


@pytest.fixture
def lea(cast, settings, monday) -> Member:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Member.objects.filter(pk=cast.lea.pk).update(next_digest_at=monday)
    return Member.objects.get(pk=cast.lea.pk)


def send(member: Member, told) -> datetime | None:
    """The next letter, with something in it that is new; gives the date of the one after."""
    member.refresh_from_db()
    told.things = [thing(DigestRun.objects.count() + 1)]
    assert digests.send_digest(member_id=member.pk, at=member.next_digest_at)
    member.refresh_from_db()
    return member.next_digest_at


def path_in(letter, number: int = 0) -> str:
    links = [word for word in letter.body.split() if "/digest/go/" in word]
    return links[number].removeprefix("http://localhost:8000").partition("/digest/")[2]


def test_a_link_leads_to_its_thing_and_tells_its_section_once(lea, told, client) -> None:
    send(lea, told)
    path = "/digest/" + path_in(mail.outbox[0])
    for _ in range(2):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, "/members/?page=1")
    assert told.sent == ["/members/?page=1"]
    assert told.followed == ["/members/?page=1"]


def test_a_look_at_the_head_or_a_prefetch_follows_nothing(lea, told, client) -> None:
    send(lea, told)
    path = "/digest/" + path_in(mail.outbox[0])
    assert client.head(path).status_code == 302
    assert client.get(path, headers={"Sec-Purpose": "prefetch"}).status_code == 302
    assert told.followed == []


def test_a_forged_or_old_link_leads_home_with_a_sentence(lea, told, as_member, monkeypatch) -> None:
    send(lea, told)
    path = "/digest/" + path_in(mail.outbox[0])
    reader = as_member("lea")
    assert "too old or incomplete" in reader.get(path[:-3] + "xx/", follow=True).content.decode()
    monkeypatch.setattr(following, "LINKS_LAST", timedelta(0))
    answer = reader.get(path)
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert told.followed == []


def test_a_link_names_no_member_and_nothing_that_was_written(lea, told) -> None:
    send(lea, told)
    token = path_in(mail.outbox[0]).removeprefix("go/").strip("/")
    said = signing.loads(token, salt=following.SALT)
    assert said == [DigestRun.objects.get().pk, 1]


def test_unread_letters_come_every_two_weeks_then_every_four_then_ask(lea, told, monday) -> None:
    dates = [monday, *(send(lea, told) for _ in range(9))]
    steps = [round((later - first) / timedelta(days=7)) for first, later in pairwise(dates)]
    assert steps == [1, 1, 2, 2, 2, 4, 4, 4, 4]
    assert send(lea, told) is None
    assert mail.outbox[-1].subject == "How often shall we write?"
    assert "Thing" not in mail.outbox[-1].body


def test_one_action_brings_the_own_rhythm_back(lea, told, client) -> None:
    for _ in range(3):
        send(lea, told)
    assert rhythm.pace(lea) == Rhythm.FORTNIGHTLY
    client.get("/digest/" + path_in(mail.outbox[2]))
    lea.refresh_from_db()
    assert rhythm.pace(lea) == Rhythm.WEEKLY
    last = DigestRun.objects.order_by("-period_start").first().period_start
    assert lea.next_digest_at == later(last, days=7)


def test_whoever_chose_four_weeks_is_asked_after_three(lea, told) -> None:
    Member.objects.filter(pk=lea.pk).update(digest_rhythm=Rhythm.MONTHLY)
    for _ in range(3):
        assert send(lea, told) is not None
    assert send(lea, told) is None


def test_the_question_is_answered_with_one_click_and_without_signing_in(lea, told, client) -> None:
    Member.objects.filter(pk=lea.pk).update(letters_unread=9)
    send(lea, told)
    [path] = [word for word in mail.outbox[0].body.split() if "/digest/how-often/" in word]
    path = "/digest/" + path.partition("/digest/")[2]
    assert client.get(path).status_code == 200
    assert client.post(path, {"digest_rhythm": "hourly"}).status_code == 422
    assert client.post(path, {"digest_rhythm": "fortnightly"}).status_code == 200
    lea.refresh_from_db()
    assert (lea.digest_rhythm, lea.letters_unread) == (Rhythm.FORTNIGHTLY, 0)
    assert lea.next_digest_at > timezone.now()
    assert client.post(path, {"digest_rhythm": "never"}).status_code == 200
    assert not consents.consents_to(lea, "digest")


def test_the_same_hint_stands_in_two_letters_in_a_row_and_not_in_a_third(lea, told) -> None:
    for number in range(4):
        told.things = [thing(1, key="stays"), thing(10 + number)]
        lea.refresh_from_db()
        assert digests.send_digest(member_id=lea.pk, at=lea.next_digest_at)
    assert ["Thing 1\n" in letter.body for letter in mail.outbox] == [True, True, False, True]


def test_two_sections_never_tell_the_same_thing(lea, told, monkeypatch) -> None:
    told.things = [thing(1, key="a"), thing(2, key="b")]
    twice = DigestSection(
        "test.again", "Again", lambda m, s: [thing(1), thing(3, key="b"), thing(4)], order=6
    )
    monkeypatch.setitem(digest_sections._things, twice.name, twice)
    parts = digests.gather(lea, digests.since_last(lea))
    assert [item.title for part in parts for item in part.items] == [
        "Thing 1",
        "Thing 2",
        "Thing 4",
    ]


def test_a_letter_holds_seven_things_at_most(lea, told) -> None:
    told.things = [thing(number) for number in range(12)]
    parts = digests.gather(lea, digests.since_last(lea))
    assert sum(len(part.items) for part in parts) == digests.MOST_ITEMS == 7


def test_a_sent_letter_can_be_read_in_the_browser_by_its_reader_alone(
    lea, told, monday, as_member
) -> None:
    told.things = [thing(1), thing(2)]
    digests.send_digest(member_id=lea.pk, at=monday)
    own = DigestLine.objects.get(place=0).url
    told.things = [thing(2), thing(3)]
    page = as_member("lea").get(own).content.decode()
    assert "Thing 2" in page and "Thing 1" not in page and "Thing 3" not in page
    assert as_member("ben").get(own).status_code == 404


def test_no_picture_and_no_script_is_in_a_letter(lea, told) -> None:
    send(lea, told)
    [(html, _kind)] = mail.outbox[0].alternatives
    assert "<img" not in html and "<script" not in html and "url(" not in html
    assert "prefers-color-scheme:dark" in html


def test_a_letter_asked_for_moves_no_date_and_is_made_once(lea, told, monday, as_member) -> None:
    reader = as_member("lea")
    assert reader.post("/digest/send/").status_code == 303
    assert reader.post("/digest/send/").status_code == 303
    assert DigestRun.objects.count() == 1
    assert digests.send_digest(member_id=lea.pk, at=timezone.now())
    lea.refresh_from_db()
    assert (lea.next_digest_at, lea.letters_unread) == (monday, 0)
    assert DigestRun.objects.get().state == DigestState.SENT


def test_a_stop_is_posted_without_cookie_or_token_and_shown_with_one_button(lea, told) -> None:
    send(lea, told)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = "/unsubscribe/" + headers["List-Unsubscribe"].strip("<>").partition("/unsubscribe/")[2]
    bare = Client(enforce_csrf_checks=True)
    page = bare.get(path)
    assert page.status_code == 200 and page.content.decode().count("Stop it</button>") == 1
    assert consents.consents_to(lea, "digest")
    assert bare.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not consents.consents_to(lea, "digest")
    assert not bare.cookies


def test_whoever_withdrew_while_the_letter_waited_gets_none(lea, told, monday) -> None:
    digests.open_due(monday)
    consents.withdraw_consent(member=lea, purpose="digest")
    assert not digests.send_digest(member_id=lea.pk, at=monday)
    assert DigestRun.objects.get().state == DigestState.SILENT


def test_a_question_that_waits_is_told_with_its_date(cast, lea) -> None:
    cast.lea.story = "I gave up the shop after 22 years."
    cast.lea.save()
    asked = questions.ask(member=cast.ben, target=cast.lea, text="And on Monday?", language="en")
    [part] = digests.gather(lea, digests.since_last(lea))
    assert str(timezone.localtime(asked.created_at).day) in part.items[0].why


def test_the_settings_say_that_letters_have_slowed_and_saving_brings_them_back(
    lea, as_member
) -> None:
    consents.give_consent(member=lea, purpose="digest")
    page, client = "/settings/notifications/", as_member("lea")
    assert "slowed down" not in client.get(page).content.decode()
    Member.objects.filter(pk=lea.pk).update(letters_unread=3)
    text = client.get(page).content.decode()
    assert "slowed down" in text and "Every two weeks" in text
    rhythm = {"digest_rhythm": "weekly", "weekday": "0", "hour": "8"}
    assert client.post("/settings/digest/", rhythm).status_code == 303
    assert "slowed down" not in client.get(page).content.decode()


def test_what_stood_in_a_letter_is_forgotten_with_its_links(lea, told, monday, client) -> None:
    send(lea, told)
    path = "/digest/" + path_in(mail.outbox[0])
    assert digests.forget_old_lines(monday + timedelta(days=89)) == 0
    assert client.get(path)["Location"] == "/members/?page=1"
    assert digests.forget_old_lines(monday + timedelta(days=91)) == 2
    assert client.get(path)["Location"] == "/"
    assert DigestRun.objects.count() == 1 and not DigestLine.objects.exists()
