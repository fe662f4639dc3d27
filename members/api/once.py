"""Idempotency-Key: what a program sends twice under one key is made once."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import transaction
from rest_framework import status
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from members.services.once import remembered

HEADER = "Idempotency-Key"
Handler = Callable[..., Response]


def once(handler: Handler) -> Handler:
    """The same act, answered from memory where this member sent it under this key before.

    The key is written in the transaction of the act; where the act fails, it was never sent.
    """

    def answered(request: Request, *args: Any, **kwargs: Any) -> Response:
        key, digest = request.headers[HEADER].strip(), _digest_of(request.data)
        with transaction.atomic():
            sent = remembered(member=request.user, path=request.path, key=key, digest=digest)
            if sent.answer is not None:
                return Response(sent.answer, status=status.HTTP_201_CREATED)
            response = handler(request, *args, **kwargs)
            if response.status_code == status.HTTP_201_CREATED:
                sent.answer = json.loads(JSONRenderer().render(response.data))
                sent.save(update_fields=["answer"])
            else:
                # It made nothing, so there is nothing to make twice.
                sent.delete()
            return response

    return answered


def _digest_of(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
