"""What is told on to a reader after a door has closed: the tables of news and of the export."""

STATES = ("left", "removed", "hidden", "blocked", "deactivated")
# Which news is told on to a reader who left or was removed from the community it is about, for whom
# that was hidden, who is parted by a block from everybody else, or is the only one still active.
# A dot: left out. An equals sign: told, and naming nothing the reader could not see otherwise.
NEWS = """
communities.asked_to_join         . . . . .
communities.complained            . . . = =
communities.decided               = = = = =
communities.declined              = = = = =
communities.invited               = = . . .
communities.let_in                . . . = =
communities.removed               = = = = =
communities.reported              . . . = =
communities.role_changed          . . . = =
debates.argued                    . . . . .
debates.commitment_done           . . . . .
debates.commitment_due            . . . = =
debates.commitment_passed         . . . = =
debates.commitment_witness_asked  . . . . .
debates.echo                      = = = = =
debates.felt_heard                . . . . .
debates.joint_drafted             . . . . .
debates.joint_opened              . . . . .
debates.joint_ratified            . . . . .
debates.joint_reworded            . . . . .
debates.joint_set_aside           . . . . .
debates.judged                    . . . . .
debates.mission_carried           . . . . .
debates.mission_ended             . . . . .
debates.mission_review            . . . = =
debates.mission_set_out           . . . . .
debates.mission_started           . . . . .
debates.moved_somebody            . . . . .
debates.not_quite                 . . . . .
debates.position_taken            . . . . .
debates.progress_told             . . . . .
debates.restated                  . . . . .
debates.restatement_lapsed        . . . . =
debates.topic_closed              . . . . .
debates.witness_asked             . . . . .
debates.witness_declined          . . . . .
debates.witness_proposed          . . . . .
members.message_received          = = = . .
members.question_answered         = = = . .
members.question_asked            = = = . .
sharing.exchange_agreed           = = = . .
sharing.exchange_date             = = = . .
sharing.exchange_moved            = = = . .
sharing.exchange_proposed         = = = . .
sharing.exchange_reminder         = = = . .
sharing.experience_agreed         = = = . .
sharing.experience_public         = = = . .
sharing.experience_tried          = = = . .
sharing.experience_written        = = = . .
sharing.hours_corrected           . . . . .
sharing.hours_opened              . . . . .
sharing.introduction_came_about   = = = . .
sharing.introduction_made         = = = . .
sharing.introduction_rests        = = = . .
sharing.match_found               . . . . .
sharing.mediation_asked           = = = = =
sharing.offer_runs_out            = = = = =
sharing.request_asked_on          = = = = =
sharing.request_runs_out          = = = = =
sharing.ring_begun                = = = = .
sharing.ring_ended                = = = = .
sharing.ring_proposed             = = = = .
sharing.rota_turn                 . . . . .
sharing.search_found              = = = = =
sharing.stayed_away               = = = . .
"""
# Which parts of the export get shorter then (a minus): others' words go, one's own stay.
EXPORT = """
acceptances               . . . . .
account                   . . . . .
administration            . . . . .
blocks                    . . . . .
communities.activities    . . . . .
communities.cases         . . . . .
communities.complaints    . . . . .
communities.decisions     . . . . .
communities.founded       . . . . .
communities.invitations   . . . . .
communities.memberships   . . . . .
communities.reports       . . . . .
consents                  . . . . .
conversations             . . . . .
debates.arguments         . . . . .
debates.choices           . . . . .
debates.commitments       - - - - -
debates.credits           - - - - -
debates.echoes            . . . . .
debates.joint_statements  . . . . .
debates.missions          . . . . .
debates.missions_carried  . . . . .
debates.places            . . . . .
debates.positions         . . . . .
debates.progress          . . . . .
debates.ratifications     . . . . .
debates.restatements      . . . . .
debates.statements        . . . . .
debates.topics            . . . . .
debates.votes             . . . . .
debates.witnessings       . . . . .
digests                   . . . . .
earlier_versions          . . . . .
email_addresses           . . . . .
encounters                . . . . .
notification_choices      . . . . .
notifications             - - - - -
outbox                    . . . . .
questions                 . . . - -
second_factors            . . . . .
sessions                  . . . . .
sharing.availability      . . . . .
sharing.exchanges         . . . . .
sharing.experiences       . . . . .
sharing.introductions     . . . - -
sharing.mediations        . . . . .
sharing.not_for_me        . . . . .
sharing.offers            . . . . .
sharing.proposals         . . . . .
sharing.reflections       . . . . .
sharing.requests          . . . . .
sharing.rings             . . . . .
sharing.rota              . . . . .
sharing.searches          . . . . .
sharing.showings          . . . . .
sharing.skills            . . . . .
sharing.tellings          . . . . .
sharing.time_accounts     . . . . .
sharing.trials            . . . . .
sent_once                 . . . . .
tokens                    . . . . .
values                    . . . . .
"""


def column(table: str, state: str) -> dict[str, str]:
    """What a table says of one state, by the names of its rows."""
    rows = [line.split() for line in table.strip().splitlines()]
    return {name: cells[STATES.index(state)] for name, *cells in rows}
