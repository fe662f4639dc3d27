"""Experiences, introductions and turns on the rota, for the stage."""

from typing import Any

from django.utils import timezone

from communities.models import Community
from sharing.models import (
    Experience,
    ExperienceWriter,
    Introduction,
    RotaSeat,
    RotaTurn,
    Trial,
)


def commons(stage: Any, cast: Any, community: Community, name: str) -> None:
    """Lea gave an experience, Mara tried it, brings Lea and Ben together, and listens to Ben."""
    now = timezone.now()
    experience = Experience.objects.create(
        community=community,
        title="Sharpening without a machine",
        situation="The saws were blunt and the power was off.",
        tried="We took files and an afternoon.",
        failed="The first file was too coarse.",
        language="en",
        published_at=now,
    )
    experience.skills.add(stage["skill"])
    ExperienceWriter.objects.create(
        experience=experience, member=cast.lea, agreed_to=1, agreed_at=now
    )
    stage.put(f"experience.{name}", experience)
    stage.put(
        f"trial.{name}",
        Trial.objects.create(
            experience=experience, member=cast.mara, text="It took two of us.", language="en"
        ),
    )
    stage.put(f"seat.{name}", RotaSeat.objects.create(community=community, member=cast.mara))
    request = stage[f"request.{name}"]
    stage.put(f"turn.{name}", RotaTurn.objects.create(request=request, member=cast.mara))
    if name == "public":
        stage.put(
            "introduction.public",
            Introduction.objects.create(
                introducer=cast.mara,
                one=cast.lea,
                other=cast.ben,
                sentence="She sharpens what he saws with.",
                language="en",
            ),
        )
