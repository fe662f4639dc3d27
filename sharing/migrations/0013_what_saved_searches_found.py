from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0012_what_time_rules_are_called"),
    ]

    operations = [
        migrations.AddField(
            model_name="savedsearch",
            name="known",
            field=ArrayField(
                base_field=models.BigIntegerField(), editable=False, null=True, size=None
            ),
        ),
    ]
