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
