"""A program that uses the API with somebody's key, or without one."""

from collections.abc import Collection
from typing import Any

from django.test import Client

from members.models import Member, Scope
from members.services.tokens import make_token


class Program:
    """`Program(lea).get("topics/")`; without a member it is a visitor's.

    Its key is for everything, unless scopes are named.
    """

    def __init__(
        self,
        member: Member | None,
        language: str = "en",
        scopes: Collection[str] = tuple(Scope),
    ) -> None:
        headers = {"accept-language": language}
        if member is not None:
            self.token, self.key = make_token(member=member, name="trial", scopes=scopes, days=30)
            headers["authorization"] = f"Bearer {self.key}"
        self.client = Client(headers=headers)

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", query)

    def post(self, path: str, data: Any = None, **more: Any) -> Any:
        return self._send("post", path, data, **more)

    def put(self, path: str, data: Any = None) -> Any:
        return self._send("put", path, data)

    def patch(self, path: str, data: Any = None) -> Any:
        return self._send("patch", path, data)

    def delete(self, path: str) -> Any:
        return self.client.delete(f"/api/v1/{path}")

    def _send(self, method: str, path: str, data: Any, **more: Any) -> Any:
        send = getattr(self.client, method)
        sent = {} if data is None else data
        return send(f"/api/v1/{path}", sent, "application/json", **more)


def problem_of(answer: Any) -> dict[str, Any]:
    """The problem an answer tells, which has the form of all problems."""
    assert answer["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["status"] == answer.status_code
    assert {"type", "title", "detail"} <= set(told)
    return told
