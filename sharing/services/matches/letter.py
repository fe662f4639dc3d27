"""Matches for a letter: at most three, nobody again too soon, and silence below a threshold."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from members.ids import from_code
from members.models import Member
from sharing.matching.weights import WEIGHTS
from sharing.models import Offer, Request, Showing, Suggestion
from sharing.services.matches.candidates import candidates
from sharing.services.matches.declined import Declined, declined_between, declined_by
from sharing.services.matches.finding import Fit, Found, first_of, fits_among, in_words
from sharing.services.matches.sides import TURN, others_of, own_side

MOST_IN_A_LETTER = 3
# Who was shown and not followed does not come again in this time.
REST = timedelta(weeks=8)
# So long a round is taken up.
ROUND_LASTS = timedelta(weeks=2)
PREFIX = "member-"


def digest_matches(member: Member, since: datetime) -> list[Found]:
    """Who fits and was not shown before `since`, at most three; the same again for the same time.

    First come those whom the round of a community gave this member, so that nobody is left out.
    """
    own = own_side(member)
    given = _given_by_rounds(member)
    keys = {*candidates(member, own.mine), *given} - resting(member, since)
    keys -= declined_between(member, keys)
    fits = fits_among(own, others_of(member, keys), declined_by(member)) if keys else []
    shown_by_it = _shown_since(member, since)
    fits = [fit for fit in fits if fit.undamped >= WEIGHTS.enough]
    fits.sort(
        key=lambda fit: (
            fit.other.member.pk not in shown_by_it,
            fit.other.member.pk not in given,
            -fit.score,
            fit.other.member.pk,
        )
    )
    return in_words(own, fits[:MOST_IN_A_LETTER])


def _given_by_rounds(member: Member) -> set[int]:
    rounds = Suggestion.objects.filter(member=member, at__gte=timezone.now() - ROUND_LASTS)
    return set(rounds.values_list("shown", flat=True))


def resting(member: Member, since: datetime) -> set[int]:
    """Who was shown to this member up to then and is not to come again yet."""
    now = timezone.now()
    rested = Q(at__gte=now - REST, followed_at=None) | Q(at__gte=now - TURN)
    shown = Showing.objects.filter(rested, member=member, at__lte=since)
    return set(shown.values_list("shown", flat=True))


def _shown_since(member: Member, since: datetime) -> set[int]:
    """Whom the letter of that time showed, so that reading it again shows them again."""
    shown = Showing.objects.filter(member=member, at__gt=since)
    return set(shown.values_list("shown", flat=True))


def key_of(found: Found) -> str:
    """How a line of a letter names whom it shows."""
    return f"{PREFIX}{found.member.code}"


def note_shown(member: Member, keys: Iterable[str], at: datetime) -> None:
    """The letter is on its way: remember whom it shows; done twice for one letter it is done once.

    The order has no chance in it, so everybody it showed was shown with the probability 1.
    """
    people = [_member_of(key) for key in keys if key.startswith(PREFIX)]
    known = set(
        Showing.objects.filter(member=member, shown__in=people, at=at).values_list(
            "shown", flat=True
        )
    )
    fits = _fits_with(member, [pk for pk in people if pk not in known])
    Showing.objects.bulk_create(_showing(member, pk, fits.get(pk), at) for pk in fits)


def _fits_with(member: Member, people: Sequence[int]) -> dict[int, Fit | None]:
    if not people:
        return {}
    alive = Member.objects.filter(pk__in=people).values_list("pk", flat=True)
    fits = fits_among(own_side(member), others_of(member, people), Declined())
    found = {fit.other.member.pk: fit for fit in fits}
    return {pk: found.get(pk) for pk in alive}


def _showing(member: Member, shown: int, fit: Fit | None, at: datetime) -> Showing:
    thing = first_of(fit)[1] if fit else None
    return Showing(
        member=member,
        shown_id=shown,
        offer=thing if isinstance(thing, Offer) else None,
        request=thing if isinstance(thing, Request) else None,
        score=fit.score if fit else 0.0,
        at=at,
    )


def note_followed(member: Member, key: str) -> None:
    """The link in the letter was opened: who is followed may come again sooner."""
    if key.startswith(PREFIX):
        shown = Showing.objects.filter(member=member, shown=_member_of(key), followed_at=None)
        shown.update(followed_at=timezone.now())


def _member_of(key: str) -> int:
    return from_code(key.removeprefix(PREFIX))
