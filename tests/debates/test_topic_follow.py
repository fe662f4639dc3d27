"""Following and muting are private, and counted nowhere."""

import pytest

from debates.models import TopicChoice
from debates.services import choices
from members.refusals import NotAllowed


@pytest.mark.parametrize(
    ("wish", "kept", "words"),
    [("follow", "follow", "You follow this topic"), ("mute", "mute", "This topic is muted")],
)
def test_a_wish_is_kept_shown_to_oneself_and_taken_back(cast, topic, as_member, wish, kept, words):
    client, address = as_member("ben"), topic.get_absolute_url()
    page = client.post(f"{address}choice/", {"wish": wish}, follow=True).content.decode()
    assert TopicChoice.objects.get().wish == kept
    assert words in page
    assert words not in as_member("lea").get(address).content.decode()
    client.post(f"{address}choice/", {"wish": "neither"})
    assert not TopicChoice.objects.exists()


def test_muting_ends_following(cast, topic):
    choices.follow(member=cast.ben, topic=topic)
    choices.mute(member=cast.ben, topic=topic)
    assert TopicChoice.objects.get().wish == "mute"


def test_a_wish_nobody_knows_changes_nothing(cast, topic, as_member):
    answer = as_member("ben").post(f"{topic.get_absolute_url()}choice/", {"wish": "shout"})
    assert answer.status_code == 400
    assert not TopicChoice.objects.exists()


def test_nobody_follows_what_they_cannot_see(cast, ask, as_member):
    topic = ask(cast.lea, cast.secret)
    with pytest.raises(NotAllowed):
        choices.follow(member=cast.nora, topic=topic)
    answer = as_member("nora").post(f"{topic.get_absolute_url()}choice/", {"wish": "follow"})
    assert answer.status_code == 404
