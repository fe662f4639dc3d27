"""Records what every page and mail looks like, to compare before and after a change of templates.

    RECORD=var/before bin/test -p tests.recorder.everything tests/recorder/pages.py
    RECORD=var/before bin/test -p tests.recorder.everything -m "not browser"

writes one file a page into the folder; `git diff --no-index var/before var/after` compares two.
"""
