"""Communities are founded, and people come into them by the door each has."""

from collections.abc import Iterator
from functools import partial

from communities.models import Community, Invitation, Membership, Role, Visibility
from communities.services import invitations, memberships
from communities.services.communities import found_community
from config.demonstration.stage import Act, Rank, Stage
from config.demonstration.world import Person, Place, World


def place_acts(world: World, stage: Stage) -> Iterator[Act]:
    for place in world.places:
        yield Act(place.founded, Rank.FOUND, partial(_found, stage, place))
        for person in world.people:
            if place.slug in person.communities and person.handle != place.founder:
                yield from _ways_in(stage, place, person)
        for handle, answer in place.waiting.items():
            yield Act(1, Rank.ENTER, partial(_knock, stage, place, handle, answer))


def _found(stage: Stage, place: Place) -> None:
    stage.communities[place.slug] = found_community(
        founder=stage.members[place.founder],
        slug=place.slug,
        name=place.name,
        purpose=place.purpose,
        about=place.about,
        guidelines=place.guidelines,
        language=place.language,
        visibility=place.visibility,
        shared_values=list(place.values),
        join_question=place.join_question,
    )


def _ways_in(stage: Stage, place: Place, person: Person) -> Iterator[Act]:
    """Through the open door, past a moderator, or on an invitation."""
    day, handle = min(place.founded, person.joined), person.handle
    if place.visibility == Visibility.PUBLIC:
        yield Act(day, Rank.ENTER, partial(_join, stage, place, handle))
    elif place.visibility == Visibility.REQUEST:
        answer = place.answers.get(handle, "")
        yield Act(day - 1, Rank.ENTER, partial(_knock, stage, place, handle, answer))
        yield Act(day - 2, Rank.ENTER, partial(_let_in, stage, place, handle))
    else:
        yield Act(day - 1, Rank.ENTER, partial(_invite, stage, place, handle))
        yield Act(day - 2, Rank.ENTER, partial(_accept, stage, place, handle))
    if handle in place.moderators:
        yield Act(day - 2, Rank.CARRY, partial(_make_moderator, stage, place, handle))


def _join(stage: Stage, place: Place, handle: str) -> None:
    memberships.join(member=stage.members[handle], community=stage.communities[place.slug])


def _knock(stage: Stage, place: Place, handle: str, answer: str) -> None:
    memberships.request_to_join(
        member=stage.members[handle], community=stage.communities[place.slug], answer=answer
    )


def _let_in(stage: Stage, place: Place, handle: str) -> None:
    memberships.let_in(
        moderator=stage.members[place.founder], membership=_membership(stage, place, handle)
    )


def _invite(stage: Stage, place: Place, handle: str) -> None:
    invitations.invite(
        inviter=stage.members[place.founder],
        community=stage.communities[place.slug],
        invitee=stage.members[handle],
        words=place.invitations[handle],
    )


def _accept(stage: Stage, place: Place, handle: str) -> None:
    member, community = stage.members[handle], stage.communities[place.slug]
    invitations.accept_invitation(
        member=member, invitation=Invitation.objects.open().get(invitee=member, community=community)
    )


def _make_moderator(stage: Stage, place: Place, handle: str) -> None:
    memberships.change_role(
        owner=stage.members[place.founder],
        membership=_membership(stage, place, handle),
        role=Role.MODERATOR,
    )


def _membership(stage: Stage, place: Place, handle: str) -> Membership:
    community: Community = stage.communities[place.slug]
    return Membership.objects.get(member=stage.members[handle], community=community)
