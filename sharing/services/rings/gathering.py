"""Who in a community could give whom what: the edges among which rings are found."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from communities.models import Community, Membership
from members.models import Block, Member
from sharing.models import MemberSkill, NotForMe, Offer, Request, RingSeat, RingState

# A skill that everybody has must not make everybody everybody's neighbour.
MOST_A_SKILL = 60
# A listing says that somebody means it now; a skill on a profile, that they could.
BY_LISTING, BY_SKILL = 0.5, 0.3
# Two who may not meet count as if they gained by each other alone: no ring holds both.
APART = 1.0

Pair = tuple[int, int]


@dataclass(frozen=True)
class Means:
    """With what somebody gives or seeks a skill: an open listing, or their profile alone (None)."""

    member: int
    listing: int | None = None

    @property
    def weight(self) -> float:
        return BY_SKILL if self.listing is None else BY_LISTING


@dataclass(frozen=True)
class Link:
    """The skill that one can give to another, and the listings that name it."""

    skill: int
    offer: int | None
    request: int | None
    weight: float


@dataclass
class Gathered:
    """Edges as the pure part takes them, with what stands behind each."""

    edges: dict[Pair, float] = field(default_factory=dict)
    links: dict[Pair, Link] = field(default_factory=dict)


def gather(community: Community) -> Gathered:
    """All that members of a community could give each other, in a constant number of queries."""
    people = _who_can_be_asked(community)
    apart = _apart(people)
    given = _by_skill(people, community, Offer, MemberSkill.Direction.CAN)
    sought = _by_skill(people, community, Request, MemberSkill.Direction.WANTS)
    gathered = Gathered()
    for skill in sorted(given.keys() & sought.keys()):
        for giver in given[skill]:
            for seeker in sought[skill]:
                pair = (giver.member, seeker.member)
                if pair[0] != pair[1] and pair not in apart and _can_talk(people, pair):
                    _keep_best(gathered, pair, _link(skill, giver, seeker))
    gathered.edges = {pair: link.weight for pair, link in gathered.links.items()}
    gathered.edges.update(dict.fromkeys(apart, APART))
    return gathered


def _who_can_be_asked(community: Community) -> dict[int, frozenset[str]]:
    """Active members with their languages, but for the absent and those who are asked already."""
    today = community.today()
    away = Q(availability__is_paused=True) | Q(availability__away_until__gte=today)
    asked = RingSeat.objects.filter(ring__state=RingState.PROPOSED).values("member")
    here = Membership.objects.active().filter(community=community).values("member")
    members = Member.objects.active().filter(pk__in=here).exclude(away).exclude(pk__in=asked)
    return {
        pk: frozenset([*languages, language]) if languages else frozenset()
        for pk, languages, language in members.values_list("pk", "languages", "language")
    }


def _can_talk(people: dict[int, frozenset[str]], pair: Pair) -> bool:
    """Whether two have a language in common, as far as they say which they speak."""
    one, other = people[pair[0]], people[pair[1]]
    return not one or not other or not one.isdisjoint(other)


def _apart(people: Collection[int]) -> set[Pair]:
    """Pairs, both ways round, of whom one blocked the other or turned the other down."""
    pairs: set[Pair] = set()
    blocked = Block.objects.filter(blocker__in=people).values_list("blocker", "blocked")
    declined = NotForMe.objects.filter(member__in=people).values_list("member", "shown")
    for one, other in [*blocked, *declined]:
        if other in people:
            pairs |= {(one, other), (other, one)}
    return pairs


def _by_skill(
    people: Collection[int],
    community: Community,
    model: type[Offer] | type[Request],
    direction: str,
) -> dict[int, list[Means]]:
    """For each skill who gives, or seeks, it; those with a listing first, each once."""
    listed = (
        model.objects.open()
        .shared_in(community)
        .filter(member__in=people, skills__isnull=False)
        .order_by("-created_at")
        .values_list("skills", "member", "pk")
    )
    named = (
        MemberSkill.objects.filter(member__in=people, direction=direction)
        .order_by("-created_at")
        .values_list("skill", "member")
    )
    means = [(skill, Means(member, pk)) for skill, member, pk in listed]
    means += [(skill, Means(member)) for skill, member in named]
    return _each_once(means)


def _each_once(means: Iterable[tuple[int, Means]]) -> dict[int, list[Means]]:
    found: dict[int, dict[int, Means]] = defaultdict(dict)
    for skill, one in means:
        if len(found[skill]) < MOST_A_SKILL:
            found[skill].setdefault(one.member, one)
    return {skill: list(by_member.values()) for skill, by_member in found.items()}


def _link(skill: int, giver: Means, seeker: Means) -> Link:
    return Link(skill, giver.listing, seeker.listing, giver.weight + seeker.weight)


def _keep_best(gathered: Gathered, pair: Pair, link: Link) -> None:
    best = gathered.links.get(pair)
    if best is None or link.weight > best.weight:
        gathered.links[pair] = link
