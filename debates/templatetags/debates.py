"""Tags of debates: what stands in loops of twenty rows is written here, not in template nodes."""

from django import template

from debates import markup

register = template.Library()

register.simple_tag(markup.grounds, name="grounds")
register.simple_tag(markup.dialogue, name="dialogue")
register.simple_tag(markup.station_people, name="station_people")
register.simple_tag(markup.lines, name="lines")
register.simple_tag(markup.entries, name="entries")
register.simple_tag(markup.chain, name="chain")
register.simple_tag(markup.steps, name="steps")
register.simple_tag(markup.claim_figures, name="claim_figures")
register.simple_tag(markup.claims, name="claims")
register.simple_tag(markup.landscape_map, name="landscape_map")
register.simple_tag(markup.statement_lines, name="statement_lines")
register.simple_tag(markup.claim_gist, name="claim_shares")
register.simple_tag(markup.thread, name="thread")
register.simple_tag(markup.acts, name="acts")
register.simple_tag(markup.retellings, name="retellings")
