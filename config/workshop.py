"""Pages for whoever builds the house: components, and mail that was sent. Not in production."""

from django.urls import URLPattern, path

from config.mailbox import letter, mailbox, sample, samples
from config.styleguide import styleguide

urlpatterns: list[URLPattern] = [
    path("styleguide/", styleguide, name="styleguide"),
    path("mail/", mailbox, name="mailbox"),
    path("mail/<str:name>/<str:kind>/", letter, name="letter"),
    path("dev/mails/", samples, name="mail_samples"),
    path("dev/mails/<str:name>/<str:language>/<str:kind>/", sample, name="mail_sample"),
]
