"""What the landscape of a topic shows; pages and API read it from here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import hypot
from typing import Any

from debates.landscape.areas import OWN_GRID, Area, on_grid
from debates.models import LandscapeRun, Place, RunState, Statement, Topic
from debates.reading.reader import Reader
from members.models import Member, Purpose
from members.services.consents import consents_to

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# So many looks of camps there are; after them they begin anew, with other letters.
TONES = "abcde"
# Of a statement that no run has counted.
NOTHING: dict[str, Any] = {"all": None, "bridging": None, "camps": {}}


@dataclass(frozen=True)
class Share:
    """How one camp voted on a statement, or all together: so many of `seen`.

    `in_tenths` of members' votes, where `seen` is ten and the counts stand for shares.
    """

    camp: int
    agree: int
    disagree: int
    seen: int
    in_tenths: bool = False

    @property
    def letter(self) -> str:
        return letter_of(self.camp)

    @property
    def percent(self) -> int:
        return round(100 * self.agree / self.seen)


@dataclass(frozen=True)
class Claim:
    """A statement with what the camps made of it: shares where there are votes enough to tell
    them, and to which side each camp leans.
    """

    statement: Statement
    shares: tuple[Share, ...]
    total: Share | None
    bridging: float | None
    sides: Mapping[int, str]
    in_tenths: bool

    def leaning_of(self, camp: int) -> str:
        """Which way a camp leans on what characterises it."""
        return self.sides.get(camp) or "agree"


@dataclass(frozen=True)
class CampShown:
    """A camp: its letter, how many belong to it, where it lies, and what characterises it."""

    camp: int
    size: int
    area: Area
    nearest: str
    claims: tuple[Claim, ...]

    @property
    def letter(self) -> str:
        return letter_of(self.camp)

    @property
    def tone(self) -> str:
        return TONES[self.camp % len(TONES)]


@dataclass(frozen=True)
class OwnPlace:
    """Where the reader stands, on the grid of the map; the letter of the camp, or of the nearest
    where they are in none.
    """

    x: float
    y: float
    camp: str
    nearest: str


@dataclass(frozen=True)
class Shown:
    """A published landscape; statements that were taken out since are left out. Unless it
    `is_apart`, scores and lists are of all together: the camps have too few votes to be compared.
    """

    run: LandscapeRun
    voters: int
    in_tenths: bool
    is_apart: bool
    statements: int
    silhouette: float
    common_ground: tuple[Claim, ...]
    camps: tuple[CampShown, ...]
    divides: tuple[Claim, ...]
    dots: list[list[Any]]
    own: OwnPlace | None


def letter_of(camp: int) -> str:
    return LETTERS[camp % len(LETTERS)]


def common_ground(topic_id: int, most: int) -> list[Statement]:
    """What all camps share, as last published, the strongest first; nothing before there is one."""
    run = LandscapeRun.objects.latest_published(topic_id)
    if run is None or not run.shown:
        return []
    keys = run.shown["common_ground"]
    found = Statement.objects.readable().in_bulk(keys)
    return [found[key] for key in keys if key in found][:most]


def shown_to(member: Member | None, topic: Topic) -> Shown | None:
    """The published landscape of a topic that was loaded as visible, with one's own place."""
    run = LandscapeRun.objects.latest_published(topic.pk)
    return _shown(run, member) if run is not None and run.shown else None


def claim_of(statement: Statement, run: LandscapeRun | None) -> Claim:
    """A statement with its figures in a published run; without any where it is newer."""
    content = run.shown if run is not None else {}
    in_tenths = content.get("in_tenths", False)
    found = content.get("figures", {}).get(str(statement.pk), NOTHING)
    rows = {int(camp): row for camp, row in sorted(found["camps"].items())}
    shares = [_share(camp, row, in_tenths) for camp, row in rows.items() if row[2]]
    return Claim(
        statement=statement,
        shares=tuple(shares),
        total=_share(-1, found["all"], in_tenths) if found["all"] else None,
        bridging=found["bridging"],
        sides={camp: row[3] for camp, row in rows.items()},
        in_tenths=in_tenths,
    )


def _share(camp: int, row: list[Any], in_tenths: bool) -> Share:
    agree, disagree, seen = row[:3]
    return Share(camp, agree, disagree, seen, in_tenths)


def landscape_page(reader: Reader) -> dict[str, Any]:
    """The variables of the page of a landscape."""
    topic, member = reader.topic, reader.member
    shown = shown_to(member, topic)
    latest = LandscapeRun.objects.latest(topic.pk)
    staff = member is not None and member.is_staff
    return {
        "topic": topic,
        "reader": reader,
        "source": topic.source_shown,
        "shown": shown,
        "latest": latest,
        "failed": latest if latest and staff and latest.state == RunState.FAILED else None,
        "is_held_back": latest is not None and latest.state == RunState.HELD_BACK,
        "consents": member is not None and consents_to(member, Purpose.VOTE),
        "may_vote": reader.standing.belongs and topic.is_open,
    }


def _shown(run: LandscapeRun, member: Member | None) -> Shown:
    content = run.shown
    claims = _claims(run)
    return Shown(
        run=run,
        voters=content["voters"],
        in_tenths=content.get("in_tenths", False),
        is_apart=content.get("is_apart", True),
        statements=content["statements"],
        silhouette=content["silhouette"],
        common_ground=_listed(claims, content["common_ground"]),
        camps=_camps(content, claims),
        divides=_listed(claims, content["divides"]),
        dots=content["dots"],
        own=_own(run, member),
    )


def _claims(run: LandscapeRun) -> dict[int, Claim]:
    """Every statement that some list names, in one query."""
    content = run.shown
    named = {*content["common_ground"], *content["divides"]}
    named.update(key for keys in content["characterises"].values() for key in keys)
    found = Statement.objects.readable().in_bulk(named)
    return {key: claim_of(statement, run) for key, statement in found.items()}


def _listed(claims: Mapping[int, Claim], keys: Iterable[int]) -> tuple[Claim, ...]:
    return tuple(claims[key] for key in keys if key in claims)


def _camps(content: Mapping[str, Any], claims: Mapping[int, Claim]) -> tuple[CampShown, ...]:
    """What all share characterises nobody, so it stands in no camp's list."""
    areas = {camp["camp"]: Area(**camp["area"]) for camp in content["camps"]}
    shared = set(content["common_ground"])
    return tuple(
        CampShown(
            camp=camp["camp"],
            size=camp["size"],
            area=areas[camp["camp"]],
            nearest=_nearest(areas[camp["camp"]], areas, but=camp["camp"]),
            claims=_listed(
                claims,
                [
                    key
                    for key in content["characterises"].get(str(camp["camp"]), [])
                    if key not in shared
                ],
            ),
        )
        for camp in content["camps"]
    )


def _nearest(point: Any, areas: Mapping[int, Area], but: int | None = None) -> str:
    """The letter of the camp whose middle lies nearest to something with x and y."""
    others = {camp: area for camp, area in areas.items() if camp != but}
    camp = min(others, key=lambda one: hypot(others[one].x - point.x, others[one].y - point.y))
    return letter_of(camp)


def _own(run: LandscapeRun, member: Member | None) -> OwnPlace | None:
    """One's own place where there are camps to stand among."""
    place = Place.objects.visible_to(member).filter(run=run).first() if run.shown["camps"] else None
    return own_place(place, run.shown) if place is not None else None


def own_place(place: Place, content: Mapping[str, Any]) -> OwnPlace:
    """Where somebody stands on a published map of members, as they are told."""
    areas = {camp["camp"]: Area(**camp["area"]) for camp in content["camps"]}
    x, y = (on_grid(number / content["width"], OWN_GRID) for number in (place.x, place.y))
    here = OwnPlace(x, y, letter_of(place.camp) if place.camp is not None else "", "")
    return replace(here, nearest=_nearest(here, areas))
