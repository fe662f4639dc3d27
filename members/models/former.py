"""The handles of those who left, as nobody can read them."""

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac

KEYED = "members.former-handle"


def keyed(handle: str, secret: str | bytes) -> str:
    """A handle as 64 hexadecimal digits, which say nothing without the secret of this site."""
    return salted_hmac(KEYED, handle.casefold(), secret=secret, algorithm="sha256").hexdigest()


class FormerHandleQuerySet(models.QuerySet["FormerHandle"]):
    def of(self, handle: str) -> "FormerHandleQuerySet":
        """The row of a handle, also if it was kept under an earlier secret of this site."""
        secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        return self.filter(key__in=[keyed(handle, secret) for secret in secrets])


class FormerHandle(models.Model):
    """A handle that is never given again: whoever had it may be named in what others wrote."""

    key = models.CharField(primary_key=True, max_length=64, editable=False)

    objects = FormerHandleQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key[:8]

    @classmethod
    def keep(cls, handle: str) -> None:
        """Keep it as soon as its owner leaves; a second time changes nothing."""
        cls.objects.get_or_create(key=keyed(handle, settings.SECRET_KEY))
