"""What experiences put on the shelves of the floors below."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.services.names import as_known_to, name_where
from communities.services.search import matching
from communities.shelves import (
    ActivityKind,
    Reportable,
    Searchable,
    activity_kinds,
    reportables,
    searchables,
)
from members.models import Member
from members.services.naming import names_for
from members.services.privacy import erase_traces, plain
from members.shelves import (
    Askable,
    NotificationKind,
    PersonalData,
    askables,
    notification_kinds,
    personal_data,
)
from sharing.models import Experience, ExperienceWriter, Trial
from sharing.services.experiences import forget_writer, hide_experience, show_experience
from sharing.services.experiences.agreeing import PUBLISHED
from sharing.services.experiences.trials import hide_trial, show_trial


def readable(member: Member | None) -> QuerySet[Experience]:
    """Experiences one may read."""
    rows: QuerySet[Experience] = Experience.objects.visible_to(member)
    return rows


def _address(row: Any) -> str:
    return str(row.target.get_absolute_url())


def _first_writer(experience: Experience) -> Member | None:
    """Whoever began it, as long as they are here."""
    seat = experience.writers.select_related("member").order_by("pk").first()
    return seat.member if seat else None


def _other_writers(experience: Experience, actor: Member | None) -> Iterable[Member]:
    writers = ExperienceWriter.objects.filter(experience=experience)
    return Member.objects.filter(pk__in=writers.values("member"))


def _told(sentence: Any, nobody: Any) -> Callable[[Any], str]:
    def tell(row: Any) -> str:
        name = row.actor.name if row.actor else ""
        text = sentence if row.actor else nobody
        return str(text) % {"name": name, "title": row.target.title}

    return tell


def _news(name: str, label: Any, sentence: Any, nobody: Any, subject: Any, at_once: bool) -> None:
    notification_kinds.register(
        NotificationKind(
            name=name,
            label=label,
            load=readable,
            recipients=_other_writers,
            sentence=_told(sentence, nobody),
            url=_address,
            subject=subject,
            mails_at_once=at_once,
        )
    )


_news(
    "sharing.experience_written",
    _("Somebody wrote or changed the experience you share"),
    _(
        "%(name)s wrote down what the two of you have learnt: “%(title)s”."
        " Can you say it like this?"
    ),
    _("The experience you share has new words: “%(title)s”. Can you say it like this?"),
    _("The experience you share waits for your words"),
    at_once=False,
)
_news(
    "sharing.experience_agreed",
    _("Somebody agreed to publish the experience you share"),
    _("%(name)s agrees to publish “%(title)s”. It is public as soon as you agree, too."),
    _("The other side agrees to publish “%(title)s”. It is public as soon as you agree, too."),
    _("The experience you share waits for your yes"),
    at_once=True,
)
_news(
    "sharing.experience_public",
    _("The experience you share is public"),
    _("%(name)s agreed: “%(title)s” is public now."),
    _("“%(title)s” is public now."),
    _("The experience you share is public"),
    at_once=False,
)


def _trials(member: Member) -> QuerySet[Trial]:
    return Trial.objects.visible_to(member).select_related("experience")


def _writers_of_tried(trial: Trial, actor: Member | None) -> Iterable[Member]:
    return _other_writers(trial.experience, actor)


def _trial_sentence(row: Any) -> str:
    words = {
        "name": row.actor.name if row.actor else "",
        "title": row.target.experience.title,
    }
    if row.actor is None:
        return gettext("Somebody tried what you described in “%(title)s”.") % words
    return gettext("%(name)s tried what you described in “%(title)s”.") % words


notification_kinds.register(
    NotificationKind(
        name="sharing.experience_tried",
        label=_("Somebody tried what you described"),
        load=_trials,
        recipients=_writers_of_tried,
        sentence=_trial_sentence,
        url=_address,
        subject=_("Somebody tried what you described"),
        excerpt=lambda row: row.target.text,
        language=lambda row: str(row.target.language),
    )
)


def _published(member: Member | None) -> QuerySet[Experience]:
    return readable(member).filter(published_at__isnull=False, withdrawn_at__isnull=True)


activity_kinds.register(
    ActivityKind(
        name=PUBLISHED,
        label=_("Somebody shared an experience"),
        load=_published,
        sentence=_told(
            _("%(name)s shared an experience: %(title)s"),
            _("Somebody shared an experience: %(title)s"),
        ),
        url=_address,
    )
)


def _words(experience: Experience) -> str:
    parts = [experience.title, experience.situation, experience.tried]
    return "\n\n".join(filter(None, [*parts, experience.failed, experience.again]))


def _is_their_writers_alone(experience: Experience) -> bool:
    """Before it is public, and once it was withdrawn."""
    return experience.published_at is None or experience.withdrawn_at is not None


reportables.register(
    Reportable(
        name="experience",
        model=Experience,
        label=_("Experience"),
        author_of=_first_writer,
        others_of=lambda experience: Member.objects.filter(experiences__experience=experience),
        community_of=lambda experience: experience.community,
        visible_to=lambda member: readable(member).select_related("community"),
        hide=hide_experience,
        restore=show_experience,
        words=_words,
        url=lambda experience: experience.get_absolute_url(),
        between_two=_is_their_writers_alone,
    )
)
reportables.register(
    Reportable(
        name="trial",
        model=Trial,
        label=_("What came of an experience"),
        author_of=lambda trial: trial.member,
        community_of=lambda trial: trial.experience.community,
        visible_to=lambda member: Trial.objects.visible_to(member).select_related(
            "experience__community", "member"
        ),
        hide=hide_trial,
        restore=show_trial,
        words=lambda trial: trial.text,
        url=lambda trial: trial.get_absolute_url(),
    )
)


def _writer_to_ask(experience: Experience) -> Member | None:
    """The first of those who wrote it and are here."""
    here = experience.writers.filter(member__is_active=True).select_related("member")
    seat = here.order_by("pk").first()
    return seat.member if seat else None


def _askable(member: Member | None) -> QuerySet[Experience]:
    """Those with somebody left to ask."""
    return _published(member).filter(writers__member__is_active=True).distinct()


askables.register(
    Askable(
        name="experience",
        model=Experience,
        label=_("Experience"),
        author_of=_writer_to_ask,  # type: ignore[arg-type]
        visible_to=_askable,
        words=lambda experience: experience.title,
        url=lambda experience: experience.get_absolute_url(),
    )
)


def _found(member: Member | None, words: str) -> QuerySet[Any]:
    return matching(_published(member).select_related("community"), words, like="title")


searchables.register(
    Searchable(
        name="experiences",
        label=_("Experiences"),
        find=_found,
        template="sharing/search/experience.html",
        order=45,
    )
)


def _export_experiences(member: Member) -> Iterable[dict[str, Any]]:
    """One's own words and one's own yes, and who else writes it."""
    seats = ExperienceWriter.objects.filter(member=member).select_related("experience")
    seats = seats.defer("experience__search", "experience__vector")
    seats = seats.prefetch_related(as_known_to(member, "experience__community"))
    experiences = [seat.experience for seat in seats]
    written = ExperienceWriter.objects.filter(experience__in=experiences).exclude(member=member)
    others: dict[int, list[int | None]] = defaultdict(list)
    for experience, other in written.order_by("pk").values_list("experience", "member"):
        others[experience].append(other)
    names = names_for(member, [one for people in others.values() for one in people])
    rows = plain(experiences, member, without={"vector"})
    for seat, row in zip(seats, rows, strict=True):
        yield row | {
            "community": name_where(seat.experience),
            "written_with": [names(one) for one in others[seat.experience_id]],
            "agreed_to": seat.agreed_to,
            "agreed_at": seat.agreed_at.isoformat() if seat.agreed_at else None,
        }


def _export_trials(member: Member) -> Iterable[dict[str, Any]]:
    yield from plain(Trial.objects.filter(member=member), member)


def _erase_trials(member: Member) -> None:
    trials = Trial.objects.filter(member=member)
    erase_traces(trials)
    trials.delete()


personal_data.register(
    PersonalData(
        name="sharing.experiences",
        model=ExperienceWriter,
        label=_("Your experiences"),
        export=_export_experiences,
        erase=forget_writer,
        also_covers=(Experience,),
    )
)
personal_data.register(
    PersonalData(
        name="sharing.trials",
        model=Trial,
        label=_("What you tried"),
        export=_export_trials,
        erase=_erase_trials,
    )
)
