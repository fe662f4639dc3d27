"""Whether time accounts keep their promises under load.

    bin/bench hours

10,000 random operations (give, receive, the same again, correct, leave, come back, widen) over 20
connections at once, in a community of its own that is taken away again. Exits with 1 if the sum is
not zero, a bound is crossed, a balance is not the sum of its entries, a change of a bound is not in
the log, a settlement was entered twice, or an operation failed otherwise than with a sentence.
"""

import argparse
import os
import sys
import time

from tests.bench.pages import production

PEOPLE = 40
REPLAYED = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--operations", type=int, default=10_000)
    parser.add_argument("--connections", type=int, default=20)
    asked = parser.parse_args()
    os.environ.update(production())
    # Importing it sets Django up, which reads its settings from the environment.
    import tests.bench.world  # noqa: F401

    sys.exit(measure(asked.operations, asked.connections))


def measure(operations: int, at_once: int) -> int:
    from communities.models import Community
    from members.models import Member
    from sharing.models import TimeTransfer
    from tests.sharing.ledger_load import run, violations

    crowd = _crowd()
    try:
        begun = time.perf_counter()
        run(crowd, operations=operations, connections_at_once=at_once)
        seconds = time.perf_counter() - begun
        wrong = [*violations(crowd.community), *map(repr, crowd.problems)]
        replayed = TimeTransfer.objects.filter(
            community=crowd.community, key__startswith="again-"
        ).count()
        if replayed > REPLAYED:
            wrong.append(f"{replayed} entries for {REPLAYED} settlements that were sent again")
        print(
            f"{operations:,} operations over {at_once} connections in {seconds:.0f} s: "
            f"{crowd.done:,} done, {crowd.refused:,} refused with a sentence, "
            f"{len(wrong)} promises broken (bound 0)"
        )
        for one in wrong[:20]:
            print(f"  {one}")
        return int(bool(wrong))
    finally:
        TimeTransfer.objects.filter(community=crowd.community, corrects__isnull=False).delete()
        Community.objects.filter(pk=crowd.community.pk).delete()
        Member.objects.filter(handle__startswith="hours-", email__endswith="@example.org").delete()


def _crowd():
    """Forty members and an owner in a community that keeps hours."""
    from communities.models import Community, Membership, Role, Visibility
    from members.models import Member
    from sharing.services.accounts import set_rules
    from tests.sharing.ledger_load import Crowd

    people = [
        Member.objects.create_user(f"hours-{n}@example.org", handle=f"hours-{n}", name=f"N {n}")
        for n in range(PEOPLE + 1)
    ]
    community = Community.objects.create(
        slug="hours-under-load",
        name="Hours under load",
        purpose="To be measured.",
        visibility=Visibility.PUBLIC,
    )
    Membership.objects.bulk_create(
        Membership(
            member=member,
            community=community,
            role=Role.OWNER if member is people[0] else Role.MEMBER,
        )
        for member in people
    )
    bounds = {"floor": -600, "lowest_floor": -1500, "ceiling": 2400}
    set_rules(owner=people[0], community=community, is_on=True, **bounds)
    return Crowd(community, people[0], people[1:])


if __name__ == "__main__":
    main()
