"""Earlier words of communities, kept so far: for its members, who could always read them."""

from django.db import migrations

COMMUNITIES = """
UPDATE members_revision AS kept SET reach = 'communities', read_in = ARRAY[kept.target_id]
FROM django_content_type AS kind
WHERE kind.id = kept.target_type_id
  AND kind.app_label = 'communities' AND kind.model = 'community'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0006_letters_to_reporters"),
        ("members", "0007_who_could_read_an_earlier_version"),
    ]
    operations = [migrations.RunSQL(COMMUNITIES, migrations.RunSQL.noop)]
