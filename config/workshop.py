"""Pages for whoever builds the house: components, and mail that was sent. Not in production."""

from django.urls import URLPattern, path

from config.styleguide import styleguide

urlpatterns: list[URLPattern] = [path("styleguide/", styleguide, name="styleguide")]
