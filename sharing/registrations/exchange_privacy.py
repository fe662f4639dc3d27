"""What exchanges keep about a member: handed out to them, and erased when they leave.

Whoever stays keeps what was: the other becomes “somebody who has left”, and their own words go.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from members.models import Member
from members.services.naming import names_for
from members.services.privacy import erase_traces, plain
from members.shelves import PersonalData, personal_data
from sharing.models import (
    Exchange,
    ExchangeEvent,
    Mediator,
    Proposal,
    Reflection,
    Telling,
)
from sharing.services.exchanges.parting import leave_exchanges

OF_THE_OTHER = ("asker", "other", "done_by", "new_date_by", "hidden_at")


def _export_exchanges(member: Member) -> Iterable[dict[str, Any]]:
    """Each with whom and who asked, and with what one said in its course."""
    exchanges = Exchange.objects.of(member).order_by("created_at", "id")
    events = ExchangeEvent.objects.filter(actor=member).order_by("at", "id")
    said: dict[int, list[dict[str, Any]]] = {}
    for event in events:
        step = {"event": event.event, "at": event.at.isoformat(), "data": event.data}
        said.setdefault(event.exchange_id, []).append(step)
    rows = list(exchanges)
    names = names_for(member, [one for row in rows for one in (row.asker_id, row.other_id)])
    for exchange, row in zip(rows, plain(rows, member, without=OF_THE_OTHER), strict=True):
        asked = exchange.asker_id == member.pk
        partner = exchange.other_id if asked else exchange.asker_id
        steps = said.get(exchange.pk, [])
        yield row | {"with": names(partner), "asked_by_me": asked, "steps": steps}


def _erase_exchanges(member: Member) -> None:
    """Close what is open; forget one's words; delete what nobody is left to remember."""
    leave_exchanges(member)
    for event in ExchangeEvent.objects.filter(actor=member, data__has_key="words"):
        event.data.pop("words")
        event.save(update_fields=["data"])
    ExchangeEvent.objects.filter(actor=member).update(actor=None)
    Exchange.objects.filter(done_by=member).update(done_by=None)
    Exchange.objects.filter(new_date_by=member).update(new_date_by=None)
    Exchange.objects.filter(asker=member).update(asker=None)
    Exchange.objects.filter(other=member).update(other=None)
    _delete(Exchange.objects.filter(asker=None, other=None))


def _delete(exchanges: QuerySet[Exchange]) -> None:
    erase_traces(ExchangeEvent.objects.filter(exchange__in=exchanges))
    erase_traces(exchanges)
    # What was agreed is held by its exchange, and goes with it.
    exchanges.update(agreed=None, state="closed")
    exchanges.delete()


def _export_proposals(member: Member) -> list[dict[str, Any]]:
    mine = Proposal.objects.filter(author=member).order_by("created_at", "id")
    return plain(mine, member)


def _erase_proposals(member: Member) -> None:
    """The terms that were agreed stay with the other, without a name; every other proposal goes."""
    agreed = Exchange.objects.filter(agreed__isnull=False).values("agreed")
    mine = Proposal.objects.filter(author=member)
    mine.exclude(pk__in=agreed).delete()
    mine.update(author=None, note="")
    Proposal.objects.filter(giver=member).update(giver=None)


def _rows_of(model: type[Telling] | type[Reflection] | type[Mediator]) -> Any:
    def export(member: Member) -> list[dict[str, Any]]:
        return plain(model._default_manager.filter(member=member), member)

    def erase(member: Member) -> None:
        model._default_manager.filter(member=member).delete()

    return {"export": export, "erase": erase}


personal_data.register(
    PersonalData(
        name="sharing.exchanges",
        model=Exchange,
        label=_("Your exchanges"),
        export=_export_exchanges,
        erase=_erase_exchanges,
        # Before listings, questions and accounts, on which an open exchange rests.
        order=20,
        also_covers=(ExchangeEvent,),
    )
)
personal_data.register(
    PersonalData(
        name="sharing.proposals",
        model=Proposal,
        label=_("What you proposed"),
        export=_export_proposals,
        erase=_erase_proposals,
        order=21,
    )
)
for _name, _model, _label in (
    ("tellings", Telling, _("How you told that something did not happen")),
    ("reflections", Reflection, _("What you took along")),
    ("mediations", Mediator, _("Where you were asked to mediate")),
):
    personal_data.register(
        PersonalData(
            name=f"sharing.{_name}", model=_model, label=_label, order=19, **_rows_of(_model)
        )
    )
