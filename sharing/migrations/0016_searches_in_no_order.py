from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sharing", "0015_members_write_in_many_languages")]

    operations = [
        migrations.AlterModelOptions(
            name="savedsearch",
            options={"verbose_name": "saved search", "verbose_name_plural": "saved searches"},
        )
    ]
