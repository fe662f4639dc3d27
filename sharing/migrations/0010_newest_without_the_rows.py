from django.db import migrations, models

STILL_OPEN = models.Q(("closed_at", None))
NEWEST = ["cell", "-created_at", "-id"]
KINDS = ("offer", "request")


def covering(kind: str) -> migrations.RunSQL:
    """The table between a listing and its skills has no model to say so."""
    drop = f"DROP INDEX {kind}s_of_a_skill;"
    create = f"CREATE INDEX {kind}s_of_a_skill ON sharing_{kind}_skills (skill_id, id DESC)"
    return migrations.RunSQL(f"{drop}{create} INCLUDE ({kind}_id)", f"{drop}{create}")


def one_cell(kind: str) -> migrations.RunSQL:
    """What the text means was worked out already; the first of the cells is the nearest."""
    return migrations.RunSQL(f"UPDATE sharing_{kind} SET cell = cells[1]", migrations.RunSQL.noop)


class Migration(migrations.Migration):
    """The newest of a skill, or of a place on the map of meaning, are read out of an index, and so
    are the skills of a group.

    Without what the indexes carry here, the database takes all rows of a popular skill, or all
    texts of a like meaning, and sorts them.
    """

    dependencies = [("sharing", "0009_candidates_by_index")]

    operations = [
        migrations.RemoveIndex("memberskill", "members_of_a_skill"),
        migrations.AddIndex(
            "memberskill",
            models.Index(
                fields=["skill", "direction", "-created_at", "-id"],
                include=["member"],
                name="members_of_a_skill",
            ),
        ),
        *map(covering, KINDS),
        migrations.RunSQL(
            "CREATE INDEX skills_of_a_group ON sharing_skill_groups (skillgroup_id, skill_id)",
            "DROP INDEX skills_of_a_group",
        ),
        *(
            migrations.AddField(
                kind, "cell", models.PositiveSmallIntegerField(editable=False, null=True)
            )
            for kind in KINDS
        ),
        *map(one_cell, KINDS),
        *(migrations.RemoveIndex(kind, f"{kind}s_by_meaning") for kind in KINDS),
        *(migrations.RemoveField(kind, "cells") for kind in KINDS),
        *(
            migrations.AddIndex(
                kind,
                models.Index(condition=STILL_OPEN, fields=NEWEST, name=f"{kind}s_by_meaning"),
            )
            for kind in KINDS
        ),
    ]
