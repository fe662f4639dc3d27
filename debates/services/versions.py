"""What a position says next: checked before it is written, and written as a version."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from debates.models import Confidence, Ground, Importance, Position, PositionVersion, Stance
from members.models import Language, Member, ValueStatement
from members.refusals import Invalid
from members.services.values import declare_value
from members.text import clean_line, clean_text

LONGEST_CORE, LONGEST_REASONS, LONGEST_STORY, LONGEST_MOVE = 200, 6000, 4000, 1000
LONGEST_BECAUSE = LONGEST_WORDS = 280
SHORTEST_BECAUSE, SHORTEST_MOVE = 10, 50
MOST_GROUNDS = 10
TOO_LONG = _("This is too long. Please shorten it.")
NO_BECAUSE = _(
    "Say for at least one value why your position rests on it: because …, in one sentence of ten "
    "characters or more."
)


@dataclass(frozen=True)
class Rest:
    """What a position shall rest on: one of the member's own value statements, with a because."""

    statement_id: int
    because: str = ""


@dataclass(frozen=True)
class FirstValue:
    """A value statement declared in the same breath, by a member who had named none it rests on."""

    value: str
    words: str
    because: str = ""


@dataclass(frozen=True)
class Draft:
    """A version before it is written."""

    stance: int
    core: str
    reasons: str
    story: str
    confidence: int | None
    importance: int | None
    language: str
    grounds: tuple[Rest, ...]


def declared(member: Member, first: FirstValue, language: str) -> Rest:
    """A ground on the statement; the same words a second time are the same statement."""
    words = clean_line(first.words)
    own = ValueStatement.objects.current().filter(member=member, value=first.value, words=words)
    earlier = own.values_list("pk", flat=True).first()
    if earlier is not None:
        return Rest(earlier, first.because)
    if len(words) > LONGEST_WORDS:
        raise Invalid(TOO_LONG, field="words")
    new = declare_value(member=member, value=first.value, words=words, language=language)
    return Rest(new.pk, first.because)


def checked(member: Member, draft: Draft) -> Draft:
    """The draft without surrounding white space, or a refusal that names the field."""
    core = clean_line(draft.core)
    reasons, story = clean_text(draft.reasons), clean_text(draft.story)
    if draft.stance not in Stance.values:
        raise Invalid(_("Choose one of the five places on the string."), field="stance")
    _has_words("core", core, LONGEST_CORE, _("Say the core of it in one sentence."))
    _has_words("reasons", reasons, LONGEST_REASONS, _("Give your reasons; one is enough."))
    if len(story) > LONGEST_STORY:
        raise Invalid(TOO_LONG, field="story")
    _within("confidence", draft.confidence, Confidence.values)
    _within("importance", draft.importance, Importance.values)
    if draft.language not in Language.values:
        raise Invalid(_("Please choose the language you wrote in."), field="language")
    return Draft(
        draft.stance,
        core,
        reasons,
        story,
        draft.confidence,
        draft.importance,
        draft.language,
        _own_grounds(member, draft.grounds),
    )


def checked_move(because: str, *, is_needed: bool) -> str:
    """What moved somebody: needed where another stance stood until now."""
    because = clean_text(because)
    if len(because) > LONGEST_MOVE:
        raise Invalid(TOO_LONG, field="because")
    if is_needed and len(because) < SHORTEST_MOVE:
        raise Invalid(_too_short(len(because)), field="because")
    return because


def says_the_same(position: Position, draft: Draft, because: str) -> bool:
    """Whether the current version says all of this; words on what moved one count if there are."""
    version = position.current
    if version is None:
        return False
    grounds = version.grounds.order_by("statement_id").values_list("statement_id", "because")
    stands = Draft(
        version.stance,
        version.core,
        version.reasons,
        version.story,
        version.confidence,
        version.importance,
        version.language,
        tuple(Rest(*ground) for ground in grounds),
    )
    return stands == draft and because in {"", version.because}


def add_version(
    position: Position, draft: Draft, because: str, *, visibility: str
) -> PositionVersion:
    """Write the next version and make it current; the one before notes who could read it."""
    _note_readership(position)
    latest = position.versions.values_list("number", flat=True).first() or 0
    version = PositionVersion.objects.create(
        position=position,
        number=latest + 1,
        stance=draft.stance,
        core=draft.core,
        reasons=draft.reasons,
        story=draft.story,
        confidence=draft.confidence,
        importance=draft.importance,
        because=because,
        language=draft.language,
    )
    Ground.objects.bulk_create(
        Ground(version=version, statement_id=rest.statement_id, because=rest.because)
        for rest in draft.grounds
    )
    position.current, position.stance = version, draft.stance
    position.visibility = visibility
    position.taken_at, position.withdrawn_at = version.created_at, None
    position.save(update_fields=["current", "stance", "visibility", "taken_at", "withdrawn_at"])
    return version


def _note_readership(position: Position) -> None:
    was, replaced = position.readership(), position.current
    if replaced is not None:
        replaced.reach, replaced.read_in = was.reach, list(was.communities)
        replaced.save(update_fields=["reach", "read_in"])


def _too_short(length: int) -> str:
    return _(
        "You stand somewhere else now. Say in at least %(least)s characters what moved you; so far "
        "there are %(count)s."
    ) % {"least": SHORTEST_MOVE, "count": length}


def _has_words(field: str, text: str, most: int, missing: object) -> None:
    if not text:
        raise Invalid(missing, field=field)
    if len(text) > most:
        raise Invalid(TOO_LONG, field=field)


def _within(field: str, said: int | None, values: Sequence[int]) -> None:
    if said is not None and said not in values:
        raise Invalid(_("Choose one of the five steps, or leave it open."), field=field)


def _own_grounds(member: Member, grounds: Sequence[Rest]) -> tuple[Rest, ...]:
    """Each value statement once, all of them the member's own and standing, one with a because."""
    rests = {
        rest.statement_id: Rest(rest.statement_id, clean_line(rest.because)) for rest in grounds
    }
    own = ValueStatement.objects.current().filter(member=member, pk__in=rests).count()
    if not rests or own != len(rests) or len(rests) > MOST_GROUNDS:
        raise Invalid(_("Choose at least one of your own values it rests on."), field="grounds")
    if any(len(rest.because) > LONGEST_BECAUSE for rest in rests.values()):
        raise Invalid(_("A because is one sentence. Please shorten it."), field="grounds")
    if all(len(rest.because) < SHORTEST_BECAUSE for rest in rests.values()):
        raise Invalid(NO_BECAUSE, field="grounds")
    return tuple(rests[key] for key in sorted(rests))
