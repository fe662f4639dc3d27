"""Earlier versions of what is shared, kept so far: the smallest audience that is known of then.

Rules of hours, and words of experiences that were public: members of their community. Offers and
requests may have stood elsewhere, and other words of experiences were drafts: their authors only.
"""

from django.db import migrations

RULES = """
UPDATE members_revision AS kept SET reach = 'communities', read_in = ARRAY[kept.target_id]
FROM django_content_type AS kind
WHERE kind.id = kept.target_type_id AND kind.app_label = 'sharing' AND kind.model = 'timerules'
"""
EXPERIENCES = """
UPDATE members_revision AS kept SET reach = 'communities', read_in = ARRAY[thing.community_id]
FROM django_content_type AS kind, sharing_experience AS thing
WHERE kind.id = kept.target_type_id AND kind.app_label = 'sharing' AND kind.model = 'experience'
  AND thing.id = kept.target_id
  AND (kept.fields ->> 'published_at' IS NOT NULL OR kept.created_at > thing.published_at)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0007_who_could_read_an_earlier_version"),
        ("sharing", "0010_newest_without_the_rows"),
    ]
    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in (RULES, EXPERIENCES)
    ]
