"""Errors of the API as problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler, set_rollback

from members.refusals import Invalid, Refusal

MEDIA_TYPE = "application/problem+json"
TOO_LARGE = _("This is too much at once. Send it in smaller parts.")
PASSED_ON = {"www-authenticate", "retry-after", "allow"}


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """A problem for every error a client can cause; None lets the server's own errors pass."""
    if isinstance(error, Refusal):
        set_rollback()
        return _refused(error)
    if isinstance(error, RequestDataTooBig):
        return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, str(TOO_LARGE))
    response = exception_handler(error, context)
    if response is None:
        return None
    answer = problem(response.status_code, _detail(error, response), _errors(error))
    for header, value in response.items():
        if header.lower() in PASSED_ON:
            answer[header] = value
    return answer


def problem(status: int, detail: str, errors: Any = None) -> Response:
    """One problem: the title of its status, and a sentence for this occasion."""
    body = problem_body(status, detail) | ({"errors": errors} if errors else {})
    return Response(body, status=status, content_type=MEDIA_TYPE)


def problem_body(status: int, detail: str) -> dict[str, Any]:
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }


def _refused(refusal: Refusal) -> Response:
    sentence = str(refusal.sentence)
    errors = {refusal.field: [sentence]} if refusal.field else None
    answer = problem(refusal.status, sentence, errors)
    if refusal.retry_after is not None:
        answer["Retry-After"] = str(refusal.retry_after)
    return answer


def _errors(error: Exception) -> Any:
    """What is wrong, by the name of the field; what concerns no single field has a name, too."""
    if not isinstance(error, exceptions.ValidationError):
        return None
    if isinstance(error.detail, dict):
        return error.detail
    return {api_settings.NON_FIELD_ERRORS_KEY: error.detail}


def _detail(error: Exception, response: Response) -> str:
    if isinstance(error, exceptions.ValidationError):
        return str(Invalid.sentence)
    if isinstance(error, Http404):
        return str(exceptions.NotFound.default_detail)
    if isinstance(error, PermissionDenied):
        return str(exceptions.PermissionDenied.default_detail)
    return str(getattr(error, "detail", response.data))
