"""Decisions of moderators take statements out of sight and out of every count, and bring them
back.
"""

from debates.models import Moderated, Statement


def hide_statement(statement: Statement) -> None:
    """Shown to nobody and counted no more; no author can put it back."""
    Statement.objects.filter(pk=statement.pk).update(moderated=Moderated.REJECTED)


def restore_statement(statement: Statement) -> None:
    """It stands there again; somebody has looked at it now."""
    Statement.objects.filter(pk=statement.pk).update(moderated=Moderated.ACCEPTED)
