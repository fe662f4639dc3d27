"""What the web process writes down: the page, never the words that were searched for."""

accesslog = "-"
# Method, path without its query, status, bytes, milliseconds. No address of a person.
access_log_format = "%(m)s %(U)s %(s)s %(B)s B %(M)s ms"
