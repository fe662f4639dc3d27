"""Every exchange points at the entry of its hours, or says why there is none."""

from datetime import timedelta

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery

WAYS = [("gift", "as a gift"), ("hours", "in exchange for hours"), ("paid", "paid")]
CAUSES = [
    ("cleared_up", "The two cleared it up."),
    ("decided", "A mediator decided."),
    ("giving", "Whoever gives may receive more."),
    ("correction", "So that a correction could be entered."),
    ("corrected", "Hours that were corrected away widen nothing any more."),
]
WHY_NOT = [
    ("no_accounts", "the community keeps no time accounts"),
    ("left", "one of you does not belong to the community any more"),
    ("no_room", "there is not enough room for so many hours"),
    ("untold", "nobody wrote down why"),
]
# A bound is moved by the same act that writes the entry.
AT_ONCE = timedelta(minutes=1)


def tie_exchanges_to_their_entries(apps, schema_editor):
    """Nothing is entered here: `check_hours --mend` does that under the rules of the ledger."""
    Exchange = apps.get_model("sharing", "Exchange")
    ExchangeEvent = apps.get_model("sharing", "ExchangeEvent")
    Proposal = apps.get_model("sharing", "Proposal")
    TimeTransfer = apps.get_model("sharing", "TimeTransfer")
    ways = Proposal.objects.filter(pk=OuterRef("agreed")).values("way")
    Exchange.objects.filter(agreed__isnull=False).update(agreed_way=Subquery(ways))
    settled = TimeTransfer.objects.filter(exchange=OuterRef("pk"), kind="settlement")
    Exchange.objects.update(entry=Subquery(settled.values("pk")[:1]))
    lost = Exchange.objects.filter(
        agreed_way="hours", minutes_given__gt=0, state__in=["done", "reflected", "settled"]
    ).filter(entry=None)
    told = ExchangeEvent.objects.filter(data__not_entered=True)
    lost.filter(events__in=told.values("pk")).update(not_entered="no_room")
    lost.filter(not_entered="").update(not_entered="untold")
    for event in told:
        event.data["not_entered"] = "no_room"
        event.save(update_fields=["data"])


def name_causes(apps, schema_editor):
    """What the house said stands as a code, so that everybody reads it in their own language."""
    LimitChange = apps.get_model("sharing", "LimitChange")
    TimeTransfer = apps.get_model("sharing", "TimeTransfer")
    for code, words in CAUSES:
        TimeTransfer.objects.filter(note=words, kind="correction").update(cause=code, note="")
        LimitChange.objects.filter(reason=words).update(cause=code, reason="")
    given = TimeTransfer.objects.filter(
        kind="settlement",
        entries__account=OuterRef("account"),
        entries__minutes__gt=0,
        created_at__range=(OuterRef("at") - AT_ONCE, OuterRef("at")),
    ).order_by("-created_at")
    widened = LimitChange.objects.filter(cause="giving")
    widened.update(transfer=Subquery(given.values("pk")[:1]))


def check_at_once(apps, schema_editor):
    """PostgreSQL changes no table while checks of its rows are put off."""
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def nothing(apps, schema_editor):
    """The columns go, and with them what was written into them."""


class Migration(migrations.Migration):
    dependencies = [("sharing", "0013_what_saved_searches_found")]

    operations = [
        migrations.AddField(
            model_name="exchange",
            name="agreed_way",
            field=models.CharField(blank=True, choices=WAYS, default="", max_length=5),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="exchange",
            name="entry",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sharing.timetransfer",
            ),
        ),
        migrations.AddField(
            model_name="exchange",
            name="not_entered",
            field=models.CharField(blank=True, choices=WHY_NOT, default="", max_length=11),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="timetransfer",
            name="cause",
            field=models.CharField(blank=True, choices=CAUSES, default="", max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="limitchange",
            name="cause",
            field=models.CharField(blank=True, choices=CAUSES, default="", max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="limitchange",
            name="transfer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="sharing.timetransfer",
            ),
        ),
        migrations.AlterField(
            model_name="limitchange",
            name="reason",
            field=models.CharField(blank=True, max_length=280),
        ),
        migrations.RunPython(tie_exchanges_to_their_entries, nothing),
        migrations.RunPython(name_causes, nothing),
        migrations.RunPython(check_at_once, check_at_once),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.CheckConstraint(
                condition=~Q(
                    agreed_way="hours",
                    state__in=["done", "reflected", "settled"],
                    minutes_given__gt=0,
                )
                | Q(entry__isnull=False)
                | ~Q(not_entered=""),
                name="given_hours_are_entered_or_say_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.CheckConstraint(
                condition=Q(entry__isnull=True) | Q(not_entered=""),
                name="entered_hours_give_no_excuse",
            ),
        ),
        migrations.AddConstraint(
            model_name="timetransfer",
            constraint=models.UniqueConstraint(
                fields=["exchange"],
                condition=Q(kind="settlement"),
                name="one_settlement_per_exchange",
            ),
        ),
    ]
