"""Statements can be reported; where somebody stands on a map is theirs to take along and erase."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext_lazy as _

from communities.shelves import Reportable, reportables
from debates.models import Place, Statement
from debates.reading.landscape import own_place
from debates.registrations.exported import questions_for
from debates.services import statement_moderation
from members.models import Member
from members.shelves import PersonalData, personal_data


def _export_places(member: Member) -> Iterable[dict[str, Any]]:
    places = list(Place.objects.visible_to(member).select_related("run"))
    question = questions_for(member, [place.run.topic_id for place in places])
    for place in places:
        told = {
            "question": question(place.run.topic_id),
            "computed_at": place.run.created_at.isoformat(),
        }
        # As the page draws it; exact figures would tell of the votes of others.
        yield told | (
            asdict(own_place(place, place.run.shown)) if place.run.shown.get("camps") else {}
        )


def _erase_places(member: Member) -> None:
    Place.objects.filter(member=member).delete()


reportables.register(
    Reportable(
        name="statement",
        model=Statement,
        label=_("Statement"),
        author_of=lambda statement: statement.author,
        is_unnamed=True,
        community_of=lambda statement: statement.topic.community,
        visible_to=lambda member: Statement.objects.visible_to(member).select_related(
            "topic__community", "author"
        ),
        hide=statement_moderation.hide_statement,
        restore=statement_moderation.restore_statement,
        words=lambda statement: statement.text,
        url=lambda statement: statement.get_absolute_url(),
    )
)
personal_data.register(
    PersonalData(
        name="debates.places",
        model=Place,
        label=_("Where you stand on maps of opinions"),
        export=_export_places,
        erase=_erase_places,
        order=15,
    )
)
