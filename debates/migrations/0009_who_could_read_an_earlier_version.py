"""Versions of positions note who could read them when they were current.

Of those kept so far nobody noted it, so each gets the smallest audience that any choice of then
included: members of the community in which the topic stands. So do earlier words of topics and of
joint statements. Those of contributions, which no page shows, stay with their authors.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

POSITIONS = """
UPDATE debates_positionversion AS version
SET reach = 'communities', read_in = ARRAY[topic.community_id]
FROM debates_position AS position
JOIN debates_topic AS topic ON topic.id = position.topic_id
WHERE position.id = version.position_id AND position.current_id IS DISTINCT FROM version.id
"""
TOPICS = """
UPDATE members_revision AS kept SET reach = 'communities', read_in = ARRAY[topic.community_id]
FROM django_content_type AS kind, debates_topic AS topic
WHERE kind.id = kept.target_type_id AND kind.app_label = 'debates' AND kind.model = 'topic'
  AND topic.id = kept.target_id
"""
JOINT_STATEMENTS = """
UPDATE members_revision AS kept SET reach = 'communities', read_in = ARRAY[topic.community_id]
FROM django_content_type AS kind, debates_jointstatement AS joint
JOIN debates_topic AS topic ON topic.id = joint.topic_id
WHERE kind.id = kept.target_type_id
  AND kind.app_label = 'debates' AND kind.model = 'jointstatement'
  AND joint.id = kept.target_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0007_who_could_read_an_earlier_version"),
        ("debates", "0008_figures_with_noise"),
    ]
    operations = [
        migrations.AddField(
            model_name="positionversion",
            name="reach",
            field=models.CharField(
                choices=[
                    ("authors", "Authors"),
                    ("communities", "Communities"),
                    ("members", "Members"),
                    ("everyone", "Everyone"),
                ],
                default="authors",
                editable=False,
                max_length=11,
            ),
        ),
        migrations.AddField(
            model_name="positionversion",
            name="read_in",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                blank=True,
                default=list,
                editable=False,
                size=None,
            ),
        ),
        *(
            migrations.RunSQL(statement, migrations.RunSQL.noop)
            for statement in (POSITIONS, TOPICS, JOINT_STATEMENTS)
        ),
    ]
