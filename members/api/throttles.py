"""How often: everyone within reason, and what reaches other people less often."""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import ScopedRateThrottle, UserRateThrottle


class WritesThrottle(UserRateThrottle):
    """Whatever changes something."""

    scope = "writes"

    def allow_request(self, request: Request, view: Any) -> bool:
        return request.method in {"GET", "HEAD", "OPTIONS"} or super().allow_request(request, view)


class ActThrottle(ScopedRateThrottle):
    """Acts with a rate of their own, such as asking and reporting; reading is not among them.

    A viewset names them: `paced = {"create": "ask"}`, and settings give the rate.
    """

    def allow_request(self, request: Request, view: Any) -> bool:
        self.scope = getattr(view, "paced", {}).get(getattr(view, "action", ""))
        if self.scope is None:
            return True
        self.rate = self.get_rate()
        self.num_requests, self.duration = self.parse_rate(self.rate)
        return super(ScopedRateThrottle, self).allow_request(request, view)
