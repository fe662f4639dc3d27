"""The words and skills of an offer or a request, sound or refused with the first thing wrong."""

from collections.abc import Sequence
from typing import cast

from members.models import Member
from members.refusals import Invalid
from members.text import clean_line, clean_text
from sharing.models import Skill
from sharing.models.listing import default_until
from sharing.services.skills import coin_skills
from sharing.terms import Words, faults, problems, wrong_skills


def sound_words(words: Words, *, is_draft: bool = False) -> Words:
    """The words without what does not count; a draft may lack what a listing needs."""
    sound = cast(
        Words,
        {"title": clean_line(words.get("title", "")), "text": clean_text(words.get("text", ""))}
        | {name: words.get(name, False) for name in ("as_gift", "as_exchange", "as_paid")}
        | {"is_online": words.get("is_online", False), "place": clean_line(words.get("place", ""))}
        | {"language": words.get("language", ""), "amount": None, "currency": ""}
        | {"slots": sorted(set(words.get("slots", ()))), "hours": words.get("hours")}
        | {"until": words.get("until") or default_until()},
    )
    if sound["as_paid"]:
        sound |= {"amount": words.get("amount"), "currency": words.get("currency", "")}
    for field, sentence in faults(sound) if is_draft else problems(sound):
        raise Invalid(sentence, field=field)
    return sound


def named_skills(
    member: Member,
    skills: Sequence[Skill],
    own_skills: Sequence[str],
    language: str,
    *,
    is_draft: bool = False,
) -> list[Skill]:
    """The skills picked and those in own words, each once; at most ten, and only a draft none."""
    count = len(skills) + len(own_skills)
    if (problem := wrong_skills(count)) and not (is_draft and count == 0):
        raise Invalid(problem[1], field=problem[0])
    coined = coin_skills(member=member, words=own_skills, language=language)
    return list(dict.fromkeys([*skills, *coined]))
