"""Keys to the API: shown once, kept as a hash, revoked at once."""

import hashlib
import secrets

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import ApiToken, Member
from members.refusals import Refusal
from members.services import notices

PREFIX = "rsz_"
MOST_PER_MEMBER = 20


def digest_of(token: str) -> str:
    """The hash under which a token is kept; of 256 random bits a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_token(*, member: Member, name: str) -> tuple[ApiToken, str]:
    """Make a key; its text is returned here and never again."""
    if ApiToken.objects.current().filter(member=member).count() >= MOST_PER_MEMBER:
        raise Refusal(_("You have twenty keys already. Revoke one that you no longer need."))
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(member=member, name=name, digest=digest_of(text))
    notices.tell(member=member, what="api_key_made")
    return token, text


def revoke_token(*, member: Member, token: ApiToken) -> None:
    """Revoke one's own key; a second time changes nothing."""
    ApiToken.objects.current().filter(pk=token.pk, member=member).update(revoked_at=timezone.now())


def member_of(text: str) -> Member | None:
    """Whose key this is, if it holds; notes once an hour that it was used."""
    token = (
        ApiToken.objects.current().filter(digest=digest_of(text)).select_related("member").first()
    )
    if token is None or not token.member.is_active:
        return None
    now = timezone.now()
    if token.used_at is None or (now - token.used_at).total_seconds() > 3600:
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
    return token.member
