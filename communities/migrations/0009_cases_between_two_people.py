from django.db import migrations, models

# What only two can read, with restatements that were not heard; some of them are heard by now,
# which keeps a decision that changed nothing from their author, no more.
BETWEEN_TWO = {
    ("members", "question"),
    ("debates", "restatement"),
    ("sharing", "exchange"),
    ("sharing", "introduction"),
}


def mark(apps, schema_editor):
    kinds = apps.get_model("contenttypes", "ContentType").objects.all()
    cases = apps.get_model("communities", "Case").objects
    ids = [kind.pk for kind in kinds if (kind.app_label, kind.model) in BETWEEN_TWO]
    cases.filter(target_type__in=ids).update(between_two=True)


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0008_who_has_a_part_in_a_case"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="between_two",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
