"""Plays the whole world, act by act, in the order in which it shall have happened."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from config.demonstration.debates import debate_acts
from config.demonstration.exchanged import read_together
from config.demonstration.exchanging import exchange_acts
from config.demonstration.held import read_held
from config.demonstration.holding import held_acts
from config.demonstration.people import people_acts
from config.demonstration.places import place_acts
from config.demonstration.sharing import sharing_acts
from config.demonstration.sign_ins import PASSWORD
from config.demonstration.stage import Act, Stage
from config.demonstration.talk import report_acts, talk_acts
from config.demonstration.time_travel import Moment, mark_old_news_read, set_stamps_back
from config.demonstration.world import World
from debates.services.landscapes import refresh
from members.models import Member
from members.services import limits
from members.services.notifications import drain_next
from members.services.outbox import ring
from sharing.models import Skill

# A day of the demonstration lasts from half past six in the morning until ten at night.
DAWN, DUSK = time(6, 30), time(22)
NEWS_WAITS_FOR = timedelta(days=4)

Tick = Callable[[], object]


class UnknownSkills(Exception):
    """The vocabulary in the database lacks skills the world names."""


def acts_of(world: World, stage: Stage) -> list[Act]:
    """Everything that happens, the earliest first."""
    acts = [
        *people_acts(world, stage),
        *place_acts(world, stage),
        *debate_acts(world, stage),
        *held_acts(read_held(), stage),
        *sharing_acts(world, stage),
        *exchange_acts(read_together(), stage),
        *talk_acts(world, stage),
        *report_acts(world, stage),
    ]
    return sorted(acts, key=lambda act: (-act.days, act.rank))


@transaction.atomic
def perform(world: World, stage: Stage, acts: Sequence[Act], tick: Tick = lambda: None) -> None:
    """Play all acts, set their days, and tell everybody concerned; all or nothing."""
    stage.skills.update(_skills(world))
    moments = []
    # Months of what people do, in a minute.
    with limits.lifted():
        for act, at in _dated(acts, stage.today):
            began = timezone.now()
            act.do()
            moments.append(Moment(began=began, ended=timezone.now(), at=at))
            tick()
    _give_all_the_password()
    set_stamps_back(moments)
    _draw_landscapes(stage)
    _deliver_news()


def _skills(world: World) -> dict[str, Skill]:
    wanted = world.skill_labels | read_together().skills
    found = {
        skill.label_en: skill for skill in Skill.objects.from_esco().filter(label_en__in=wanted)
    }
    if missing := wanted - found.keys():
        raise UnknownSkills(", ".join(sorted(missing)))
    return found


def _dated(acts: Sequence[Act], today: date) -> Iterator[tuple[Act, datetime]]:
    """Each act with its moment: those of one day spread over that day, in their order."""
    for days, group in groupby(acts, key=lambda act: act.days):
        that_day = list(group)
        dawn, dusk = (
            timezone.make_aware(datetime.combine(today - timedelta(days=days), hour))
            for hour in (DAWN, DUSK)
        )
        for number, act in enumerate(that_day, start=1):
            yield act, dawn + (dusk - dawn) * number / (len(that_day) + 1)


def _draw_landscapes(stage: Stage) -> None:
    for key in {key for key, _place in stage.statements}:
        refresh(stage.topics[key].pk)


def _give_all_the_password() -> None:
    """Hashed once for all, since hashing is meant to be slow."""
    Member.objects.filter(is_demonstration=True).update(password=make_password(PASSWORD))


def _deliver_news() -> None:
    """Fill the inboxes; the outbox sends no mail to the demonstration."""
    while drain_next():
        pass
    mark_old_news_read(timezone.now() - NEWS_WAITS_FOR)
    _leave_the_bell_alone()


def _leave_the_bell_alone() -> None:
    """Nothing waits any more, so no worker is woken; a broker that is away costs no time."""
    connection = transaction.get_connection()
    connection.run_on_commit = [entry for entry in connection.run_on_commit if entry[1] is not ring]
