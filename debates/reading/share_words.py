"""How many agreed and disagreed, in words: counts of public votes, tenths of members' votes."""

from django.utils.translation import gettext, ngettext

from debates.reading.landscape import Share


def share_in_words(share: Share) -> str:
    """“61 of 66 agree”; of members' votes “about 9 in 10 agree”."""
    if not share.in_tenths:
        words = ngettext("%(agree)s of %(seen)s agrees", "%(agree)s of %(seen)s agree", share.agree)
        return words % {"agree": share.agree, "seen": share.seen}
    told = {0: gettext("almost nobody agrees"), 10: gettext("almost everybody agrees")}
    about = (
        gettext("about half agree") if share.agree == 5 else gettext("about %(tenth)s in 10 agree")
    )
    return told.get(share.agree, about % {"tenth": share.agree})


def all_in_words(share: Share) -> str:
    """Everybody's votes on a statement."""
    if share.in_tenths:
        return gettext("Agree: %(agree)s. Disagree: %(disagree)s.") % {
            "agree": tenths_in_words(share.agree),
            "disagree": tenths_in_words(share.disagree),
        }
    return gettext("Agree: %(agree)s of %(seen)s; disagree: %(disagree)s; pass: %(passes)s.") % {
        "agree": share.agree,
        "seen": share.seen,
        "disagree": share.disagree,
        "passes": share.seen - share.agree - share.disagree,
    }


def tenths_in_words(tenths: int) -> str:
    """So many of ten, after rounding: never everybody, never nobody."""
    told = {
        0: gettext("almost nobody"),
        5: gettext("about half"),
        10: gettext("almost everybody"),
    }
    return told.get(tenths) or gettext("about %(tenth)s in 10") % {"tenth": tenths}
