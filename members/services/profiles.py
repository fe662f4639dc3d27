"""What a member tells about themselves."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from members import access
from members.models import Member, Revision
from members.services.revisions import revisions_of, rewrite

STORY = ("story", "story_language")
ABOUT = ("name", "role", "curious_about", "languages", "audience")
# Marks the versions a moderator took out of sight.
HIDDEN = "hidden"


@transaction.atomic
def edit_profile(*, member: Member, profile: Member, fields: Mapping[str, Any]) -> Member:
    """Change one's own page; earlier versions of the story stay readable."""
    access.require(access.can_edit_profile, member, profile)
    story = {name: fields[name] for name in STORY if name in fields}
    if story.get("story", profile.story) != profile.story:
        if profile.story:
            rewrite(profile, editor=member, fields=story)
        else:
            _save(profile, story)
    elif story:
        _save(profile, story)
    _save(profile, {name: fields[name] for name in ABOUT if name in fields})
    return profile


def story_versions(profile: Member) -> QuerySet[Revision]:
    """Earlier versions of a story, the latest first, without those taken out of sight."""
    return revisions_of(profile).filter(fields__has_key="story").exclude(fields__has_key=HIDDEN)


def forget_versions(*, member: Member, profile: Member) -> None:
    """Delete the earlier versions of one's own story."""
    access.require(access.can_edit_profile, member, profile)
    story_versions(profile).delete()


@transaction.atomic
def hide_story(profile: Member) -> None:
    """Take a story and its earlier versions out of sight, after a decision of moderation."""
    for version in story_versions(profile).select_for_update():
        version.fields[HIDDEN] = True
        version.save(update_fields=["fields"])
    if profile.story:
        rewrite(profile, editor=profile, fields={"story": ""})
        newest = revisions_of(profile)[0]
        newest.fields |= {HIDDEN: True, "story_language": profile.story_language}
        newest.save(update_fields=["fields"])


@transaction.atomic
def restore_story(profile: Member) -> None:
    """Bring back what moderation took out of sight; a story written since then stays."""
    hidden = list(revisions_of(profile).filter(fields__has_key=HIDDEN).select_for_update())
    if hidden and not profile.story:
        _save(profile, {name: hidden[0].fields.get(name, getattr(profile, name)) for name in STORY})
        hidden.pop(0).delete()
    for version in hidden:
        version.fields.pop(HIDDEN)
        version.save(update_fields=["fields"])


def _save(profile: Member, fields: Mapping[str, Any]) -> None:
    if not fields:
        return
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.save(update_fields=list(fields))
