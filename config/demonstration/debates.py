"""Topics are opened, positions taken and changed."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from config.demonstration.stage import Act, Rank, Stage
from config.demonstration.world import Burning, Opinion, Version, World
from debates.models import Readers
from debates.services.positions import Rest, take_position
from debates.services.topics import close_topic, open_topic


def debate_acts(world: World, stage: Stage) -> Iterator[Act]:
    for topic in world.topics:
        yield Act(topic.asked, Rank.OPEN, partial(_open, stage, topic))
        for opinion in topic.positions:
            for version in opinion.versions:
                stand = partial(_stand, stage, topic, opinion, version)
                yield Act(version.taken, Rank.STAND, stand)
        if topic.closed is not None:
            yield Act(topic.closed, Rank.DECIDE, partial(_close, stage, topic))


def _open(stage: Stage, topic: Burning) -> None:
    stage.topics[topic.key] = open_topic(
        member=stage.members[topic.author],
        community=stage.communities[topic.community],
        question=topic.question,
        why=topic.why_it_burns,
        known=f"{topic.knows}\n\n{topic.does_not_know}",
        language=topic.language,
        closes_on=stage.today + timedelta(days=topic.closes_in) if topic.closes_in else None,
    )


def _stand(stage: Stage, topic: Burning, opinion: Opinion, version: Version) -> None:
    stage.positions[topic.key, opinion.member] = take_position(
        member=stage.members[opinion.member],
        topic=stage.topics[topic.key],
        stance=version.stance,
        core=version.core,
        reasons=version.reasons,
        grounds=[
            Rest(stage.values[opinion.member, slug].pk, because)
            for slug, because in version.grounds.items()
        ],
        confidence=version.confidence,
        importance=version.importance,
        story=version.story,
        because=version.because,
        visibility=Readers.EVERYONE,
        language=opinion.language,
    )


def _close(stage: Stage, topic: Burning) -> None:
    close_topic(member=stage.members[topic.author], topic=stage.topics[topic.key])
