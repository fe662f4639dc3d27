"""Entry points of the workers: ids in, one call out, safe to run twice."""

import logging

from celery import shared_task

from members.days import today
from members.services.outbox import send
from sharing.services import encoding, exchanges, introductions, listings, rings, rota, searches
from sharing.services.matches import batch

logger = logging.getLogger(__name__)


@shared_task(name="sharing.look_after_listings")
def look_after_listings() -> None:
    """Once a day: tell authors what of theirs runs out soon."""
    listings.look_after_listings()


@shared_task(name="sharing.look_after_requests")
def look_after_requests() -> None:
    """Once a day: what nobody answered comes to the rota, and after three weeks to its author."""
    rota.look_after_requests()


@shared_task(name="sharing.close_introductions")
def close_introductions() -> None:
    """Once a day: introductions whose time is out come to rest."""
    introductions.close_due_introductions()


@shared_task(name="sharing.look_after_exchanges")
def look_after_exchanges() -> None:
    """Every quarter of an hour: remind, and take the steps whose time has come."""
    exchanges.look_after_exchanges()


@shared_task(name="sharing.check_hours")
def check_hours() -> None:
    """Every night: whether any hours got lost; whoever operates the site finds it in the log."""
    for found in exchanges.check_hours():
        logger.error("%s %s: %s", found.how_many, found.broken, ", ".join(found.codes))


@shared_task(name="sharing.match_communities")
def match_communities() -> None:
    """Once a week: queue a round for every part of every community."""
    week = today().strftime("%G-%V")
    for community_id in batch.communities_with_members():
        parts = batch.parts_of(community_id)
        for part in range(parts):
            send("sharing.match_community", community_id, part, parts, week)


@shared_task(name="sharing.match_community")
def match_community(community_id: int, part: int, parts: int, week: str) -> None:
    """Give everybody in one part of a community their suggestions."""
    batch.match_community(community_id=community_id, part=part, parts=parts, week=week)


@shared_task(name="sharing.encode_listing")
def encode_listing(listing_id: int) -> None:
    """Read what an offer or a request means."""
    encoding.encode_listing(listing_id)


@shared_task(name="sharing.encode_experience")
def encode_experience(experience_id: int) -> None:
    """Read what an experience means."""
    encoding.encode_experience(experience_id)


@shared_task(name="sharing.encode_unread")
def encode_unread() -> None:
    """Once an hour: read what the bell missed."""
    encoding.encode_unread()


@shared_task(name="sharing.look_up_searches")
def look_up_searches() -> None:
    """Once a day: tell of what is new and fits a saved search."""
    searches.look_up_searches()


@shared_task(name="sharing.find_rings")
def find_rings(community_id: int) -> None:
    """Look for rings in one community."""
    rings.find_rings(community_id)


@shared_task(name="sharing.find_all_rings")
def find_all_rings() -> None:
    """Once a week: queue a search for each community."""
    for community_id in rings.communities_to_search():
        send("sharing.find_rings", community_id)


@shared_task(name="sharing.close_rings")
def close_rings() -> None:
    """End rings whose time to answer is out."""
    rings.close_due_rings()
