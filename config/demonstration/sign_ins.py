"""With whom to visit the demonstration."""

from collections.abc import Iterator

from django.conf import settings

PASSWORD = "erst-zuhoeren"  # noqa: S105  # printed by the command; production refuses it
STAFF = "staff"
CAST = {
    "lea": "belongs; writes German and English; a question waits for her",
    "ben": "belongs; reads the house in English",
    "nora": "belongs to no community yet",
    "mara": "moderates; a report waits for her",
    STAFF: "runs the house; back office at /admin/",
}


def sign_ins() -> Iterator[str]:
    """The cast with addresses and the one password, a line each."""
    yield f"Sign in at {settings.PUBLIC_URL}/accounts/login/ with the password {PASSWORD}"
    for handle, says in CAST.items():
        yield f"  {handle + '@example.org':<20} {says}"
    yield "  staff also needs a code, which changes every half minute: bin/manage demo --code"
    yield "All forty members of the demonstration use it; their address is handle@example.org."
