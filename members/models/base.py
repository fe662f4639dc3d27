"""What every record of the house has in common."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.ids import random_id, to_code
from members.languages import lazy_name


class Language(models.TextChoices):
    """Languages members write in, called as the reader calls them.

    One more needs a line here and nothing else; the interface speaks fewer (`LANGUAGES`).
    """

    GERMAN = "de"
    ENGLISH = "en"
    FRENCH = "fr"
    ITALIAN = "it"
    ALBANIAN = "sq"
    AMHARIC = "am"
    ARABIC = "ar"
    BASQUE = "eu"
    BOSNIAN = "bs"
    BULGARIAN = "bg"
    CATALAN = "ca"
    CHINESE = "zh"
    CROATIAN = "hr"
    CZECH = "cs"
    DANISH = "da"
    DUTCH = "nl"
    ESTONIAN = "et"
    FINNISH = "fi"
    GEORGIAN = "ka"
    GREEK = "el"
    HEBREW = "he"
    HINDI = "hi"
    HUNGARIAN = "hu"
    ICELANDIC = "is"
    INDONESIAN = "id"
    IRISH = "ga"
    JAPANESE = "ja"
    KOREAN = "ko"
    KURDISH = "ku"
    LATVIAN = "lv"
    LITHUANIAN = "lt"
    MACEDONIAN = "mk"
    MALTESE = "mt"
    NORWEGIAN = "no"
    PASHTO = "ps"
    PERSIAN = "fa"
    POLISH = "pl"
    PORTUGUESE = "pt"
    ROMANIAN = "ro"
    ROMANSH = "rm"
    RUSSIAN = "ru"
    SERBIAN = "sr"
    SLOVAK = "sk"
    SLOVENIAN = "sl"
    SOMALI = "so"
    SPANISH = "es"
    SWAHILI = "sw"
    SWEDISH = "sv"
    SWISS_GERMAN = "gsw"
    TAMIL = "ta"
    THAI = "th"
    TIGRINYA = "ti"
    TURKISH = "tr"
    UKRAINIAN = "uk"
    URDU = "ur"
    VIETNAMESE = "vi"

    @property
    def label(self) -> Any:
        return lazy_name(self.value)


# How PostgreSQL calls the rules by which it cuts the words of a language down to their stems;
# words of all other languages stay whole.
STEMMERS = {"de": "german", "en": "english", "fr": "french", "it": "italian"}
WHOLE_WORDS = "simple"
# What somebody searches for is read by each of these, since nobody says in which language it is.
READINGS = (*STEMMERS.values(), WHOLE_WORDS)


class LanguageField(models.CharField):
    """In which language something is written. What an import brings may have any tag (BCP 47).

    Choices are no matter of migrations: they may grow without one.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"max_length": 35, "choices": Language})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"], kwargs["choices"]
        return name, path, args, kwargs


class Record(models.Model):
    """A row with a random id, which says neither how many there are nor which came first."""

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        abstract = True

    @property
    def code(self) -> str:
        """The id as it stands in addresses and in the API."""
        return to_code(self.pk)


class AboutAnything(models.Model):
    """A row that points at any content. Only Outbox, Notification, Activity, Report, Question,
    Encounter and Revision do; all other links are real foreign keys.
    """

    target_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    target_id = models.BigIntegerField()

    class Meta:
        abstract = True


def search_column(*, language: str, first: list[str], then: list[str]) -> models.GeneratedField:
    """A column PostgreSQL keeps itself: the words of a row, cut to stems by the row's own language.

    `language` names the field with the language; words of `first` weigh more than words of `then`.
    """

    def vector(config: str) -> Any:
        return SearchVector(*first, weight="A", config=config) + SearchVector(
            *then, weight="B", config=config
        )

    def plain(config: str) -> Any:
        return SearchVector(*first, weight="A", config=config)

    make = vector if then else plain
    whens = [When(**{language: code}, then=make(name)) for code, name in STEMMERS.items()]
    return models.GeneratedField(
        expression=Case(*whens, default=make(WHOLE_WORDS)),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )


class Hideable(models.Model):
    """Content a moderator may take out of sight, and its author may withdraw. It is never deleted
    while a report is open, so that a decision can be understood and undone.
    """

    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def stands(self) -> bool:
        return self.hidden_at is None and self.withdrawn_at is None
