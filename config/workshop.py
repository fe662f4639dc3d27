"""Pages for whoever builds the house: components, and mail that was sent. Not in production."""

from django.urls import URLPattern, path

from config.mailbox import letter, mailbox
from config.styleguide import styleguide

urlpatterns: list[URLPattern] = [
    path("styleguide/", styleguide, name="styleguide"),
    path("mail/", mailbox, name="mailbox"),
    path("mail/<str:name>/<str:kind>/", letter, name="letter"),
]
