"""How many of everything a conversation holds."""

from collections.abc import Sequence

from debates.polis.conversation import Cast, Claim, Person


def counted(
    claims: Sequence[Claim], people: Sequence[Person], casts: Sequence[Cast], *, events: int
) -> dict[str, int]:
    """`casts` are the last votes, `events` all that were ever cast."""
    moderated = [claim.moderated for claim in claims]
    votes = [cast.vote for cast in casts]
    return {
        "participants": len(people),
        "statements": len(claims),
        "statements_accepted": moderated.count(1),
        "statements_unreviewed": moderated.count(0),
        "statements_rejected": moderated.count(-1),
        "statements_with_votes": len({cast.claim for cast in casts}),
        "vote_events": events,
        "votes_last": len(casts),
        "agree": votes.count(1),
        "disagree": votes.count(-1),
        "passed": votes.count(0),
        "participants_with_published_group": sum(person.group is not None for person in people),
    }
