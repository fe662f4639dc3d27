"""Earlier versions note who could read them when they were current.

Of those kept so far nobody noted it, so each gets the smallest audience that any choice of then
included: a story, members, who read a page also where it was open to everyone; all others their
authors only. The floors above say the same of what stood in a community.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

STORIES = """
UPDATE members_revision AS kept SET reach = 'members'
FROM django_content_type AS kind
WHERE kind.id = kept.target_type_id AND kind.app_label = 'members' AND kind.model = 'member'
  AND kept.editor_id = kept.target_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("members", "0006_terms_and_age_are_kept"),
    ]
    operations = [
        migrations.AddField(
            model_name="revision",
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
            model_name="revision",
            name="read_in",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                blank=True,
                default=list,
                editable=False,
                size=None,
            ),
        ),
        migrations.RunSQL(STORIES, migrations.RunSQL.noop),
    ]
