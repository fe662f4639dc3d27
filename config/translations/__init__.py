"""The catalogues of the interface: extracted, compiled and checked without system tools.

English stands in the source; every other language has a folder in `locale/` with
`django.po` (our own words) and `packages.po` (our words for messages of packages, where theirs
do not suit). `docs/languages.md` tells how to add a language.
"""
