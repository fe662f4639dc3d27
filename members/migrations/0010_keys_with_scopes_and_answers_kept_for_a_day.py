from datetime import timedelta

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

import members.ids


def a_year_from_now():
    return timezone.now() + timedelta(days=365)


def read_and_write():
    return ['read', 'write']


class Migration(migrations.Migration):
    """Keys made earlier go on reading and writing for a year; votes, consents and private matters
    need a new one."""

    dependencies = [
        ('members', "0009_messages_that_can_be_reported"),
    ]

    operations = [
        migrations.AddField(
            model_name='apitoken',
            name='ends_at',
            field=models.DateTimeField(default=a_year_from_now, verbose_name='ends'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='apitoken',
            name='scopes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('read', 'Read'), ('write', 'Write'), ('votes', 'Votes'), ('consents', 'Consents'), ('privacy', 'Private matters')], max_length=10), default=read_and_write, size=None, verbose_name='scopes'),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name='SentOnce',
            fields=[
                ('id', models.BigIntegerField(default=members.ids.random_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=timezone.now, editable=False, verbose_name='created')),
                ('path', models.CharField(max_length=300)),
                ('key', models.CharField(max_length=100)),
                ('digest', models.CharField(max_length=64)),
                ('answer', models.JSONField(null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sent_once', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('member', 'path', 'key'), name='one_answer_per_idempotency_key')],
            },
        ),
    ]
