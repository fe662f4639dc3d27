"""All addresses of the house."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, register_converter
from django.views.generic import RedirectView

from config import appearance, health
from members.ids import CodeConverter

register_converter(CodeConverter, "code")

urlpatterns = [
    path("livez", health.alive, name="livez"),
    path("readyz", health.ready, name="readyz"),
    path("language/", appearance.choose_language, name="set_language"),
    path("theme/", appearance.choose_theme, name="choose_theme"),
    # One page lists the sessions: ours.
    path("accounts/sessions/", RedirectView.as_view(pattern_name="members:session_settings")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("api/", include("config.api")),
    path("", include("members.urls")),
    path("", include("communities.urls")),
    path("", include("debates.urls")),
    path("", include("sharing.urls")),
]

handler400 = "config.errors.bad_request"
# Looked up by allauth.
handler429 = "config.errors.too_many_requests"
handler500 = "config.errors.server_error"

if not settings.PRODUCTION:
    # Rooms for whoever builds the house; they do not exist in production.
    from config import workshop

    urlpatterns += workshop.urlpatterns
