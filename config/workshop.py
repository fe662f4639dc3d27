"""Pages for whoever builds the house: every component, and the mail that was sent. Not in production."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
