"""The schema of the API: errors are problem details; keys and sessions sign in."""

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework.settings import api_settings

from members.api.once import HEADER
from members.api.problems import MEDIA_TYPE
from members.api.scopes import scope_for
from members.services.once import LONGEST

PROBLEM = {
    "type": "object",
    "description": "What went wrong, as RFC 9457 has it.",
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "example": "about:blank"},
        "title": {"type": "string", "description": "Always the same for a status."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "A sentence, in the language you asked for."},
        "errors": {
            "type": "object",
            "description": (
                "What is wrong, by the name of the field; "
                f"`{api_settings.NON_FIELD_ERRORS_KEY}` where it concerns no single one."
            ),
            "additionalProperties": {},
        },
    },
    "required": ["type", "title", "status", "detail"],
}
WAIT = {
    "Retry-After": {
        "description": "Seconds until it is worth another try.",
        "schema": {"type": "integer", "minimum": 0},
    }
}
SIGN_IN = {
    "WWW-Authenticate": {"description": "How to sign in.", "schema": {"type": "string"}},
}
# Name, description and headers of the answers that more than one operation gives.
PROBLEMS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "400": ("Invalid", "Something sent cannot be right; `errors` names it.", {}),
    "401": (
        "SignInFirst",
        "This needs a key or a session, or the key given does not hold.",
        SIGN_IN,
    ),
    "403": (
        "NotAllowed",
        "You may know of it, but you may not do this with it, or your key was not made for it.",
        {},
    ),
    "404": ("NotFound", "There is nothing here, or nothing you may know of.", {}),
    "406": ("OnlyJson", "The API speaks JSON only.", {}),
    "409": ("Refused", "As things stand this is not possible; `detail` says why.", {}),
    "413": ("TooLarge", "More than one megabyte was sent.", {}),
    "415": ("SendJson", "Send JSON.", {}),
    "429": ("TooMany", "Too much at a time; wait as long as `Retry-After` says.", WAIT),
}
ONCE = {
    "in": "header",
    "name": HEADER,
    "description": (
        "A name of your choice for this very act. Sent again within a day, it is not done again "
        "and gets the same answer."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "^[!-~]+$"},
}
WITH_A_BODY = {"POST", "PUT", "PATCH"}
CHANGING = WITH_A_BODY | {"DELETE"}


class ProblemSchema(AutoSchema):  # type: ignore[misc]
    """Adds the problems an operation can answer with, beside what it answers when all is well."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        if self.method == "POST" and "201" in operation["responses"]:
            operation.setdefault("parameters", []).append(ONCE)
        operation["x-scope"] = scope_for(self.view, self.view.action, self.method).value
        for status in sorted(self._problems(operation)):
            name = PROBLEMS[status][0]
            operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}
        return operation

    def _problems(self, operation: dict[str, Any]) -> set[str]:
        found = {"401", "403", "406", "429"}
        parameters = operation.get("parameters", [])
        if "requestBody" in operation:
            found |= {"400", "413", "415"}
        if any(one["in"] == "query" for one in parameters):
            # A filter that makes no sense, and a cursor that is none.
            found |= {"400", "404"}
        if any(one["in"] == "path" for one in parameters):
            found.add("404")
        if self.method in CHANGING:
            found |= {"400", "409"}
        return found

    def get_operation_id(self) -> str:
        """The room and the act, such as `topics_close`."""
        return f"{self.view.basename}_{self.view.action}".replace("-", "_")

    def get_summary(self) -> str:
        """The first sentence of what the act says of itself."""
        return self._said().partition("\n")[0].rstrip(".")

    def get_description(self) -> str:
        said = self._said().partition("\n")[2].strip()
        scope = scope_for(self.view, self.view.action, self.method)
        return f"{said}\n\nA key needs the scope `{scope.value}`.".strip()

    def _said(self) -> str:
        said: dict[str, str] = getattr(self.view, "says", {})
        return said.get(self.view.action) or super().get_description() or ""


def add_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Describe the problems once, for all operations that point at them."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["responses"] = {
        name: {
            "description": description,
            **({"headers": headers} if headers else {}),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for name, description, headers in PROBLEMS.values()
    }
    return result


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[misc]
    target_class = "members.api.authentication.TokenAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": (
                "A key of your own, made at /settings/tokens/ and shown once. It opens what its "
                "scopes name: `read`, `write`, `votes`, `consents`, `privacy`; each operation "
                "says which it needs (`x-scope`). Fields that give a consent need `consents`, too."
            ),
        }


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[misc]
    target_class = "members.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        from_settings: dict[str, str] = {"type": "apiKey", "in": "cookie", "name": _cookie()}
        return from_settings | {
            "description": (
                "The session of a browser; requests that change something also carry the "
                "header X-CSRFToken."
            )
        }


def _cookie() -> str:
    name: str = settings.SESSION_COOKIE_NAME
    return name
