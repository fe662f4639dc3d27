"""What a listing means is read by a worker after it is saved, and again when it changes."""

from typing import Any

import pytest
from django.core.management import call_command

from sharing.matching import encoding
from sharing.models import Offer, Request
from sharing.services import encoding as reading
from sharing.services.listings import edit_listing, make_offer, make_request


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What was queued."""
    queued: list[tuple[Any, ...]] = []
    monkeypatch.setattr(reading, "send", lambda *task: queued.append(task))
    return queued


@pytest.fixture
def offer(cast, bookkeeping, words) -> Offer:
    return make_offer(member=cast.lea, communities=[cast.public], skills=[bookkeeping], **words)


def test_a_new_offer_is_queued_and_then_lies_on_the_map(
    cast, bookkeeping, words, sent, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        offer = make_offer(
            member=cast.lea, communities=[cast.public], skills=[bookkeeping], **words
        )
    assert ("sharing.encode_listing", offer.pk) in sent
    reading.encode_listing(offer.pk)
    read = Offer._base_manager.get(pk=offer.pk)
    assert len(read.vector) == 1024 and 0 <= read.cell < 256
    reading.encode_listing(offer.pk)
    assert Offer._base_manager.get(pk=offer.pk).vector == read.vector


def test_changed_words_make_the_reading_void_until_a_worker_comes(
    cast, bookkeeping, words, offer, sent, django_capture_on_commit_callbacks
) -> None:
    reading.encode_listing(offer.pk)
    words["title"] = "Repairing chairs"
    with django_capture_on_commit_callbacks(execute=True):
        edit_listing(
            member=cast.lea,
            listing=offer,
            communities=[cast.public],
            skills=[bookkeeping],
            **words,
        )
    assert sent == [("sharing.encode_listing", offer.pk)]
    read = Offer._base_manager.get(pk=offer.pk)
    assert read.vector is None and read.cell is None


def test_words_that_change_while_they_are_read_are_left_to_the_next_reading(
    offer, monkeypatch
) -> None:
    def slow(listings):
        Offer._base_manager.filter(pk=offer.pk).update(title="Something else")
        return [b"\0" * 1024]

    monkeypatch.setattr(reading, "listing_vectors", slow)
    reading.encode_listing(offer.pk)
    assert Offer._base_manager.get(pk=offer.pk).vector is None


def test_the_schedule_reads_what_the_bell_missed_and_no_draft(
    cast, bookkeeping, words, offer
) -> None:
    request = make_request(
        member=cast.lea, communities=[cast.public], skills=[bookkeeping], **words
    )
    Request._base_manager.filter(pk=request.pk).update(is_draft=True)
    assert reading.encode_unread() == 1
    assert reading.encode_unread() == 0


def test_the_command_reads_what_is_unread_and_all_if_asked(offer, capsys) -> None:
    call_command("encode", verbosity=1)
    assert "1 offers read." in capsys.readouterr().out
    call_command("encode", verbosity=1)
    assert "0 offers read." in capsys.readouterr().out
    call_command("encode", all=True, verbosity=1)
    assert "1 offers read." in capsys.readouterr().out


def test_without_the_encoder_nothing_is_written(offer, monkeypatch) -> None:
    monkeypatch.setattr(reading, "encoder", lambda: None)
    assert reading.encode_unread() == 0
    reading.encode_listing(offer.pk)
    assert Offer._base_manager.get(pk=offer.pk).vector is None
    assert encoding.encoder() is not None
