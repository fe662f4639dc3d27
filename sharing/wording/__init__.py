"""What the house says about offers, requests and matches, in the reader's language."""

from sharing.wording.listings import (
    listed,
    price_in_words,
    quoted,
    terms_in_words,
    where_in_words,
)
from sharing.wording.matches import (
    Line,
    Sides,
    lines_of,
    question_for,
    sides_of,
    why_in_short,
)
from sharing.wording.order import order_in_words

__all__ = [
    "Line",
    "Sides",
    "lines_of",
    "listed",
    "order_in_words",
    "price_in_words",
    "question_for",
    "quoted",
    "sides_of",
    "terms_in_words",
    "where_in_words",
    "why_in_short",
]
