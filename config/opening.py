"""The last look before a production process opens."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, transaction

from members.models import Member


def refuse_demonstration_accounts() -> None:
    """Stop a production process while anybody could sign in with the printed password.

    A database without tables has no accounts.
    """
    if not settings.PRODUCTION:
        return
    try:
        with transaction.atomic():
            found = Member.objects.filter(is_demonstration=True).exists()
    except ProgrammingError:
        return
    if found:
        raise ImproperlyConfigured(
            "This database holds demonstration accounts, whose password everybody knows. "
            "Production does not start with it: use a database of its own."
        )
