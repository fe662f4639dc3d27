"""Forms that say how one thing is to stand: whoever sends them again finds it so, or is
told that it is done.
"""

from tests.access.rows import POST, WHO, Row
from tests.makings import Making
from tests.test_access import TABLE

# A new address belongs here, or among what is made (`tests/made_by_forms.py`).
SETTLED = {
    "": """
        choose_theme set_language
    """,
    "members": """
        accept_terms block decide digest_rhythm discard_unsent end_other_sessions
        end_session forget_versions how_often language_settings leave notification
        notification_settings profile_settings read_all rest_question revoke_token
        reword_answer show_question take_up_value unblock unsubscribe value welcome
        withdraw_question withdraw_value
    """,
    "communities": """
        accept_invitation change_role decline_invitation join let_in membership
        own_membership settings withdraw_invitation withdraw_request
    """,
    "debates": """
        accept_witness answer_as_witness carry_mission choose_topic close_topic
        confirm_heard cosign_joint debate_rules decline_witness edit_argument edit_topic
        leave_mission listen ratify_joint reopen_topic restore_argument restore_credit
        restore_position restore_topic set_aside_joint set_out settle_commitment
        take_back_commitment take_position vote withdraw_argument withdraw_credit
        withdraw_position withdraw_topic withdraw_vote
    """,
    "sharing": """
        agree_to_experience answer_introduction answer_ring availability close_offer
        close_request community_rota delete_search drop_skill edit_experience edit_offer
        edit_request exchange_agree exchange_confirm exchange_enter_hours
        exchange_publish exchange_rest exchange_take_up exchange_withdraw hours_rules
        leave_turn look_first look_for_ring not_for_me note_skill notify_search
        publish_offer publish_request renew_offer renew_request reopen_offer
        reopen_request restore_experience restore_offer restore_request restore_skill
        restore_trial skills take_back tie_skill withdraw_experience withdraw_offer
        withdraw_request withdraw_trial
    """,
}
# Addresses of allauth. Only the sign-up makes something that others see; four clicks on it are in
# `tests/members/test_account_at_once.py`.
OF_ACCOUNTS = """
    account_change_password account_confirm_email account_confirm_login_code account_email
    account_email_verification_sent account_inactive account_login account_logout
    account_reauthenticate account_reset_password account_reset_password_done
    account_reset_password_from_key account_reset_password_from_key_done account_set_password
    account_signup mfa_activate_totp mfa_add_webauthn mfa_authenticate mfa_deactivate_totp
    mfa_download_recovery_codes mfa_edit_webauthn mfa_generate_recovery_codes mfa_index
    mfa_list_webauthn mfa_login_webauthn mfa_reauthenticate mfa_reauthenticate_webauthn
    mfa_remove_webauthn mfa_view_recovery_codes usersessions_list
"""
LEADS_ON = {"302", "303"}


def names() -> set[str]:
    """The names of all these addresses."""
    return {
        f"{space}:{name}".removeprefix(":") for space in SETTLED for name in SETTLED[space].split()
    }


def _sent_by(row: Row) -> tuple[str | None, int] | None:
    """Whom of the cast the table of access lets through."""
    for who in WHO:
        if row.expected[who] in LEADS_ON:
            return who, int(row.expected[who])
    return None


def settlings() -> list[Making]:
    """One form of each address, as the table of access sends it."""
    found: dict[str, Making] = {}
    for row in TABLE:
        if row.method == POST and row.name in names() - set(found) and (by := _sent_by(row)):
            found[row.name] = Making(row.name, row.arguments, by[0], row.data, False, by[1])
    return list(found.values())
