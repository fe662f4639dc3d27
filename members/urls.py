"""Addresses of the ground floor."""

from django.urls import URLPattern, path

from members.views import digests, inbox

app_name = "members"
urlpatterns: list[URLPattern] = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.read_all, name="read_all"),
    path("inbox/<code:pk>/", inbox.notification, name="notification"),
    path("settings/notifications/", inbox.notification_settings, name="notification_settings"),
    path("settings/digest/", inbox.digest_rhythm, name="digest_rhythm"),
    path("digest/", digests.digest, name="digest"),
    path("digest/send/", digests.send_me_one, name="send_me_one"),
    path("unsubscribe/<str:token>/", digests.unsubscribe, name="unsubscribe"),
]
