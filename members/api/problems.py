"""Errors of the API as problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from members.refusals import Refusal

MEDIA_TYPE = "application/problem+json"


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """A problem document for every error a client can cause; None lets the server's own errors pass."""
    if isinstance(error, Refusal):
        return _problem(
            error.status,
            str(error.sentence),
            {error.field: [str(error.sentence)]} if error.field else None,
        )
    response = exception_handler(error, context)
    if response is None:
        return None
    answer = _problem(response.status_code, _detail(error, response), _errors(error))
    for header, value in response.items():
        if header.lower() in {"www-authenticate", "retry-after"}:
            answer[header] = value
    return answer


def _problem(status: int, detail: str, errors: Any = None) -> Response:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    return Response(body, status=status, content_type=MEDIA_TYPE)


def _errors(error: Exception) -> Any:
    return error.detail if isinstance(error, exceptions.ValidationError) else None


def _detail(error: Exception, response: Response) -> str:
    if isinstance(error, exceptions.ValidationError):
        return str(exceptions.ValidationError.default_detail)
    if isinstance(error, Http404):
        return str(exceptions.NotFound.default_detail)
    if isinstance(error, PermissionDenied):
        return str(exceptions.PermissionDenied.default_detail)
    return str(getattr(error, "detail", response.data))
