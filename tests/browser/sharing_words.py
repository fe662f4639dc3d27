"""What two people write who share something, in English and in German.

What the pages say is asked of the catalogue, in the language of the page: `page_says("Agree")`.
"""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext

from members.models import Language


@dataclass(frozen=True)
class Words:
    """One language: what the two say by a short name, and a few sentences of the pages."""

    language: Language
    locale: str
    said: dict[str, str]
    read: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.said[name]

    def page_says(self, text: str, **filled: str) -> str:
        """A text of the house in the language of the page."""
        with translation.override(self.language):
            return gettext(text) % filled


ENGLISH = Words(
    Language.ENGLISH,
    "en-GB",
    {
        "skill": "bookkeeping",
        "wish": "sing in a choir",
        "offer": "Your books in one evening",
        "offer text": "I sit down with you and your receipts, and you keep the pencil.",
        "request": "Help with our books",
        "request text": "Three of us run a shop and nobody dares to open the folder.",
        "question": "What went wrong the first time you did this with somebody?",
        "answer": "I took the pencil. They learnt nothing, and I felt clever.",
        "what": "One evening with your receipts; you keep the pencil.",
        "counter": "Two short evenings rather than a long one, and I cook.",
        "lea learnt": "That a folder is only paper.",
        "ben learnt": "To sit on my hands.",
        "title": "Keep the pencil",
        "situation": "Three people, one shop, one folder.",
        "tried": "An evening in which only the one who asks may write.",
        "told": "The shop was flooded that day.",
        "told too": "We agreed to let it be.",
    },
    {
        "agreed": "What is agreed",
        "both open": "This is done, and what you both took along is open.",
        "ring": "Your ring has begun",
        "stopped": "You will get no more of these mails",
    },
)
GERMAN = Words(
    Language.GERMAN,
    "de-CH",
    {
        "skill": "Buchführung",
        "wish": "im Chor singen",
        "offer": "Deine Bücher an einem Abend",
        "offer text": "Ich setze mich zu dir und deinen Quittungen, und du behältst den Bleistift.",
        "request": "Hilfe mit unseren Büchern",
        "request text": "Wir sind zu dritt, haben einen Laden, und niemand öffnet den Ordner.",
        "question": "Was ging schief, als du das zum ersten Mal mit jemandem gemacht hast?",
        "answer": "Ich nahm den Bleistift. Sie lernten nichts, und ich kam mir klug vor.",
        "what": "Ein Abend mit deinen Quittungen; du behältst den Bleistift.",
        "counter": "Lieber zwei kurze Abende als einen langen, und ich koche.",
        "lea learnt": "Dass ein Ordner nur Papier ist.",
        "ben learnt": "Auf meinen Händen zu sitzen.",
        "title": "Behalte den Bleistift",
        "situation": "Drei Leute, ein Laden, ein Ordner.",
        "tried": "Ein Abend, an dem nur schreiben darf, wer fragt.",
        "told": "An diesem Tag stand der Laden unter Wasser.",
        "told too": "Wir haben abgemacht, es sein zu lassen.",
    },
    {
        "agreed": "Was vereinbart ist",
        "both open": "Das ist erledigt, und ihr könnt beide lesen, was ihr mitnehmt.",
        "ring": "Euer Ring hat begonnen",
        "stopped": "Du bekommst diese Mails nicht mehr",
    },
)
