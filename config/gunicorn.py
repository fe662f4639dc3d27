"""What the web process writes down: the route, never an address or the words of a search."""

from gunicorn.glogging import Logger

from config.logs import WithoutRequestLines, Wordless

accesslog = "-"
# Method, route (config/middleware.py), status, bytes, milliseconds. Nobody's address, no token.
access_log_format = "%(m)s %({resonanz.route}e)s %(s)s %(B)s B %(M)s ms"


class QuietLogger(Logger):
    """Gunicorn's logger without the addresses of people and without what they asked for."""

    def setup(self, cfg):  # type: ignore[no-untyped-def]
        super().setup(cfg)
        if not any(isinstance(each, WithoutRequestLines) for each in self.error_log.filters):
            self.error_log.addFilter(WithoutRequestLines())
        for handler in self.error_log.handlers:
            handler.setFormatter(Wordless(self.error_fmt, self.datefmt))


logger_class = QuietLogger
