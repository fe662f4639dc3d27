"""The doors that no floor owns."""

from tests.access.rows import GET, POST, Row

ROWS = [
    Row("livez", "", GET, "200"),
    Row("readyz", "", GET, "200"),
    Row("set_language", "", POST, "400"),
    Row("set_language", "", POST, "302", {"language": "de"}),
    Row("choose_theme", "", POST, "302", {"theme": "dark"}),
    Row("styleguide", "", GET, "200"),
    Row("mailbox", "", GET, "200"),
    Row("letter", "name=nothing kind=html", GET, "404"),
    Row("mail_samples", "", GET, "200"),
    Row("mail_sample", "name=members.digest language=de kind=html", GET, "200"),
    Row("mail_sample", "name=nothing language=de kind=html", GET, "404"),
    Row("mail_sample", "name=members.digest language=xx kind=html", GET, "404"),
    Row("mail_sample", "name=members.digest language=de kind=pdf", GET, "404"),
]
