"""The first administrator: Django's own command, and an address that counts as confirmed."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.management.commands import createsuperuser

from members.models import Member
from members.services.accounts import vouch_for


class Command(createsuperuser.Command):
    help = "Makes an administrator, by e-mail address and name."

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        confirmed = EmailAddress.objects.filter(verified=True).values("user")
        for member in Member.objects.filter(is_superuser=True).exclude(pk__in=confirmed):
            vouch_for(member=member)
