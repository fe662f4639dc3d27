"""Celery: the app, and the schedule, which names tasks by string and imports none of ours."""

import os
import sys
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, setup_logging, worker_init
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.log import configure_logging
from django.utils.module_loading import import_string

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
    "forget what stood in old letters": {
        "task": "members.forget_old_letters",
        "schedule": crontab(hour=4, minute=50),
    },
    "forget sessions that have ended": {
        "task": "members.forget_ended_sessions",
        "schedule": crontab(hour=4, minute=40),
    },
    "forget what programs sent yesterday": {
        "task": "members.forget_what_programs_sent",
        "schedule": crontab(minute=45),
    },
    "close topics whose day has passed": {
        "task": "debates.close_due_topics",
        "schedule": crontab(minute=5),
    },
    "compute landscapes whose votes changed": {
        "task": "debates.refresh_due_landscapes",
        "schedule": 60.0,
    },
    "lapse restatements that stayed unanswered": {
        "task": "debates.lapse_restatements",
        "schedule": crontab(minute="*/10"),
    },
    "sound the echoes": {
        "task": "debates.sound_echoes",
        "schedule": crontab(hour=5, minute=20),
    },
    "weigh bridges anew": {
        "task": "debates.rescore_bridges",
        "schedule": crontab(hour=3, minute=40),
    },
    "write to reporters without an account": {
        "task": "communities.write_to_reporters",
        "schedule": crontab(minute="*/10"),
    },
    "look after missions and joint statements": {
        "task": "debates.look_after_deeds",
        "schedule": crontab(hour=6, minute=15),
    },
    "look after offers and requests": {
        "task": "sharing.look_after_listings",
        "schedule": crontab(hour=6, minute=30),
    },
    "let no request stay alone": {
        "task": "sharing.look_after_requests",
        "schedule": crontab(hour=6, minute=40),
    },
    "let introductions rest whose time is out": {
        "task": "sharing.close_introductions",
        "schedule": crontab(hour=6, minute=50),
    },
    "look after exchanges": {
        "task": "sharing.look_after_exchanges",
        "schedule": crontab(minute="*/15"),
    },
    "see whether any hours got lost": {
        "task": "sharing.check_hours",
        "schedule": crontab(hour=4, minute=50),
    },
    "go the round of every community": {
        "task": "sharing.match_communities",
        "schedule": crontab(day_of_week="sun", hour=2, minute=30),
    },
    "read what listings mean, where the bell was missed": {
        "task": "sharing.encode_unread",
        "schedule": crontab(minute=40),
    },
    "look up saved searches": {
        "task": "sharing.look_up_searches",
        "schedule": crontab(hour=6, minute=45),
    },
    "look for rings": {
        "task": "sharing.find_all_rings",
        "schedule": crontab(day_of_week="sunday", hour=4, minute=10),
    },
    "close rings that were not answered": {
        "task": "sharing.close_rings",
        "schedule": crontab(minute=25),
    },
    "note that beat is alive": {"task": "members.beat_is_alive", "schedule": 30.0},
}


@setup_logging.connect
def write_down_as_the_web_process_does(**_: Any) -> None:
    """Celery leaves its loggers alone where somebody answers; ours keep words and addresses out."""
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)


@worker_init.connect
@beat_init.connect
def look_before_opening(**_: Any) -> None:
    """Celery swallows what a receiver raises, unless it ends the process."""
    try:
        # Models exist only once the app is loaded, so the import waits until then.
        import_string("config.opening.refuse_demonstration_accounts")()
    except ImproperlyConfigured as reason:
        sys.exit(str(reason))
