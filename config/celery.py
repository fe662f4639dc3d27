"""Celery: the app, and the schedule, which names tasks by string and imports none of ours."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("resonanz")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "drain what the bell missed": {"task": "members.drain_outbox", "schedule": 60.0},
    "send digests that are due": {
        "task": "members.send_due_digests",
        "schedule": crontab(minute="*/10"),
    },
    "close topics whose day has passed": {
        "task": "debates.close_due_topics",
        "schedule": crontab(minute=5),
    },
    "note that beat is alive": {"task": "members.beat_is_alive", "schedule": 30.0},
}
