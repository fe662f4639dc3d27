"""What has to hold before a step: each guard refuses with the sentence that says why not."""

from django.utils.translation import gettext_lazy as _

from members.models import QuestionState
from members.refusals import Refusal, require
from sharing.access import exchanges as access
from sharing.models import ExchangeState, Outcome, Proposal, Reflection, Telling
from sharing.refusals import TooEarly
from sharing.services.exchanges.act import Act, Event
from sharing.services.exchanges.hours import hindrance
from sharing.services.exchanges.moments import (
    DISPUTE_WITHIN,
    MEDIATE_AFTER,
    disputed_at,
    gave_at_most_as_agreed,
    is_final,
    moments_of,
)

MOST_PROPOSALS, MOST_CORRECTIONS = 6, 2


def both_are_here(act: Act) -> None:
    require(access.both_are_here, act.exchange)


def is_time(act: Act) -> None:
    """The clock acts once its moment has come, and not before."""
    if act.member is not None:
        return
    moment = next((one for one in moments_of(act.exchange) if one.event == act.event), None)
    if moment is None or moment.at > act.now:
        raise TooEarly


def question_is_answered(act: Act) -> None:
    question = act.exchange.question
    if question is None or question.state != QuestionState.ANSWERED:
        raise Refusal(_("Answer the question first. With the answer you begin to talk."))


def question_is_withdrawn(act: Act) -> None:
    question = act.exchange.question
    if question is not None and question.withdrawn_at is None:
        raise Refusal(_("Only an open question of your own can be withdrawn."))


def talked_or_asked(act: Act) -> None:
    """Where nobody has answered yet, only whoever asked takes it up; the other answers."""
    asked = act.exchange.question_id and not answered(act)
    if asked and act.exchange.asker_id != (act.member and act.member.pk):
        raise Refusal(_("Answer the question, and the exchange is taken up again."))


def answered(act: Act) -> bool:
    return act.exchange.events.filter(state_after=ExchangeState.TALKING).exists()


def proposals_are_left(act: Act) -> None:
    if act.exchange.proposals.count() >= MOST_PROPOSALS:
        raise Refusal(
            _(
                "Six proposals have gone to and fro. Agree on this one, decline it,"
                " or talk it over in your conversation first."
            )
        )


def still_to_come(act: Act) -> None:
    """What is agreed lies ahead."""
    last = _last(act)
    if last.starts_at <= act.now:
        raise Refusal(_("The day of this proposal has passed. Propose another day instead."))


def before_the_start(act: Act) -> None:
    assert act.exchange.starts_at
    if act.exchange.starts_at <= act.now:
        raise Refusal(
            _("The time has come already. Say that it is done, or how it came that it was not.")
        )


def after_the_start(act: Act) -> None:
    assert act.exchange.starts_at
    if act.exchange.starts_at > act.now:
        raise TooEarly(_("It has not begun yet. You can say this from the agreed time on."))


def after_the_end(act: Act) -> None:
    assert act.exchange.ends_at
    if act.exchange.ends_at > act.now:
        raise TooEarly(_("It is not over yet. You can say this from the agreed end on."))


def a_date_waits(act: Act) -> None:
    if act.exchange.new_starts_at is None:
        raise Refusal(_("No new date is waiting."))


def hours_are_missing(act: Act) -> None:
    if not act.exchange.not_entered:
        raise Refusal(_("No hours of this exchange are missing."))


def hours_fit(act: Act) -> None:
    """The house may look in any case, and says why not."""
    if act.member is not None and (refusal := hindrance(act.exchange)):
        raise refusal


def corrections_are_left(act: Act) -> None:
    if act.exchange.corrections >= MOST_CORRECTIONS:
        raise Refusal(
            _(
                "You have asked for corrections twice. Confirm it now, or say that you see it"
                " differently; then two moderators help you."
            )
        )


def no_more_than_agreed(act: Act) -> None:
    if not gave_at_most_as_agreed(act.exchange):
        raise TooEarly(_("More than agreed is entered only with a yes of the other."))


def not_final(act: Act) -> None:
    if is_final(act.exchange):
        raise Refusal(_("The seven days are over. What you both told stays as it is."))


def not_told_yet(act: Act) -> None:
    if Telling.objects.filter(exchange=act.exchange, member=act.member).exists():
        raise Refusal(_("You have told how it came already. The other may tell it, too."))


def within_thirty_days(act: Act) -> None:
    done_at = act.exchange.done_at
    if done_at is None or act.now > done_at + DISPUTE_WITHIN:
        raise Refusal(_("This was done more than thirty days ago and stays as it is."))


def not_reflected_yet(act: Act) -> None:
    if Reflection.objects.filter(exchange=act.exchange, member=act.member).exists():
        raise Refusal(_("You have written what you took along already."))


def both_or_mediator(act: Act) -> None:
    """Settled by what the other has suggested, too, or by a mediator after fourteen days."""
    if access.Role.PARTY not in access.roles_of(act.member, act.exchange):
        if act.now < disputed_at(act.exchange) + MEDIATE_AFTER:
            raise TooEarly(
                _("The two have fourteen days to settle it themselves. After that you may decide.")
            )
        return
    if not says_the_same(act):
        raise Refusal(_("The other has not suggested the same. Suggest it, and they can agree."))


def says_the_same(act: Act) -> bool:
    """Whether the other's latest suggestion is what is given now."""
    theirs = act.exchange.events.filter(event=Event.SUGGEST).exclude(actor=act.member)
    last = theirs.order_by("-at", "-id").first()
    given = (act.given.get("outcome"), _minutes(act))
    return last is not None and (last.data["outcome"], last.data.get("minutes")) == given


def _minutes(act: Act) -> int | None:
    return act.given.get("minutes") if act.given.get("outcome") == Outcome.PARTLY else None


def _last(act: Act) -> Proposal:
    last = act.exchange.proposals.order_by("number").last()
    assert last is not None
    return last
