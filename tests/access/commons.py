"""The doors of experiences, introductions and the listening rota."""

from tests.access.rows import GET, POST, Row

OWN = {"version": "1"}
SITS = {"sits": "yes"}
ROWS = [
    Row("sharing:experiences", "", GET, "200"),
    Row("sharing:new_experience", "", GET, "in 200 200 200 200 200"),
    Row("sharing:new_experience", "", POST, "in 422 422 422 422 422"),
    *(
        row
        for one, read, write in (
            ("public", "200", "in 403 {lea} 403 403 403"),
            ("closed", "404 404 200 200 200 404", "in 404 {lea} 403 403 404"),
            ("secret", "404 404 200 200 200 404", "in 404 {lea} 403 403 404"),
        )
        for row in (
            Row("sharing:experience", f"pk=experience.{one}", GET, read),
            Row("sharing:experience_versions", f"pk=experience.{one}", GET, read),
            Row("sharing:edit_experience", f"pk=experience.{one}", GET, write.format(lea=200)),
            Row("sharing:edit_experience", f"pk=experience.{one}", POST, write.format(lea=422)),
            Row(
                "sharing:agree_to_experience",
                f"pk=experience.{one}",
                POST,
                write.format(lea=303),
                OWN,
            ),
            Row("sharing:withdraw_experience", f"pk=experience.{one}", POST, write.format(lea=303)),
            Row("sharing:restore_experience", f"pk=experience.{one}", POST, write.format(lea=303)),
        )
    ),
    Row("sharing:tell_trial", "pk=experience.public", POST, "in 422 422 422 422 422"),
    Row("sharing:tell_trial", "pk=experience.closed", POST, "in 404 422 422 422 404"),
    Row("sharing:tell_trial", "pk=experience.secret", POST, "in 404 422 422 422 404"),
    Row("sharing:withdraw_trial", "pk=trial.public", POST, "in 403 403 303 403 403"),
    Row("sharing:withdraw_trial", "pk=trial.closed", POST, "in 404 403 303 403 404"),
    Row("sharing:restore_trial", "pk=trial.public", POST, "in 403 403 303 403 403"),
    Row("sharing:restore_trial", "pk=trial.closed", POST, "in 404 403 303 403 404"),
    Row("sharing:introductions", "", GET, "in 200 200 200 200 200"),
    Row("sharing:new_introduction", "", GET, "in 200 200 200 200 200"),
    Row("sharing:new_introduction", "", POST, "in 422 422 422 422 422"),
    Row("sharing:introduction", "pk=introduction.public", GET, "in 404 200 200 404 404"),
    Row("sharing:answer_introduction", "pk=introduction.public", POST, "in 404 303 403 404 404"),
    Row("sharing:community_rota", "slug=community.public", GET, "in 200 200 200 200 200"),
    Row("sharing:community_rota", "slug=community.closed", GET, "in 200 200 200 200 200"),
    Row("sharing:community_rota", "slug=community.secret", GET, "in 404 200 200 200 404"),
    Row("sharing:community_rota", "slug=community.public", POST, "in 403 303 303 303 403", SITS),
    Row("sharing:community_rota", "slug=community.closed", POST, "in 403 303 303 303 403", SITS),
    Row("sharing:community_rota", "slug=community.secret", POST, "in 404 303 303 303 404", SITS),
    Row("sharing:rota", "", GET, "in 200 200 200 200 200"),
    Row("sharing:leave_turn", "pk=turn.public", POST, "in 404 404 303 404 404"),
    Row("sharing:leave_turn", "pk=turn.closed", POST, "in 404 404 303 404 404"),
]
