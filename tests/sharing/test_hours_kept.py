"""No hours get lost: they are entered, or the exchange says why not and what one can do."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from communities.services.memberships import leave
from members.models import Member
from members.refusals import Refusal
from sharing.models import (
    Exchange,
    ExchangeState,
    Outcome,
    Ring,
    TimeAccount,
    TimeTransfer,
    Way,
)
from sharing.services import accounts
from sharing.services import exchanges as services
from sharing.services.exchanges.checking import check_hours
from tests.exchanges import exchange_in, keep_hours, terms

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
State = ExchangeState


def of_hours(cast, state: str, **changed) -> Exchange:
    """Lea gives two hours to Ben, who asked her."""
    fields = {"way": Way.HOURS, "community": cast.public} | changed
    return exchange_in(state, asker=cast.ben, other=cast.lea, **fields)


def balances(cast) -> tuple[int, int]:
    found = dict(TimeAccount.objects.values_list("member__handle", "balance"))
    return found.get("lea", 0), found.get("ben", 0)


def text_of(answer) -> str:
    return answer.content.decode()


def page_of(client, exchange: Exchange) -> str:
    return text_of(client.get(exchange.get_absolute_url()))


def test_the_form_offers_hours_only_where_both_have_an_account(cast, as_member) -> None:
    exchange = exchange_in(State.TALKING, asker=cast.ben, other=cast.lea)
    here = f"{exchange.get_absolute_url()}proposal/"
    page = text_of(as_member("ben").get(here))
    assert "Hours need a community that keeps time accounts" in page
    assert 'value="hours"' not in page and 'name="community"' not in page
    keep_hours(cast)
    page = text_of(as_member("ben").get(here))
    assert 'value="hours"' in page
    select = page[page.index('name="community"') :].split("</select>")[0]
    assert select.count("<option") == 1 and cast.public.slug in select


def test_no_door_takes_hours_where_none_are_kept(cast) -> None:
    exchange = exchange_in(State.TALKING, asker=cast.ben, other=cast.lea)
    said = {"way": Way.HOURS, "community": cast.public}
    with pytest.raises(Refusal, match="a gift is always possible"):
        services.propose(member=cast.ben, exchange=exchange, terms=terms(cast.lea, **said))
    keep_hours(cast)
    elsewhere = said | {"community": cast.closed}
    with pytest.raises(Refusal, match="keeps time accounts and to which you both belong"):
        services.propose(member=cast.ben, exchange=exchange, terms=terms(cast.lea, **elsewhere))
    services.propose(member=cast.ben, exchange=exchange, terms=terms(cast.lea, **said))


def test_in_a_ring_nothing_is_owed_in_return(cast, as_member) -> None:
    keep_hours(cast)
    ring = Ring.objects.create(answer_by=timezone.now())
    exchange = exchange_in(State.TALKING, asker=cast.ben, other=cast.lea, ring=ring)
    said = {"way": Way.HOURS, "community": cast.public}
    with pytest.raises(Refusal, match="make it a gift"):
        services.propose(member=cast.ben, exchange=exchange, terms=terms(cast.lea, **said))
    page = text_of(as_member("ben").get(f"{exchange.get_absolute_url()}proposal/"))
    assert 'value="hours"' not in page and 'value="paid"' not in page


def test_nobody_agrees_on_hours_that_are_kept_no_more(cast) -> None:
    keep_hours(cast)
    exchange = of_hours(cast, State.PROPOSED)
    keep_hours(cast, is_on=False)
    with pytest.raises(accounts.NoAccounts):
        services.agree(member=cast.lea, exchange=exchange)


def test_what_was_agreed_is_entered_after_the_community_has_stopped(cast) -> None:
    keep_hours(cast)
    exchange = of_hours(cast, State.DONE_BY_ONE)
    keep_hours(cast, is_on=False)
    services.confirm(member=cast.lea, exchange=exchange)
    assert balances(cast) == (120, -120)


def test_too_many_hours_tell_nothing_of_the_account_of_the_other(cast) -> None:
    keep_hours(cast, floor=-60, lowest_floor=-60)
    said = []
    for giver in (cast.lea, cast.ben):
        exchange = of_hours(cast, State.PROPOSED)
        exchange.proposals.update(giver=giver)
        with pytest.raises(accounts.NoRoom) as refused:
            services.agree(member=cast.lea, exchange=exchange)
        said.append(str(refused.value))
    keep_hours(cast, ceiling=60)
    with pytest.raises(accounts.NoRoom) as refused:
        services.agree(member=cast.lea, exchange=of_hours(cast, State.PROPOSED))
    assert {*said, str(refused.value)} == {said[0]} and "receive" not in said[0]


def test_who_cannot_enter_may_confirm_without_and_both_read_why(cast, as_member) -> None:
    keep_hours(cast, floor=-60, lowest_floor=-60)
    exchange = of_hours(cast, State.DONE_BY_ONE)
    lea, here = as_member("lea"), exchange.get_absolute_url()
    assert "There is not enough room here" in page_of(lea, exchange)
    answer = lea.post(f"{here}confirm/")
    assert answer.status_code == 409 and "There is not enough room here" in text_of(answer)
    assert "Confirm without hours" in page_of(lea, exchange)
    assert lea.post(f"{here}confirm/", {"without_hours": "yes"}).status_code == 303
    exchange.refresh_from_db()
    assert (exchange.state, exchange.not_entered) == (State.DONE, "no_room")
    for client in (lea, as_member("ben")):
        page = page_of(client, exchange)
        assert page.count("No hours were entered: there is not enough room") == 2
        assert "Enter the hours" not in page
    assert list(check_hours()) == []


def test_hours_that_fit_are_entered_whatever_the_button_said(cast) -> None:
    keep_hours(cast)
    exchange = of_hours(cast, State.DONE_BY_ONE)
    services.confirm(member=cast.lea, exchange=exchange, without_hours=True)
    assert balances(cast) == (120, -120)


def test_either_enters_the_hours_once_there_is_room(cast, as_member) -> None:
    keep_hours(cast, floor=-60, lowest_floor=-60)
    exchange = of_hours(cast, State.DONE_BY_ONE)
    services.confirm(member=cast.lea, exchange=exchange, without_hours=True)
    with pytest.raises(accounts.NoRoom):
        services.enter_hours(member=cast.lea, exchange=exchange)
    accounts.account_of(cast.ben, cast.public)
    said = {"floor": -600, "ceiling": 2400, "reason": "He helps a lot."}
    accounts.widen_bounds(owner=cast.odo, community=cast.public, member=cast.ben, **said)
    assert "Enter the hours" in page_of(as_member("ben"), exchange)
    address = f"{exchange.get_absolute_url()}enter-hours/"
    assert as_member("ben").post(address).status_code == 303
    assert balances(cast) == (120, -120)
    exchange.refresh_from_db()
    assert exchange.entry is not None and exchange.not_entered == ""
    assert as_member("ben").post(address).status_code == 409
    assert "Ben enters the hours: 2 hours." in page_of(as_member("lea"), exchange)


def test_what_both_say_after_a_dispute_is_entered_or_says_why(cast) -> None:
    keep_hours(cast, floor=-60, lowest_floor=-60)
    exchange = of_hours(cast, State.DISPUTED)
    services.settle(member=cast.ben, exchange=exchange, outcome=Outcome.DONE)
    services.settle(member=cast.lea, exchange=exchange, outcome=Outcome.DONE)
    exchange.refresh_from_db()
    assert (exchange.state, exchange.not_entered) == (State.SETTLED, "no_room")


def test_what_is_closed_before_it_is_confirmed_says_that_nothing_was_entered(
    cast, as_member
) -> None:
    keep_hours(cast)
    exchange = of_hours(cast, State.DONE_BY_ONE)
    leave(member=cast.ben, community=cast.public)
    exchange.refresh_from_db()
    assert exchange.state == State.CLOSED
    page = page_of(as_member("lea"), exchange)
    assert "No hours were entered before this was closed." in page
    assert "owner of the community can give them to you" in page


def test_the_database_takes_no_done_hours_without_an_entry_or_a_reason(cast) -> None:
    exchange = of_hours(cast, State.DONE)
    for state in (State.DONE, State.REFLECTED, State.SETTLED):
        with pytest.raises(IntegrityError), transaction.atomic():
            Exchange.objects.filter(pk=exchange.pk).update(state=state, not_entered="")


def test_hours_once_more_can_be_a_gift_where_none_are_kept_any_more(cast, as_member) -> None:
    keep_hours(cast)
    exchange = of_hours(cast, State.DONE_BY_ONE)
    services.confirm(member=cast.lea, exchange=exchange)
    ben, here = as_member("ben"), f"{exchange.get_absolute_url()}again/"
    assert "As a gift this time" not in text_of(ben.get(here))
    keep_hours(cast, is_on=False)
    assert "As a gift this time" in text_of(ben.get(here))
    soon = timezone.now() + timedelta(days=3)
    with pytest.raises(Refusal, match="a gift is always possible"):
        services.repeat(member=cast.ben, exchange=exchange, starts_at=soon)
    again = services.repeat(member=cast.ben, exchange=exchange, starts_at=soon, as_gift=True)
    assert again.proposals.get().way == Way.GIFT


def checked(*words: str) -> str:
    out = StringIO()
    call_command("check_hours", *words, stdout=out, stderr=StringIO(), verbosity=1)
    return out.getvalue()


def test_the_command_names_what_is_wrong_and_mends_it_under_the_rules(cast) -> None:
    lost, other = of_hours(cast, State.DONE), of_hours(cast, State.REFLECTED)
    with pytest.raises(CommandError, match="2 things are wrong"):
        checked()
    keep_hours(cast, floor=-120, lowest_floor=-120)
    assert "1 exchanges entered, 1 told why not." in checked("--mend")
    assert balances(cast) == (120, -120)
    for exchange in (lost, other):
        exchange.refresh_from_db()
    assert (lost.not_entered, other.not_entered) == ("", "no_room")
    assert "no hours are lost" in checked()


def test_the_command_finds_accounts_that_do_not_agree(cast, capsys) -> None:
    keep_hours(cast)
    exchange = of_hours(cast, State.DONE_BY_ONE)
    services.confirm(member=cast.lea, exchange=exchange)
    assert list(check_hours()) == []
    account = TimeAccount.objects.get(member=cast.lea)
    TimeAccount.objects.filter(pk=account.pk).update(balance=90)
    TimeTransfer.objects.update(is_disputed=True)
    found = {one.broken: one.codes for one in check_hours()}
    assert found["balances that are not the sum of their entries"] == [account.code]
    assert "entries that stand still although nobody clarifies them" in found


def test_a_corrected_hour_widens_nothing_any_more(cast) -> None:
    keep_hours(cast)
    exchange = of_hours(cast, State.DONE_BY_ONE)
    services.confirm(member=cast.lea, exchange=exchange)
    lea = TimeAccount.objects.get(member=cast.lea)
    assert lea.floor == -720
    first = TimeTransfer.objects.get()
    for minutes, floor in ((60, -660), (0, -600), (120, -720)):
        said = {"note": "It was less.", "actor": cast.odo, "key": f"to-{minutes}"}
        accounts.correct(transfer=first, minutes=minutes, **said)
        lea.refresh_from_db()
        assert (lea.balance, lea.floor) == (minutes, floor)
    assert list(check_hours()) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "The two cleared it up."), ("de", "Die beiden haben es geklärt.")],
)
def test_the_word_of_the_house_is_in_the_language_of_the_reader(
    cast, as_member, language, said
) -> None:
    keep_hours(cast)
    exchange = of_hours(cast, State.DONE_BY_ONE)
    services.confirm(member=cast.lea, exchange=exchange)
    services.dispute(member=cast.ben, exchange=exchange, words="It was one hour.")
    for member in (cast.ben, cast.lea):
        partly = {"outcome": Outcome.PARTLY, "minutes": 60}
        services.settle(member=member, exchange=exchange, **partly)
    Member.objects.update(language=language)
    assert said in text_of(as_member("lea").get("/hours/"))
