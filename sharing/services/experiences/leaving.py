"""What becomes of experiences when somebody deletes their account."""

from django.db.models import QuerySet

from members.models import Member
from members.services.privacy import erase_traces
from sharing.models import Experience, ExperienceWriter


def forget_writer(member: Member) -> None:
    """The text stays under its licence without their name; what nobody is left for goes.

    It stays where it is published, or where another still writes it. What they had withdrawn, or
    kept to themselves, goes with them.
    """
    gone = [
        seat.experience_id
        for seat in ExperienceWriter.objects.filter(member=member).select_related("experience")
        if not _stays(seat)
    ]
    going: QuerySet[Experience] = Experience.objects.filter(pk__in=gone)
    erase_traces(going)
    going.delete()
    ExperienceWriter.objects.filter(member=member).delete()


def _stays(seat: ExperienceWriter) -> bool:
    experience = seat.experience
    if experience.withdrawn_at is not None and seat.agreed_to is None:
        return False
    if experience.published_at is not None and experience.withdrawn_at is None:
        return True
    return ExperienceWriter.objects.filter(experience=experience).exclude(pk=seat.pk).exists()
