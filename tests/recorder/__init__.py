"""Records what every page and mail looks like, to compare before and after a change of templates.

    RECORD=var/before bin/test tests/recorder/pages.py
    git diff --no-index var/before var/after

One file a page; `pages.py` is no test and only runs when it is named. With a plugin, whatever the
tests themselves see and send is recorded besides:

    RECORD=var/before bin/test tests/debates -p tests.recorder.everything
"""
