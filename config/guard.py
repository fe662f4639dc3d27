"""What production does not start with: a secret that others know."""

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 50
FEWEST_LETTERS = 10
# Begin the secrets that stand in code, in examples and in documentation.
KNOWN = ("not-secret", "django-insecure", "only-for", "unused-while", "change", "secret", "dev-")


def require_strong_secret(secret: str) -> None:
    """Refuse a secret that is short, simple or known; whoever knows it signs in as anybody."""
    if (
        len(secret) < SHORTEST_SECRET
        or len(set(secret)) < FEWEST_LETTERS
        or secret.lower().startswith(KNOWN)
    ):
        raise ImproperlyConfigured(
            "SECRET_KEY has to be a random text of at least 50 letters. Make one with: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
