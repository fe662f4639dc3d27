"""Many voters on one topic: two or three groups of opinion over real sentences.

`seed_voters(topic)` gives 40 members of the topic's community who have voted on 14 statements; the
same seed gives the same votes. Names and statements follow the language of the topic.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from communities.models import Membership
from debates.models import Moderated, Statement, Topic, Vote
from members.models import Consent, Language, Member, Purpose

FIRST = [
    *("Ada", "Bo", "Cem", "Dana", "Eli", "Finn", "Gina", "Hugo", "Ida", "Jan"),
    *("Kim", "Lou", "Max", "Nele", "Ole", "Pia", "Rut", "Sara", "Tim", "Uma"),
]
LAST = ["Amsler", "Berger", "Costa", "Demir", "Egli", "Frei", "Graf", "Huber", "Imhof", "Jost"]
# How many of a hundred agree with a statement, in each of three groups; the rest mostly disagree.
# First what is shared, then what divides.
CLAIMS: list[tuple[tuple[int, int, int], str, str]] = [
    (
        (94, 95, 91),
        "Whoever asks why they earn less is owed an answer in whole sentences.",
        "Wer fragt, warum er weniger verdient, soll eine Antwort in ganzen Sätzen bekommen.",
    ),
    (
        (90, 84, 88),
        "There may be exceptions, but somebody has to give the reason.",
        "Ausnahmen soll es geben dürfen, aber jemand muss sie begründen.",
    ),
    (
        (85, 93, 86),
        "Being allowed to talk about one's own pay belongs in every contract.",
        "Über den eigenen Lohn reden zu dürfen, gehört in jeden Arbeitsvertrag.",
    ),
    (
        (92, 88, 95),
        "How pay is set should be written down where everybody can read it.",
        "Wie Löhne zustande kommen, soll so aufgeschrieben sein, dass es alle lesen können.",
    ),
    (
        (8, 95, 40),
        "Every wage in the firm should be open to everybody in it.",
        "Jeder Lohn im Betrieb soll für alle im Betrieb einsehbar sein.",
    ),
    (
        (90, 8, 30),
        "Whoever puts wages on the wall puts people on the wall.",
        "Wer Löhne aushängt, hängt Menschen aus.",
    ),
    (
        (10, 92, 55),
        "Silence about pay always serves those who have more.",
        "Schweigen über Löhne nützt immer denen, die mehr haben.",
    ),
    (
        (75, 6, 25),
        "Open wages drive the best people out of the house.",
        "Offene Löhne treiben die Besten aus dem Haus.",
    ),
    (
        (30, 12, 94),
        "A year to get ready is no excuse but a tool.",
        "Ein Jahr Vorlauf ist keine Ausrede, sondern Werkzeug.",
    ),
    (
        (35, 20, 92),
        "First we learn to talk about pay, then we open the lists.",
        "Zuerst lernen wir über Löhne zu reden, dann öffnen wir die Listen.",
    ),
    (
        (88, 15, 45),
        "Bands of pay are enough; nobody needs to know the figure of a colleague.",
        "Lohnbänder genügen; niemand muss die Zahl einer Kollegin kennen.",
    ),
    (
        (12, 90, 20),
        "We should begin on the first of next month.",
        "Wir sollten am Ersten des nächsten Monats beginnen.",
    ),
    (
        (55, 50, 52),
        "Bonuses do more harm than good.",
        "Boni schaden mehr, als sie nützen.",
    ),
    (
        (70, 60, 88),
        "Those who lead should show their wages first.",
        "Wer führt, soll den eigenen Lohn zuerst zeigen.",
    ),
]
PASSES = 0.06
SKIPS = 0.08


@dataclass(frozen=True)
class Seeded:
    """Who voted, on what, and in which group of opinion they were made."""

    voters: list[Member]
    statements: list[Statement]
    groups: dict[int, int]


def seed_voters(topic: Topic, count: int = 40, seed: int = 7, groups: int = 3) -> Seeded:
    """Members of the topic's community, in two or three groups of opinion, and their votes."""
    random = Random(seed)
    now = timezone.now()
    statements = seed_statements(topic)
    voters = _members(topic, count)
    _belong(topic, voters)
    of = {member.pk: place % groups for place, member in enumerate(voters)}
    Vote.objects.bulk_create(
        vote
        for member in voters
        for vote in _votes(member, of[member.pk], statements, random, now - timedelta(hours=1))
    )
    return Seeded(voters, statements, of)


def seed_statements(topic: Topic) -> list[Statement]:
    """The fourteen statements, a minute apart, without an author."""
    german = topic.language == Language.GERMAN
    begun = timezone.now() - timedelta(days=1)
    return Statement.objects.bulk_create(
        Statement(
            topic=topic,
            text=in_german if german else in_english,
            language=Language.GERMAN if german else Language.ENGLISH,
            moderated=Moderated.NOT_REVIEWED,
            created_at=begun + timedelta(minutes=place),
        )
        for place, (_shares, in_english, in_german) in enumerate(CLAIMS)
    )


def _members(topic: Topic, count: int) -> list[Member]:
    earlier = Member.objects.filter(handle__startswith="voter-").count()
    return Member.objects.bulk_create(
        Member(
            email=f"voter-{place}@example.org",
            handle=f"voter-{place}",
            name=f"{FIRST[place % len(FIRST)]} {LAST[place // len(FIRST) % len(LAST)]}",
            language=topic.language,
        )
        for place in range(earlier, earlier + count)
    )


def _belong(topic: Topic, voters: list[Member]) -> None:
    Membership.objects.bulk_create(
        Membership(member=member, community_id=topic.community_id) for member in voters
    )
    Consent.objects.bulk_create(Consent(member=member, purpose=Purpose.VOTE) for member in voters)


def _votes(
    member: Member, group: int, statements: list[Statement], random: Random, at: datetime
) -> list[Vote]:
    """Everybody leaves out a few statements after the first seven."""
    votes = []
    for (shares, _en, _de), statement in zip(CLAIMS, statements, strict=True):
        if random.random() < SKIPS and len(votes) >= 7:
            continue
        agrees = random.random() * 100 < shares[group]
        choice = Vote.Choice.AGREE if agrees else Vote.Choice.DISAGREE
        if random.random() < PASSES:
            choice = Vote.Choice.PASS
        votes.append(Vote(statement=statement, member=member, choice=choice, cast_at=at))
    return votes
