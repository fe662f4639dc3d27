"""The tree of skills: from four roots down to what is offered and looked for."""

import pytest

from sharing.models import SkillGroup
from tests.sharing.conftest import make_skill

BRANCHES = ("K", ""), ("04", "K"), ("0411", "04"), ("05", "K"), ("S", ""), ("S1", "S")


@pytest.fixture
def tree(bookkeeping):
    for code, above in BRANCHES:
        SkillGroup.objects.create(
            code=code,
            uri=f"http://example.org/{code}",
            parent_id=above or None,
            level=len(code) // 2 if above else 0,
            label_en=f"branch {code}",
            label_de=f"Zweig {code}",
        )
    bookkeeping.groups.add("0411")
    make_skill("ledger ruling").groups.add("0411")
    return bookkeeping


def entry(text: str, code: str) -> str:
    """What stands beside a branch."""
    return text.split(f'href="/skills/in/{code}/"')[1].split("</li>")[0]


def test_the_tree_begins_with_its_roots_and_says_where_something_is(
    cast, as_member, offer_of, request_of, tree
) -> None:
    offer_of(cast.lea)
    text = as_member(None).get("/skills/").content.decode()
    assert text.index("Branch S</h2>") < text.index("Branch K</h2>")
    assert "Branch 04" in entry(text, "04") and "/skills/in/0411/" not in text
    text = as_member(None).get("/skills/in/K/").content.decode()
    assert "offered" in entry(text, "04") and "looked for" not in entry(text, "04")
    assert "offered" not in entry(text, "05")
    request_of(cast.ben)
    assert "looked for" in entry(as_member("lea").get("/skills/in/K/").content.decode(), "04")


def test_a_branch_leads_up_and_down_and_to_what_is_there(cast, as_member, offer_of, tree) -> None:
    offer_of(cast.lea)
    text = as_member(None).get("/skills/in/04/").content.decode()
    assert 'href="/skills/in/K/"' in text and 'href="/offers/?group=04"' in text
    assert "/requests/?group=04" not in text and "offered" in entry(text, "0411")
    text = as_member(None).get("/skills/in/0411/").content.decode()
    assert f"/offers/?skill={tree.code}" in text and "ledger ruling" not in text


def test_own_words_stand_where_the_skill_they_mean_stands(cast, as_member, offer_of, tree) -> None:
    words = type(tree).objects.create(words="ledgering", language="en", tied_to=tree)
    offer_of(cast.lea, skills=[words])
    text = as_member(None).get("/skills/in/0411/").content.decode()
    assert "ledgering" in text and "/offers/?group=0411" in text


def test_what_one_may_not_read_leaves_no_trace_in_the_tree(cast, as_member, offer_of, tree) -> None:
    offer_of(cast.odo, communities=[cast.secret])
    assert "offered" not in entry(as_member(None).get("/skills/in/K/").content.decode(), "04")
    assert "offered" in entry(as_member("odo").get("/skills/in/K/").content.decode(), "04")
    text = as_member("nora").get("/skills/in/0411/").content.decode()
    assert "Nobody offers or looks for something in this field just now." in text
    assert f"/offers/?skill={tree.code}" not in text


def test_no_branch_is_a_404_and_a_search_shows_no_tree(as_member, tree) -> None:
    assert as_member(None).get("/skills/in/nonsense/").status_code == 404
    assert "/skills/in/" not in as_member(None).get("/skills/?q=book").content.decode()


@pytest.mark.parametrize(("who", "most"), [(None, 8), ("lea", 12)])
@pytest.mark.parametrize("address", ["/skills/", "/skills/in/K/", "/skills/in/0411/"])
def test_however_much_is_offered_the_tree_asks_the_same(
    cast, as_member, offer_of, tree, django_assert_max_num_queries, who, most, address
) -> None:
    costs = []
    for _ in range(2):
        for _ in range(3):
            offer_of(cast.ben)
        client = as_member(who)
        client.get(address)
        with django_assert_max_num_queries(most) as queries:
            client.get(address)
        costs.append(len(queries))
    assert costs[0] == costs[1]
