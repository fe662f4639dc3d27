"""Addresses of this floor."""

from django.urls import URLPattern, path

from debates.views import choices, credits, positions, statements, topics

app_name = "debates"
urlpatterns: list[URLPattern] = [
    path("c/<slug:slug>/topics/", topics.of_community, name="community_topics"),
    path("c/<slug:slug>/topics/new/", topics.open_topic, name="open_topic"),
    path("topics/", topics.browse, name="topics"),
    path("topics/<code:pk>/", topics.topic, name="topic"),
    path("topics/<code:pk>/edit/", topics.edit_topic, name="edit_topic"),
    path("topics/<code:pk>/versions/", topics.versions, name="topic_versions"),
    path("topics/<code:pk>/close/", topics.close_topic, name="close_topic"),
    path("topics/<code:pk>/reopen/", topics.reopen_topic, name="reopen_topic"),
    path("topics/<code:pk>/withdraw/", topics.withdraw_topic, name="withdraw_topic"),
    path("topics/<code:pk>/restore/", topics.restore_topic, name="restore_topic"),
    path("topics/<code:pk>/choice/", choices.choose, name="choose_topic"),
    path("topics/<code:pk>/listen/", choices.listen, name="listen"),
    path("topics/<code:pk>/position/", positions.take_position, name="take_position"),
    path("topics/<code:pk>/statements/", statements.statements, name="statements"),
    path("positions/<code:pk>/", positions.position, name="position"),
    path("positions/<code:pk>/withdraw/", positions.withdraw_position, name="withdraw_position"),
    path("positions/<code:pk>/restore/", positions.restore_position, name="restore_position"),
    path("positions/<code:pk>/credits/", credits.credits, name="credits"),
    path("credits/<code:pk>/withdraw/", credits.withdraw_credit, name="withdraw_credit"),
    path("credits/<code:pk>/restore/", credits.restore_credit, name="restore_credit"),
]
