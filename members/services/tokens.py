"""Keys to the API: shown once, kept as a hash, for some acts only, and not for ever."""

import base64
import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from members.models import ApiToken, Member, Scope
from members.refusals import Invalid, Refusal
from members.services import notices

PREFIX = "rsz_"
MOST_PER_MEMBER = 20
# For how many days a key may be made.
DAYS = (30, 90, 365)


def digest_of(token: str) -> str:
    """The hash under which a token is kept; of 256 random bits a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_token(
    *, member: Member, name: str, scopes: Collection[str], days: int, sent_as: str = ""
) -> tuple[ApiToken, str]:
    """Make a key for some scopes and days; its text is returned here and never again.

    `sent_as` tells one sending of a form from another: the same one gives the same key.
    """
    chosen = [scope.value for scope in Scope if scope in scopes]
    if not chosen or len(chosen) != len(set(scopes)):
        raise Invalid(_("Choose at least one of the things the key is for."), field="scopes")
    if days not in DAYS:
        raise Invalid(_("Choose how long the key is to last."), field="days")
    # Two at once must not pass the limit together.
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    text = _text(member, sent_as)
    made = ApiToken.objects.filter(digest=digest_of(text)).first()
    if made is not None and made in ApiToken.objects.current():
        return made, text
    if made is not None:
        text = _text(member, "")
    if ApiToken.objects.current().filter(member=member).count() >= MOST_PER_MEMBER:
        raise Refusal(_("You have twenty keys already. Revoke one that you no longer need."))
    token = ApiToken.objects.create(
        member=member,
        name=name,
        digest=digest_of(text),
        scopes=chosen,
        ends_at=timezone.now() + timedelta(days=days),
    )
    notices.tell(member=member, what="api_key_made")
    return token, text


def _text(member: Member, sent_as: str) -> str:
    """256 bits that nobody can guess. Of a form they follow from it and from the secret of the
    house: only a hash of a key is kept, and whoever clicked twice sees the last answer only.
    """
    if not sent_as:
        return PREFIX + secrets.token_urlsafe(32)
    bits = salted_hmac("members.tokens", f"{member.pk} {sent_as}", algorithm="sha256").digest()
    return PREFIX + base64.urlsafe_b64encode(bits).decode().rstrip("=")


def revoke_token(*, member: Member, token: ApiToken) -> None:
    """Revoke one's own key; a second time changes nothing."""
    ApiToken.objects.current().filter(pk=token.pk, member=member).update(revoked_at=timezone.now())


def token_of(text: str) -> ApiToken | None:
    """The key with this text, also one that has ended, unless it was revoked or its member is gone.

    While it holds, it is noted once an hour that it was used.
    """
    tokens = ApiToken.objects.filter(revoked_at=None, member__is_active=True)
    token = tokens.filter(digest=digest_of(text)).select_related("member").first()
    if token is None or token.has_ended:
        return token
    now = timezone.now()
    if token.used_at is None or (now - token.used_at).total_seconds() > 3600:
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
    return token
