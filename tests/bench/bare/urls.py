"""One address, one query, one template."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

# Twenty rows by the primary key's index: what a list costs at the very least.
ROWS = "SELECT id, question, why, created_at FROM debates_topic ORDER BY id LIMIT 20"

# Fills the page up to about 30 KB, whatever the rows say.
FILLING = "Words that are always the same. " * 480


def rows(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        found = [
            {"id": pk, "question": question, "why": why, "created_at": created_at}
            for pk, question, why, created_at in cursor.fetchall()
        ]
    return render(request, "page.html", {"rows": found, "filling": FILLING})


urlpatterns = [path("", rows)]
