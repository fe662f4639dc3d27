"""What the landscape of a topic shows; pages and API read it from here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import hypot
from typing import Any

from debates.landscape.areas import Area
from debates.landscape.constants import FEWEST_CAMP_VOTES
from debates.models import LandscapeRun, Place, RunState, Statement, Topic
from debates.reading.reader import Reader
from members.models import Member, Purpose
from members.services.consents import consents_to

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# So many looks of camps there are; after them they begin anew, with other letters.
TONES = "abcde"


@dataclass(frozen=True)
class Share:
    """How one camp voted on a statement: counts, from FEWEST_CAMP_VOTES votes up."""

    camp: int
    agree: int
    disagree: int
    seen: int
    side: str = ""

    @property
    def letter(self) -> str:
        return letter_of(self.camp)

    @property
    def percent(self) -> int:
        return round(100 * self.agree / self.seen)


@dataclass(frozen=True)
class Claim:
    """A statement with what the camps made of it; `total` where all together may be told."""

    statement: Statement
    shares: tuple[Share, ...]
    total: Share | None
    bridging: float | None

    def share_of(self, camp: int) -> Share | None:
        return next((share for share in self.shares if share.camp == camp), None)


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
    """Where the reader stands; the letter of the camp, or of the nearest where they are in none."""

    x: float
    y: float
    camp: str
    nearest: str


@dataclass(frozen=True)
class Shown:
    """A published landscape; statements that were taken out since are left out."""

    run: LandscapeRun
    voters: int
    statements: int
    silhouette: float
    common_ground: tuple[Claim, ...]
    camps: tuple[CampShown, ...]
    divides: tuple[Claim, ...]
    dots: list[list[Any]]
    own: OwnPlace | None


def letter_of(camp: int) -> str:
    return LETTERS[camp % len(LETTERS)]


def leaning_of(share: Share | None) -> str:
    """Which way a camp leans on what characterises it."""
    return share.side if share is not None and share.side else "agree"


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


def figures_in(run: LandscapeRun | None) -> Mapping[str, dict[str, Any]]:
    """The figures of every statement in a published run, by the statement's id as text."""
    return run.shown.get("figures", {}) if run is not None else {}


def claim_of(statement: Statement, figures: Mapping[str, dict[str, Any]]) -> Claim:
    """A statement with its figures; without any where it is newer than the run."""
    found = figures.get(str(statement.pk), {"all": None, "bridging": None, "camps": {}})
    shares = tuple(
        Share(int(camp), agree, disagree, seen, side)
        for camp, (agree, disagree, seen, side) in sorted(found["camps"].items())
        if seen >= FEWEST_CAMP_VOTES
    )
    total = Share(-1, *found["all"]) if found["all"] else None
    return Claim(statement, shares, total, found["bridging"])


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
    claims = _claims(content)
    return Shown(
        run=run,
        voters=content["voters"],
        statements=content["statements"],
        silhouette=content["silhouette"],
        common_ground=_listed(claims, content["common_ground"]),
        camps=_camps(content, claims),
        divides=_listed(claims, content["divides"]),
        dots=content["dots"],
        own=_own(run, member, content["camps"]),
    )


def _claims(content: Mapping[str, Any]) -> dict[int, Claim]:
    """Every statement that some list names, in one query."""
    named = {*content["common_ground"], *content["divides"]}
    named.update(key for keys in content["characterises"].values() for key in keys)
    found = Statement.objects.readable().in_bulk(named)
    return {key: claim_of(statement, content["figures"]) for key, statement in found.items()}


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
                [key for key in content["characterises"][str(camp["camp"])] if key not in shared],
            ),
        )
        for camp in content["camps"]
    )


def _nearest(point: Any, areas: Mapping[int, Area], but: int | None = None) -> str:
    """The letter of the camp whose middle lies nearest to something with x and y."""
    others = {camp: area for camp, area in areas.items() if camp != but}
    camp = min(others, key=lambda one: hypot(others[one].x - point.x, others[one].y - point.y))
    return letter_of(camp)


def _own(
    run: LandscapeRun, member: Member | None, camps: Iterable[Mapping[str, Any]]
) -> OwnPlace | None:
    place = Place.objects.visible_to(member).filter(run=run).first()
    if place is None:
        return None
    areas = {camp["camp"]: Area(**camp["area"]) for camp in camps}
    camp = letter_of(place.camp) if place.camp is not None else ""
    return OwnPlace(place.x, place.y, camp, _nearest(place, areas))
