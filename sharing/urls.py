"""Addresses of this floor."""

from django.urls import URLPattern, path

from sharing.views import (
    availability,
    browse,
    exchanges,
    experience_writing,
    experiences,
    hours,
    introductions,
    listing,
    matches,
    rings,
    rota,
    skills,
    tree,
    tying,
    writing,
)
from sharing.views import searches as saved

app_name = "sharing"


def _of(kind: str) -> list[URLPattern]:
    """The addresses of offers, or of requests."""
    here, one = {"kind": kind}, f"{kind}s/<code:pk>/"
    return [
        path(f"{kind}s/", browse.browse, here, name=f"{kind}s"),
        path(f"{kind}s/new/", writing.new_listing, here, name=f"new_{kind}"),
        path(one, listing.listing, here, name=kind),
        path(f"{one}publish/", listing.publish, here, name=f"publish_{kind}"),
        path(f"{one}renew/", listing.renew, here, name=f"renew_{kind}"),
        path(f"{one}edit/", writing.edit, here, name=f"edit_{kind}"),
        path(f"{one}versions/", listing.versions, here, name=f"{kind}_versions"),
        path(f"{one}close/", listing.close, here, name=f"close_{kind}"),
        path(f"{one}reopen/", listing.reopen, here, name=f"reopen_{kind}"),
        path(f"{one}withdraw/", listing.withdraw, here, name=f"withdraw_{kind}"),
        path(f"{one}restore/", listing.restore, here, name=f"restore_{kind}"),
    ]


ONE_EXPERIENCE = "experiences/<code:pk>/"
EXCHANGE = "exchanges/<code:pk>/"
OWN_SKILL = "settings/skills/<str:direction>/<code:pk>/"
urlpatterns: list[URLPattern] = [
    *_of("offer"),
    *_of("request"),
    path("requests/look-first/", writing.look_first, name="look_first"),
    path("searches/", saved.searches, name="searches"),
    path("searches/save/", saved.save_search, name="save_search"),
    path("searches/<code:pk>/notify/", saved.notify_search, name="notify_search"),
    path("searches/<code:pk>/delete/", saved.delete_search, name="delete_search"),
    path("drafts/", listing.drafts, name="drafts"),
    path("c/<slug:slug>/sharing/", browse.of_community, name="community_sharing"),
    path("exchanges/", exchanges.exchanges, name="exchanges"),
    path(EXCHANGE, exchanges.exchange, name="exchange"),
    *(
        path(f"{EXCHANGE}{name}/", exchanges.step, {"name": name}, name=f"exchange_{name}")
        for name in exchanges.FORM_PAGES
    ),
    path(f"{EXCHANGE}date/", exchanges.date, name="exchange_date"),
    path(f"{EXCHANGE}again/", exchanges.again, name="exchange_again"),
    path(f"{EXCHANGE}calendar.ics", exchanges.calendar, name="exchange_calendar"),
    path(f"{EXCHANGE}agree/", exchanges.agree, name="exchange_agree"),
    path(f"{EXCHANGE}confirm/", exchanges.confirm, name="exchange_confirm"),
    path(f"{EXCHANGE}enter-hours/", exchanges.enter_hours, name="exchange_enter_hours"),
    path(f"{EXCHANGE}withdraw/", exchanges.withdraw, name="exchange_withdraw"),
    path(f"{EXCHANGE}rest/", exchanges.rest, name="exchange_rest"),
    path(f"{EXCHANGE}take-up/", exchanges.take_up, name="exchange_take_up"),
    path(f"{EXCHANGE}publish/", exchanges.publish, name="exchange_publish"),
    path("rings/", rings.rings, name="rings"),
    path("rings/look/", rings.look, name="look_for_ring"),
    path("rings/<code:pk>/", rings.ring, name="ring"),
    path("rings/<code:pk>/answer/", rings.answer, name="answer_ring"),
    path("hours/", hours.hours, name="hours"),
    path("c/<slug:slug>/hours/", hours.community_hours, name="community_hours"),
    path("c/<slug:slug>/hours/rules/", hours.set_rules, name="hours_rules"),
    path("c/<slug:slug>/hours/give/", hours.give, name="hours_give"),
    path("c/<slug:slug>/hours/bounds/", hours.widen, name="hours_bounds"),
    path("c/<slug:slug>/hours/correct/", hours.correct, name="hours_correct"),
    path("matches/", matches.matches, name="matches"),
    path("matches/how/", matches.how, name="matches_how"),
    path("matches/<code:pk>/not-for-me/", matches.turn_down, name="not_for_me"),
    path("matches/<code:pk>/take-back/", matches.undo, name="take_back"),
    path("settings/availability/", availability.availability, name="availability"),
    path("skills/", skills.skill_search, name="skill_search"),
    path("skills/in/<str:code>/", tree.branch, name="skill_branch"),
    path("skills/own/", tying.own_words, name="own_words"),
    path("skills/<code:pk>/tie/", tying.tie, name="tie_skill"),
    path("settings/skills/", skills.skills, name="skills"),
    path(f"{OWN_SKILL}note/", skills.note_skill, name="note_skill"),
    path(f"{OWN_SKILL}drop/", skills.drop, name="drop_skill"),
    path(f"{OWN_SKILL}restore/", skills.restore, name="restore_skill"),
    path("experiences/", experiences.experiences, name="experiences"),
    path("experiences/new/", experience_writing.new_experience, name="new_experience"),
    path(ONE_EXPERIENCE, experiences.experience, name="experience"),
    path(f"{ONE_EXPERIENCE}edit/", experience_writing.edit, name="edit_experience"),
    path(f"{ONE_EXPERIENCE}agree/", experiences.agree, name="agree_to_experience"),
    path(f"{ONE_EXPERIENCE}withdraw/", experiences.withdraw, name="withdraw_experience"),
    path(f"{ONE_EXPERIENCE}restore/", experiences.restore, name="restore_experience"),
    path(f"{ONE_EXPERIENCE}versions/", experiences.versions, name="experience_versions"),
    path(f"{ONE_EXPERIENCE}tried/", experiences.tried, name="tell_trial"),
    path("trials/<code:pk>/withdraw/", experiences.withdraw_trial, name="withdraw_trial"),
    path("trials/<code:pk>/restore/", experiences.restore_trial, name="restore_trial"),
    path("introductions/", introductions.introductions, name="introductions"),
    path("introductions/new/", introductions.new_introduction, name="new_introduction"),
    path("introductions/<code:pk>/", introductions.introduction, name="introduction"),
    path("introductions/<code:pk>/answer/", introductions.answer, name="answer_introduction"),
    path("c/<slug:slug>/rota/", rota.community_rota, name="community_rota"),
    path("rota/", rota.rota, name="rota"),
    path("rota/<code:pk>/leave/", rota.leave_turn, name="leave_turn"),
]
