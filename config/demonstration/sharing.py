"""Skills are offered and sought."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from config.demonstration.stage import Act, Rank, Stage
from config.demonstration.world import Notice, World
from sharing.services.listings import make_offer, make_request
from sharing.terms import Words


def sharing_acts(world: World, stage: Stage) -> Iterator[Act]:
    for notice in world.notices:
        yield Act(notice.posted, Rank.SHARE, partial(_post, stage, notice))


def _post(stage: Stage, notice: Notice) -> None:
    make = make_offer if notice.kind == "offer" else make_request
    stage.notices[notice.key] = make(
        member=stage.members[notice.member],
        communities=[stage.communities[notice.community]],
        skills=[stage.skills[label] for label in notice.skills],
        own_skills=notice.words,
        **_words(notice),
    )


def _words(notice: Notice) -> Words:
    return {
        "title": notice.title,
        "text": notice.text,
        "language": notice.language,
        "as_gift": notice.gift,
        "as_exchange": notice.exchange,
        "as_paid": bool(notice.amount),
        "amount": Decimal(notice.amount) if notice.amount else None,
        "currency": notice.currency,
        "is_online": notice.online,
        "place": notice.place,
    }
