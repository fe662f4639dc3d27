"""What is read from a request: JSON of a bearable size."""

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, parsers, status


class TooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _("This is too much at once. Send it in smaller parts.")
    default_code = "too_large"


class JSONParser(parsers.JSONParser):
    """JSON as Django REST framework reads it, but no more than the house takes elsewhere."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        if _size(parser_context) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as nested:
            raise exceptions.ParseError(_("This is nested too deeply.")) from nested


def _size(parser_context: Mapping[str, Any] | None) -> int:
    try:
        return int((parser_context or {})["request"].META.get("CONTENT_LENGTH") or 0)
    except (KeyError, ValueError):
        return 0
