"""Clicks that happen in the same moment, with connections of their own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections


def at_once(*acts: Callable[[], Any]) -> list[Exception]:
    """Real threads begin together; gives what went wrong in them."""
    start = threading.Barrier(len(acts))
    problems: list[Exception] = []

    def click(act: Callable[[], Any]) -> None:
        try:
            start.wait(5)
            act()
        except Exception as error:
            problems.append(error)
        finally:
            connections.close_all()

    clicks = [threading.Thread(target=click, args=[act]) for act in acts]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(20)
    return problems
