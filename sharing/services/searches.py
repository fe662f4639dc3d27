"""Saved searches: a filter somebody keeps, and hears of when something new fits."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member, Notification, Outbox, OutboxState
from members.refusals import Invalid, Refusal
from members.services.outbox import notify
from members.text import clean_line
from sharing.models import Offer, Request, SavedSearch
from sharing.reading.filtering import fitting, query_of, wishes_in

MOST_SEARCHES = 30
LONGEST_NAME, LONGEST_QUERY = 80, 500
MODELS = {SavedSearch.Kind.OFFERS: Offer, SavedSearch.Kind.REQUESTS: Request}
FITS_A_REQUEST = "sharing.match_found"
# One word about many is enough.
MOST_COUNTED = 99


@transaction.atomic
def save_search(
    *, member: Member, kind: str, query: str, name: str = "", notifies: bool = True
) -> SavedSearch:
    """Keep a filter under a name; the same filter again is the same search."""
    if kind not in SavedSearch.Kind.values:
        raise Invalid(_("Search among offers or among requests."), field="kind")
    wishes = wishes_in(query)
    query = query_of(wishes)
    if not query:
        raise Invalid(_("Choose at least one wish first; then it can be saved."), field="query")
    if len(query) > LONGEST_QUERY:
        raise Invalid(_("These are too many wishes at once. Leave some out."), field="query")
    # Two at once must not pass the limit together.
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    own = SavedSearch.objects.filter(member=member)
    if known := own.filter(kind=kind, query=query).first():
        return known
    if own.count() >= MOST_SEARCHES:
        raise Refusal(_("Thirty searches are kept. Delete one first."))
    name = _sound_name(name or str(wishes.get("q") or wishes.get("skill") or _("My search")))
    search = SavedSearch(member=member, kind=kind, query=query, name=name, notifies=notifies)
    search.known = list(_fits(search).values_list("pk", flat=True))
    search.save(force_insert=True)
    return search


@transaction.atomic
def change_search(
    *, member: Member, search: SavedSearch, name: str | None = None, notifies: bool | None = None
) -> None:
    """Give it another name, or say whether one wants to hear of what is new."""
    search = SavedSearch.objects.select_for_update().get(pk=search.pk, member=member)
    if name is not None:
        search.name = _sound_name(name)
    if notifies is not None:
        search.notifies = notifies
    search.save(update_fields=["name", "notifies"])


def delete_search(*, member: Member, search: SavedSearch) -> None:
    """Keep it no longer; a second time changes nothing."""
    SavedSearch.objects.filter(pk=search.pk, member=member).delete()


def look_up_searches() -> int:
    """Tell of what is new since the last time, once for each search; gives how many were told."""
    wanted = SavedSearch.objects.filter(notifies=True, member__is_active=True)
    owners = wanted.order_by().values_list("member", flat=True).distinct()
    return sum(look_up(member) for member in sorted(owners))


@transaction.atomic
def look_up(member_id: int) -> int:
    """How many searches of one member have found something they were not told of.

    Each listing is told once, however many searches it fits. If it also fits a request of theirs,
    that is its news; while it is not known yet who hears of that, the searches wait.
    """
    locked = SavedSearch.objects.select_for_update(of=["self"], skip_locked=True)
    own = locked.select_related("member").filter(member=member_id, notifies=True)
    told = {kind: _told_as_fitting(member_id, MODELS[kind]) for kind in MODELS}
    return sum(_look_up(search, told) for search in own.order_by("seen_until", "pk"))


def _look_up(search: SavedSearch, told: dict[SavedSearch.Kind, set[int]]) -> bool:
    known, kind = _known(search), SavedSearch.Kind(search.kind)
    found = new_for(search).exclude(pk__in=_still_to_be_told(MODELS[kind]))
    fitting = list(found.values_list("pk", flat=True))
    if not fitting:
        return False
    new = [pk for pk in fitting if pk not in told[kind]]
    told[kind].update(new)
    search.known, search.seen_until = known + fitting, timezone.now()
    if new:
        search.found = min(len(new), MOST_COUNTED)
    search.save(update_fields=["found", "known", "seen_until"])
    if new:
        notify(
            "sharing.search_found", actor=None, target=search, once=search.seen_until.isoformat()
        )
    return bool(new)


def _told_as_fitting(member_id: int, model: type[Model]) -> set[int]:
    """What a member was told of because it fits a request of theirs."""
    told = Notification.objects.filter(recipient=member_id, kind=FITS_A_REQUEST)
    about = ContentType.objects.get_for_model(model)
    return set(told.filter(target_type=about).values_list("target_id", flat=True))


def _still_to_be_told(model: type[Model]) -> QuerySet[Any]:
    """Of what it still waits in the outbox whose request it fits."""
    waiting = Outbox.objects.filter(kind=FITS_A_REQUEST, state=OutboxState.WAITING)
    about = ContentType.objects.get_for_model(model)
    return waiting.filter(target_type=about).values("target_id")


def new_for(search: SavedSearch) -> Any:
    """What fits now and is open to its owner, and was neither there when the search was saved nor
    told since: newly published, shared with them later, or reworded so that it fits.
    """
    return _fits(search).exclude(pk__in=_known(search))


def _known(search: SavedSearch) -> list[int]:
    if search.known is not None:
        return search.known
    before = _fits(search).filter(created_at__lte=search.seen_until)
    return list(before.values_list("pk", flat=True))


def _fits(search: SavedSearch) -> Any:
    """What others offer or look for, open to the owner of the search, that fits all its wishes."""
    model = MODELS[SavedSearch.Kind(search.kind)]
    open_to_them = model.objects.open().visible_to(search.member).exclude(member=search.member)
    return fitting(open_to_them, wishes_in(search.query), search.member).order_by("-created_at")


def _sound_name(name: str) -> str:
    name = clean_line(name)[:LONGEST_NAME]
    if not name:
        raise Invalid(_("Give the search a name."), field="name")
    return name
