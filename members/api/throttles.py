"""How often a program may ask at all. Limits on single acts stand in members/services/limits.py."""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle


class WritesThrottle(UserRateThrottle):
    """Whatever changes something."""

    scope = "writes"

    def allow_request(self, request: Request, view: Any) -> bool:
        return request.method in {"GET", "HEAD", "OPTIONS"} or super().allow_request(request, view)
