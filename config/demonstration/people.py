"""People arrive, and say who they are, what they stand for and what they can do."""

from collections.abc import Iterator
from functools import partial

from allauth.account.models import EmailAddress

from config.demonstration.second_factor import give_second_factor
from config.demonstration.sign_ins import STAFF
from config.demonstration.stage import Act, Rank, Stage
from config.demonstration.world import Person, World
from members.models import Member, Purpose
from members.services.consents import set_consents
from members.services.profiles import edit_profile
from members.services.values import declare_value
from sharing.models import MemberSkill
from sharing.services.skills import add_skill, coin_skill


def people_acts(world: World, stage: Stage) -> Iterator[Act]:
    """Everybody joins; the staff account was there first."""
    yield Act(max(person.joined for person in world.people) + 1, Rank.ARRIVE, _open_the_house)
    for person in world.people:
        yield Act(person.joined, Rank.ARRIVE, partial(_arrive, stage, person))


def _open_the_house() -> None:
    staff = Member.objects.create_superuser(
        f"{STAFF}@example.org", None, handle=STAFF, name="Resonanz Betrieb", is_demonstration=True
    )
    _confirm(staff)
    give_second_factor(staff)


def _arrive(stage: Stage, person: Person) -> None:
    member = Member.objects.create_user(
        person.email,
        None,
        handle=person.handle,
        name=person.name,
        language=person.interface,
        time_zone=person.time_zone,
        is_demonstration=True,
    )
    stage.members[person.handle] = member
    _confirm(member)
    _tell(member, person)
    _agree(member, person)
    for value in person.values:
        stage.values[person.handle, value.slug] = declare_value(
            member=member,
            value=value.slug,
            words=value.stands_for,
            example=value.lived,
            language=person.writes_in,
        )
    _name_skills(stage, member, person)


def _confirm(member: Member) -> None:
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)


def _tell(member: Member, person: Person) -> None:
    edit_profile(
        member=member,
        profile=member,
        fields={
            "story": person.story,
            "story_language": person.writes_in,
            "role": person.role,
            "curious_about": person.curious_about,
            "languages": list(person.languages),
            "audience": person.audience,
        },
    )


def _agree(member: Member, person: Person) -> None:
    purposes = set(Purpose.values) - set(person.withholds)
    if not person.digest:
        purposes -= {Purpose.DIGEST}
    set_consents(member=member, purposes=purposes)


def _name_skills(stage: Stage, member: Member, person: Person) -> None:
    can, wants = MemberSkill.Direction.CAN, MemberSkill.Direction.WANTS
    for direction, labels, own_words in (
        (can, person.can, person.can_words),
        (wants, person.seeks, person.seeks_words),
    ):
        named = [stage.skills[label] for label in labels]
        named += [
            coin_skill(member=member, words=words, language=person.writes_in) for words in own_words
        ]
        for skill in named:
            add_skill(member=member, skill=skill, direction=direction)
