"""The language of a conversation: as it was told, or guessed from its texts."""

import re
from collections import Counter
from collections.abc import Iterable

# A language tag as HTML has it (BCP 47): de, gsw, pt-BR, zh-Hant.
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
LONGEST_TAG = 35
# Letters below which nothing is guessed, and the part of them that has to speak one language.
ENOUGH = 300
MOST = 0.8


def is_tag(language: str) -> bool:
    return bool(TAG.fullmatch(language)) and len(language) <= LONGEST_TAG


def guess(texts: Iterable[str]) -> str:
    """The language most of the letters are in; empty where that cannot be told."""
    texts = [text for text in texts if text]
    letters = sum(map(len, texts))
    if letters < ENOUGH:
        return ""
    # Takes seconds to read its model, which only some imports need.
    from py3langid import classify

    found: Counter[str] = Counter()
    for text in texts:
        found[str(classify(text)[0])] += len(text)
    language, most = found.most_common(1)[0]
    return language if most >= MOST * letters else ""
