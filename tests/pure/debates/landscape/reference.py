"""Compares a landscape with the reference figures in the summary.json of a conversation."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from math import comb
from typing import Any

from debates.landscape import CampFigures, Landscape, StatementFigures, Votes
from debates.landscape.constants import SIGNIFICANT
from debates.landscape.scores import share
from debates.polis import Conversation

Partition = Mapping[Hashable, Hashable]


def votes_in(conversation: Conversation) -> Votes:
    """The matrix straight from the files, without a database."""
    return Votes.of(
        ((cast.person, cast.claim, cast.vote) for cast in conversation.casts),
        [claim.id for claim in conversation.claims],
        {claim.id for claim in conversation.claims if claim.moderated == -1},
    )


def groups_in(conversation: Conversation) -> dict[str, int]:
    return {one.id: one.group for one in conversation.people if one.group is not None}


def alike(one: Partition, other: Partition) -> float:
    """The adjusted Rand index over those who are in both: 1 the same partition, 0 chance."""
    both = one.keys() & other.keys()

    def pairs(labels: Iterable[Hashable]) -> int:
        return sum(comb(size, 2) for size in Counter(labels).values())

    together = pairs((one[key], other[key]) for key in both)
    ours, theirs = pairs(one[key] for key in both), pairs(other[key] for key in both)
    chance = ours * theirs / comb(len(both), 2)
    most = (ours + theirs) / 2
    return 1.0 if most == chance else (together - chance) / (most - chance)


@dataclass
class Comparison:
    """How many values and lists were compared, the largest deviation, and lists that differ."""

    values: int = 0
    lists: int = 0
    deviation: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def value(self, ours: float | None, theirs: float) -> None:
        self.values += 1
        away = float("inf") if ours is None else abs(ours - theirs)
        self.deviation = max(self.deviation, away)

    def listing(self, name: str, ours: Iterable[Hashable], theirs: list[Any]) -> None:
        self.lists += 1
        if list(ours) != theirs:
            self.wrong.append(name)


def compare(landscape: Landscape, reference: Mapping[str, Any]) -> Comparison:
    """Every figure and every list of a reference that was computed with the same groups."""
    seen = Comparison()
    figures = {statement.id: statement for statement in landscape.statements}
    _consensus(seen, landscape, figures, reference["group_informed_consensus"])
    for camp, told in reference["representative_statements"].items():
        _representative(seen, landscape, figures, int(camp), told)
    for side, told in reference["overall_consensus"].items():
        _overall(seen, landscape, side, told)
    explained = reference["ari_against_published"]["explained_variance_ratio"]
    seen.listing("explained", [round(part, 4) for part in landscape.explained], explained)
    return seen


def _consensus(
    seen: Comparison,
    landscape: Landscape,
    figures: Mapping[Hashable, StatementFigures],
    told: Mapping[str, Any],
) -> None:
    rejecting = sorted(figures.values(), key=lambda one: -(one.consensus_disagree or 0))
    orders = {
        "top_agree": landscape.common_ground,
        "top_disagree": [one.id for one in rejecting],
        "most_divisive": landscape.most_divisive,
    }
    for name, order in orders.items():
        seen.listing(name, order[: len(told[name])], _ids(told[name]))
        for entry in told[name]:
            ours = figures[str(entry["statement_id"])]
            if "value" in entry:
                seen.value(ours.consensus, entry["value"])
            if "value_disagree" in entry:
                seen.value(ours.consensus_disagree, entry["value_disagree"])
            if "spread" in entry:
                seen.value(ours.divide, entry["spread"])
            for camp in ours.camps:
                _counts(seen, camp, entry.get("groups", {}).get(str(camp.camp)))


def _counts(seen: Comparison, camp: CampFigures, told: Mapping[str, Any] | None) -> None:
    if told:
        seen.value(camp.agree, told["agree"])
        seen.value(camp.disagree, told["disagree"])
        seen.value(camp.seen, told["votes"])
        seen.value(float(share(camp.agree, camp.seen)), told["p_agree"])
        seen.value(float(share(camp.disagree, camp.seen)), told["p_disagree"])


def _representative(
    seen: Comparison,
    landscape: Landscape,
    figures: Mapping[Hashable, StatementFigures],
    camp: int,
    told: Mapping[str, Any],
) -> None:
    rows = {key: _of(one, camp) for key, one in figures.items()}
    sufficient = [row for row in rows.values() if _suffices(row)]
    seen.value(len(sufficient), told["n_sufficient"])
    seen.listing(f"camp {camp}", landscape.representative[camp], _ids(told["selected"]))
    for entry in told["selected"]:
        row = rows[str(entry["statement_id"])]
        told_side = (entry["representative_for"], entry.get("best_agree", False))
        seen.listing(f"side in camp {camp}", (row.side, row.best_agree), list(told_side))
        seen.value(row.agree if row.side == "agree" else row.disagree, entry["n_success"])
        seen.value(row.seen, entry["n_trials"])
        for name in ("p_success", "p_test", "repness", "repness_test", "metric"):
            seen.value(getattr(row, name), entry[name])


def _overall(
    seen: Comparison, landscape: Landscape, side: str, told: list[Mapping[str, Any]]
) -> None:
    ours = getattr(landscape.overall, side)
    seen.listing(f"overall {side}", [one.id for one in ours], _ids(told))
    for one, entry in zip(ours, told, strict=False):
        seen.value(one.success, entry["n_success"])
        seen.value(one.seen, entry["n_trials"])
        for name in ("p_success", "p_test", "metric"):
            seen.value(getattr(one, name), entry[name])


def _of(statement: StatementFigures, camp: int) -> CampFigures:
    return next(row for row in statement.camps if row.camp == camp)


def _suffices(row: CampFigures) -> bool:
    return (row.p_test or 0) > SIGNIFICANT and (row.repness_test or 0) > SIGNIFICANT


def _ids(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    return [str(entry["statement_id"]) for entry in entries]
