"""Puts our back office in the place of Django's, so that `admin.site` is ours for everybody."""

from django.contrib.admin.apps import AdminConfig


class BackOfficeConfig(AdminConfig):
    default_site = "members.back_office.BackOffice"
