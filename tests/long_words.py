"""Words that try every page: long ones without a gap in each field that somebody writes."""

from django.apps import apps
from django.db.models import CharField, Model, TextField

from communities.models import Community
from communities.services.communities import edit_community
from debates.models import Stance
from debates.services.arguments import edit_argument
from debates.services.positions import take_position
from debates.services.topics import edit_topic
from debates.services.versions import Rest
from members.models import Member
from members.services.conversations import send_message
from members.services.profiles import edit_profile
from members.services.questions import reword_answer
from members.services.values import reword_value
from sharing.services.experiences import edit_experience
from sharing.services.listings import edit_listing
from tests.conftest import Cast
from tests.stage import Stage

WORD = ("rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2)[:120]
ADDRESS = f"https://example.org/{'unbroken' * 35}"
COMPOUNDS = (
    "Betäubungsmittelverschreibungsverordnung",
    "Nachhaltigkeitsberichterstattungspflicht",
    "Wohnraumförderungsgenossenschaftsanteile",
)
EVERYTHING = "\n\n".join([WORD, ADDRESS, " ".join(COMPOUNDS), f"    {ADDRESS}"])
OURS = ("members", "communities", "debates", "sharing")
# Columns of text that nobody writes.
KEPT = {
    "password", "email", "time_zone", "kind", "code", "uri", "url", "licence_url", "key", "path",
    "digest", "dedupe_key", "query", "section", "event", "state_before", "state_after", "names",
    "word", "error", "last_error", "fingerprint", "external_id", "people", "language",
    "title_language", "reuse_level", "isco", "label_en", "label_de", "label_fr",
}  # fmt: skip


def words_of(most: int | None) -> str:
    """The longest words that fit into so many letters."""
    if most is None:
        return EVERYTHING
    kept: list[str] = []
    for word in (ADDRESS, WORD, *COMPOUNDS):
        if len(" ".join([*kept, word])) <= most:
            kept.append(word)
    return " ".join(kept) or WORD[:most]


def written(model: type[Model]) -> dict[str, str]:
    """The fields of a model that take words, each with the longest that fit."""
    return {
        field.name: words_of(field.max_length)
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField)
        and not (field.choices or field.unique or field.name in KEPT)
    }


def languages(model: type[Model]) -> dict[str, str]:
    """All of it is German; the language of a member's pages is another matter."""
    names = {"language", "title_language", "answer_language", "story_language"}
    names -= {"language"} if model is Member else set()
    return {field.name: "de" for field in model._meta.concrete_fields if field.name in names}


def write_long_words(cast: Cast, stage: Stage) -> None:
    """Long words over everything that stands there; then what may be said anew is said twice,
    through the services, which take such words, keep those before, and tell others.
    """
    _over_what_stands()
    _refresh(cast, stage)
    for more in ("anders", "nochmals"):
        _through_the_services(cast, stage, more)


def _over_what_stands() -> None:
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            if words := written(model) | languages(model):
                model._base_manager.update(**words)
    for model, name, most in ((Member, "handle", 40), (Community, "slug", 60)):
        for number, pk in enumerate(model.objects.order_by("pk").values_list("pk", flat=True)):
            label = f"{'unbroken' * 8}"[: most - 2] + str(number)
            model.objects.filter(pk=pk).update(**{name: label})


def _refresh(cast: Cast, stage: Stage) -> None:
    for thing in [*vars(cast).values(), *stage.things.values()]:
        thing.refresh_from_db()


def _through_the_services(cast: Cast, stage: Stage, more: str) -> None:
    lea, text = cast.lea, f"{more}\n\n{EVERYTHING}"
    about = {"name": WORD, "role": words_of(160), "curious_about": ADDRESS}
    edit_profile(member=lea, profile=lea, fields=about | {"story": text})
    value = {"value": "benevolence", "words": f"{WORD} {more}", "example": text}
    reword_value(member=lea, statement=stage["value"], language="de", **value)
    reword_answer(member=lea, question=stage["answered"], text=text, language="de")
    send_message(member=lea, conversation=stage["conversation"], text=text)
    listing = {"title": f"{WORD} {more}", "text": text, "language": "de", "place": WORD}
    listing |= {"as_gift": True, "own_skills": [f"{WORD[:70]} {more}"]}
    experience = {"title": f"{WORD} {more}", "situation": text, "tried": text, "failed": text}
    experience |= {"again": text, "language": "de", "own_skills": [WORD[:80]]}
    for name in ("public", "closed", "secret"):
        community, topic = stage[f"community.{name}"], stage[f"topic.{name}"]
        about = {"purpose": f"{WORD} {more}", "about": text, "guidelines": text}
        edit_community(owner=cast.odo, community=community, **about)
        asked = {"question": f"{WORD} {more}?", "why": text, "known": text, "sources": text}
        edit_topic(member=lea, topic=topic, language="de", **asked)
        take_position(
            member=lea,
            topic=topic,
            stance=Stance.RATHER_AGAINST if more == "anders" else Stance.RATHER_FOR,
            core=f"{WORD} {more}",
            reasons=text,
            story=text,
            because=text[:1000],
            grounds=[Rest(stage["value"].pk, f"{WORD} {more}")],
            language="de",
        )
        argued = {"text": text, "sources": ADDRESS, "language": "de"}
        edit_argument(member=lea, argument=stage[f"argument.{name}"], **argued)
        edit_listing(member=lea, listing=stage[f"offer.{name}"], communities=[community], **listing)
        now = stage[f"experience.{name}"]
        now.refresh_from_db()
        edit_experience(member=lea, experience=now, version=now.version, **experience)
