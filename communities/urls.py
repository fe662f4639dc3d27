"""Addresses of this floor."""

from django.urls import URLPattern, path

from communities.views import (
    communities,
    invitations,
    memberships,
    moderation,
    reports,
    search,
    transparency,
)

app_name = "communities"
HOME = "c/<slug:slug>/"
ROW = "<code:pk>/"

urlpatterns: list[URLPattern] = [
    path("communities/", communities.communities, name="communities"),
    path("communities/new/", communities.found, name="found"),
    path(HOME, communities.community, name="community"),
    path(f"{HOME}about/", communities.about_community, name="about"),
    path(f"{HOME}settings/", communities.settings, name="settings"),
    path(f"{HOME}join/", memberships.join, name="join"),
    path(f"{HOME}ask/", memberships.ask, name="ask"),
    path(f"{HOME}ask/withdraw/", memberships.withdraw_request, name="withdraw_request"),
    path(f"{HOME}membership/", memberships.own_membership, name="own_membership"),
    path(f"{HOME}members/", memberships.members, name="members"),
    path(f"{HOME}members/{ROW}", memberships.membership, name="membership"),
    path(f"{HOME}members/{ROW}role/", memberships.change_role, name="change_role"),
    path(f"{HOME}members/{ROW}remove/", memberships.remove, name="remove"),
    path(f"{HOME}requests/", memberships.requests, name="requests"),
    path(f"{HOME}requests/{ROW}let-in/", memberships.let_in, name="let_in"),
    path(f"{HOME}requests/{ROW}decline/", memberships.decline, name="decline_request"),
    path(f"{HOME}invite/", invitations.invite, name="invite"),
    path(f"{HOME}moderation/", moderation.queue, name="queue"),
    path(f"memberships/{ROW}", memberships.gone, name="gone"),
    path("invitations/", invitations.invitations, name="invitations"),
    path(f"invitations/{ROW}accept/", invitations.accept, name="accept_invitation"),
    path(f"invitations/{ROW}decline/", invitations.decline, name="decline_invitation"),
    path(f"invitations/{ROW}withdraw/", invitations.withdraw, name="withdraw_invitation"),
    path("moderation/", moderation.all_cases, name="all_cases"),
    path(f"moderation/{ROW}", moderation.case, name="case"),
    path(f"decisions/{ROW}", moderation.decision, name="decision"),
    path("report/", reports.report_anything, name="report_anything"),
    path("report/status/<code:reference>/", reports.report_status, name="report_status"),
    path("report/<slug:kind>/<code:target_id>/", reports.report, name="report"),
    path("search/", search.results, name="search"),
    path("transparency/", transparency.transparency, name="transparency"),
]
