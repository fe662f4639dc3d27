"""Small writers of HTML: people, stances, dates, running text and form fields.

Plain functions from values to safe strings; `members/templatetags/resonanz.py` offers them to
templates. They exist because a loop of twenty rows must not cost thousands of template nodes.
"""
