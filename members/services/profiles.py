"""What a member tells about themselves."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from members import access
from members.models import Audience, Member, Revision, ValueStatement
from members.refusals import Invalid
from members.services.accounts import require_name
from members.services.questions import open_to_more
from members.services.revisions import earlier_versions, revisions_of, rewrite

STORY = ("story", "story_language")
# Languages somebody likes to talk in.
MOST_LANGUAGES = 20
ABOUT = ("name", "role", "curious_about", "languages", "audience")
OPENS_NO_MORE = _(
    "On your page stands a question that another member released for those who can read it now. "
    "While it is shown there, you cannot open your page to everyone."
)


@transaction.atomic
def edit_profile(*, member: Member, profile: Member, fields: Mapping[str, Any]) -> Member:
    """Change one's own page; an earlier story stays open to whoever could read it until now."""
    access.require(access.can_edit_profile, member, profile)
    if fields.get("name", profile.name) != profile.name:
        require_name(fields["name"])
    _open_page(profile, fields.get("audience", profile.audience))
    story = {name: fields[name] for name in STORY if name in fields}
    if story.get("story", profile.story) != profile.story:
        if profile.story:
            rewrite(profile, editor=member, fields=story)
        else:
            _save(profile, story)
    elif story:
        _save(profile, story)
    about = {name: fields[name] for name in ABOUT if name in fields}
    if "languages" in about:
        about["languages"] = _once_each(about["languages"])
    _save(profile, about)
    return profile


def _once_each(languages: Iterable[str]) -> list[str]:
    """Named twice is named once."""
    once = list(dict.fromkeys(languages))
    if len(once) > MOST_LANGUAGES:
        raise Invalid(
            _("Name at most %(count)s languages you like to talk in.") % {"count": MOST_LANGUAGES},
            field="languages",
        )
    return once


def story_versions(profile: Member, reader: Member | None) -> QuerySet[Revision]:
    """Earlier versions of a story that are open to the reader, the latest first; none a decision
    has taken out of sight.
    """
    decided = revisions_of(profile).filter(fields__has_key="story", editor=None).first()
    own = earlier_versions(profile, reader).filter(fields__has_key="story", editor=profile)
    if decided is not None and decided.fields["story"]:
        return own.filter(created_at__gt=decided.created_at)
    return own


def forget_versions(*, member: Member, profile: Member) -> None:
    """Delete the earlier versions of one's own story."""
    access.require(access.can_edit_profile, member, profile)
    story_versions(profile, member).delete()


def _open_page(profile: Member, audience: str) -> None:
    if profile.audience == Audience.EVERYONE or audience != Audience.EVERYONE:
        return
    told = ValueStatement.objects.filter(member=profile)
    open_to_more(profile, *told, refused=Invalid(OPENS_NO_MORE, field="audience"))


def _save(profile: Member, fields: Mapping[str, Any]) -> None:
    if not fields:
        return
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.save(update_fields=list(fields))
