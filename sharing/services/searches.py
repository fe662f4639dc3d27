"""Saved searches: a filter somebody keeps, and hears of when something new fits."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member
from members.refusals import Invalid, Refusal
from members.services.outbox import notify
from members.text import clean_line
from sharing.models import Offer, Request, SavedSearch
from sharing.reading.filtering import fitting, query_of, wishes_in

MOST_SEARCHES = 30
LONGEST_NAME, LONGEST_QUERY = 80, 500
MODELS = {SavedSearch.Kind.OFFERS: Offer, SavedSearch.Kind.REQUESTS: Request}
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
    ids = list(wanted.order_by("seen_until", "id").values_list("pk", flat=True))
    return sum(look_up(pk) for pk in ids)


@transaction.atomic
def look_up(pk: int) -> bool:
    """Whether one search has found something new; its owner is told once, however much it is."""
    locked = SavedSearch.objects.select_for_update(of=["self"], skip_locked=True)
    search = locked.select_related("member").filter(pk=pk, notifies=True).first()
    if search is None:
        return False
    known = _known(search)
    new = list(new_for(search).values_list("pk", flat=True))
    if not new:
        return False
    search.known, search.seen_until = known + new, timezone.now()
    search.found = min(len(new), MOST_COUNTED)
    search.save(update_fields=["found", "known", "seen_until"])
    notify(
        "sharing.search_found",
        actor=None,
        target=search,
        once=search.seen_until.isoformat(),
    )
    return True


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
