"""The export that Polis itself hands out, in the shapes it has had over the years.

Times are milliseconds or seconds; the table of participants is called `participants-votes.csv` or
`participant-votes.csv`; columns came and went. What is read here was always there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from debates.polis.casts import last_ones
from debates.polis.conversation import Cast, Claim, Conversation, Damaged, Person, Source
from debates.polis.counted import counted
from debates.polis.rows import identifier, moment, pairs, rows, whole, wording
from debates.polis.sign import Said, sign_of_agreement

COMMENTS, VOTES, SUMMARY = "comments.csv", "votes.csv", "summary.csv"
PARTICIPANTS = ("participants-votes.csv", "participant-votes.csv")
MANY = 10**9
CHANGED = "The texts of rejected statements were left out."
TURNED = "The sign of the votes was turned, so that 1 is agreement."


@dataclass(frozen=True)
class Table:
    """What one table holds, and what it says of the votes."""

    claims: tuple[Claim, ...] = ()
    people: tuple[Person, ...] = ()
    said: tuple[Said, ...] = ()


def read(texts: Mapping[str, str]) -> Conversation:
    comments = _comments(texts[COMMENTS])
    file = next(name for name in PARTICIPANTS if name in texts)
    participants = _participants(file, texts[file])
    casts = list(_casts(texts[VOTES], {claim.id for claim in comments.claims}))
    last = last_ones(casts)
    sign = sign_of_agreement(last, comments.said, participants.said)
    last = tuple(replace(cast, vote=cast.vote * sign) for cast in last)
    people = _everybody(participants.people, last)
    source = _source(texts[SUMMARY], CHANGED if sign == 1 else f"{CHANGED} {TURNED}")
    counts = counted(comments.claims, people, last, events=len(casts))
    return Conversation(source, comments.claims, people, last, counts)


def _comments(text: str) -> Table:
    """The statements in the order of their ids, which is the one they were written in."""
    claims: dict[str, Claim] = {}
    said: list[Said] = []
    columns = ("comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body")
    for line, row in rows(COMMENTS, text, columns):
        claim = _claim(line, row)
        if claim.id in claims:
            raise Damaged(COMMENTS, f"comment {claim.id} stands twice", line)
        claims[claim.id] = claim
        said.append(_said(COMMENTS, line, claim.id, row["agrees"], row["disagrees"]))
    return Table(tuple(sorted(claims.values(), key=lambda one: int(one.id))), said=tuple(said))


def _participants(file: str, text: str) -> Table:
    """Who took part, with the group Polis published; their votes are read from `votes.csv`."""
    people: dict[str, Person] = {}
    said: list[Said] = []
    for line, row in rows(file, text, ("participant", "group-id", "n-agree", "n-disagree")):
        pk = identifier(file, line, "participant", row["participant"])
        if pk in people:
            raise Damaged(file, f"participant {pk} stands twice", line)
        group = row["group-id"]
        number = whole(file, line, "group-id", group, 0, 999) if group else None
        people[pk] = Person(pk, number)
        said.append(_said(file, line, pk, row["n-agree"], row["n-disagree"]))
    return Table(people=tuple(people.values()), said=tuple(said))


def _casts(text: str, claims: set[str]) -> Iterator[Cast]:
    for line, row in rows(VOTES, text, ("timestamp", "comment-id", "voter-id", "vote")):
        claim = identifier(VOTES, line, "comment-id", row["comment-id"])
        if claim not in claims:
            raise Damaged(VOTES, f"comment {claim} is not in {COMMENTS}", line)
        yield Cast(
            person=identifier(VOTES, line, "voter-id", row["voter-id"]),
            claim=claim,
            vote=whole(VOTES, line, "vote", row["vote"], -1, 1),
            at=moment(VOTES, line, "timestamp", row["timestamp"]),
        )


def _claim(line: int, row: dict[str, str]) -> Claim:
    moderated = whole(COMMENTS, line, "moderated", row["moderated"], -1, 1)
    text = wording(COMMENTS, line, row["comment-body"], moderated)
    return Claim(
        id=str(whole(COMMENTS, line, "comment-id", row["comment-id"], 0, MANY)),
        text="" if moderated == -1 else text,
        author=identifier(COMMENTS, line, "author-id", row["author-id"]),
        moderated=moderated,
    )


def _said(file: str, line: int, key: str, agrees: str, disagrees: str) -> Said:
    return Said(
        file,
        line,
        key,
        whole(file, line, "the count of agreements", agrees, 0, MANY),
        whole(file, line, "the count of disagreements", disagrees, 0, MANY),
    )


def _everybody(people: tuple[Person, ...], casts: tuple[Cast, ...]) -> tuple[Person, ...]:
    """Whoever voted took part, also without a row of their own."""
    listed = {person.id for person in people}
    voters = dict.fromkeys(cast.person for cast in casts)
    return people + tuple(Person(voter, None) for voter in voters if voter not in listed)


def _source(text: str, changes_made: str) -> Source:
    """Polis says neither a name nor a licence; who brings the conversation in may."""
    summary = pairs(SUMMARY, text)
    topic, url = summary.get("topic", ""), summary.get("url", "")
    if not topic:
        raise Damaged(SUMMARY, "topic is missing")
    if len(topic) > 200:
        raise Damaged(SUMMARY, "topic has more than 200 characters")
    address = url if url.startswith("https://") and len(url) <= 200 else ""
    return Source(
        name=address.rstrip("/").rpartition("/")[2][:80],
        topic=topic,
        description=summary.get("conversation-description", ""),
        language="",
        licence="",
        licence_url="",
        attribution=f"Data was gathered using the Polis software (compdemocracy.org/polis). {url}",
        changes_made=changes_made,
        url=address,
    )
