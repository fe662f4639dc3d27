"""What every view of the API does alike: it loads through what the reader may see, calls one
service and answers with how things stand now.
"""

from contextlib import suppress
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.translation.trans_real import (
    get_supported_language_variant,
    parse_accept_lang_header,
)
from rest_framework import serializers, status
from rest_framework.mixins import ListModelMixin
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from members.api.once import HEADER, Handler, once
from members.api.scopes import require_scope, scope_for
from members.models import Member, Scope
from members.reader import answer_to, speak
from members.viewer import viewer


class Spoken(APIView):
    """Speaks to the reader in their language and by their clock; a program with a key may ask for
    another language by its Accept-Language header, as visitors do. Is never cached.
    """

    def perform_authentication(self, request: Request) -> None:
        asked = _asked_for(request)
        if asked:
            speak(_plain(request), asked)
        super().perform_authentication(request)
        if request.user.is_authenticated:
            answer_to(_plain(request), request.user, asked if request.auth else "")

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response


class Room(Spoken, GenericViewSet):
    """The things of one kind; ids in its addresses are codes."""

    post: Handler
    lookup_url_kwarg = "id"
    lookup_value_converter = "code"
    # What a key has to be for: here all acts, there acts by name; else reading or writing.
    scope: Scope | None = None
    scopes: dict[str, Scope] = {}
    # What reading acts say of themselves in the schema; the others have their docstrings.
    says: dict[str, str] = {}
    # The column by which a list is newest first, where it is not `created_at`.
    newest_by = ""

    @property
    def member(self) -> Member | None:
        """Who reads; None for a visitor."""
        return viewer(self.request)

    @property
    def actor(self) -> Member:
        """Who acts; permissions have turned visitors away before."""
        if getattr(self, "swagger_fake_view", False):
            # Nobody acts while the schema is being written.
            return Member()
        member = self.member
        assert member is not None
        return member

    def check_permissions(self, request: Request) -> None:
        """Who may come in at all, and whether their key was made for this."""
        super().check_permissions(request)
        if self.action:
            require_scope(request, scope_for(self, self.action, request.method or ""))

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method == "POST" and HEADER in request.headers and self.member:
            self.post = once(self.post)

    def get_object(self) -> Any:
        """The thing at this address; 404 for whoever may not know of it. Filters are for lists."""
        return self.found(self.get_queryset())

    def found(self, visible: "QuerySet[Any]") -> Any:
        """The one of these that the address names."""
        return get_object_or_404(visible, pk=self.kwargs["id"])

    def keep(self, rows: list[Any]) -> list[Any]:
        """Those of a list's rows that may be told, where the database alone cannot say."""
        return rows

    def complete(self, rows: list[Any]) -> list[Any]:
        """Give the rows of one answer what a join cannot, in a constant number of queries."""
        return rows

    def paginate_queryset(self, queryset: Any) -> list[Any]:
        return self.complete(super().paginate_queryset(queryset))

    def given(
        self, serializer_class: type[serializers.BaseSerializer], *, partial: bool = False
    ) -> Any:
        """What was sent, validated by a serializer that names its fields, and nothing else."""
        serializer = serializer_class(
            data=self.request.data, partial=partial, context=self.get_serializer_context()
        )
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def stands(self, thing: Model, code: int = status.HTTP_200_OK) -> Response:
        """How a thing stands now, loaded anew as a list would load it."""
        return self.shown(self.get_queryset().get(pk=thing.pk), code)

    def shown(self, thing: Model, code: int = status.HTTP_200_OK) -> Response:
        """One thing, as it was loaded."""
        (thing,) = self.complete([thing])
        return Response(self.get_serializer(thing).data, status=code)

    def made(self, thing: Model) -> Response:
        """The same, for a thing that is new."""
        return self.stands(thing, status.HTTP_201_CREATED)

    def done(self) -> Response:
        """It is done, and nothing is left to show."""
        return Response(status=status.HTTP_204_NO_CONTENT)


class Readable(ListModelMixin):
    """A list, and one thing of it."""

    def retrieve(self, request: Request, id: int) -> Response:
        return self.shown(self.get_object())


class MembersRoom(Room):
    """A room whose door is closed to visitors."""

    permission_classes = (IsAuthenticated,)


def _asked_for(request: Request) -> str:
    """The first language of the header that the house speaks, or nothing."""
    for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        with suppress(LookupError):
            return get_supported_language_variant(code)
    return ""


def _plain(request: Request) -> HttpRequest:
    plain: HttpRequest = request._request
    return plain
