"""The doors of the API: what every operation answers to everyone of the cast.

The columns are a visitor; Nora, a stranger; Lea, who belongs and wrote (the requests are Ben's);
Mara, who moderates; Odo, who owns; Sam, who is staff, and here a stranger. One number stands for
all.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import transaction
from drf_spectacular.generators import SchemaGenerator
from rest_framework.throttling import SimpleRateThrottle

from tests.access.sent import SENT
from tests.programs import Program
from tests.stage import Stage

WHO = (None, "nora", "lea", "mara", "odo", "sam")
TABLE = """
get    me/                                -                   401 200 200 200 200 200
patch  me/                                -                   401 200 200 200 200 200
get    me/consents/                       -                   401 200 200 200 200 200
put    me/consents/{purpose}/             -                   401 200 200 200 200 200
get    me/values/                         -                   401 200 200 200 200 200
post   me/values/                         -                   401 400 400 400 400 400
get    me/values/{id}/                    value               401 404 200 404 404 404
patch  me/values/{id}/                    value               401 404 200 404 404 404
delete me/values/{id}/                    value               401 404 204 404 404 404
post   me/values/{id}/take-up/            value               401 404 200 404 404 404
get    me/hours/                          -                   401 200 200 200 200 200
get    rings/                             -                   401 200 200 200 200 200
get    rings/{id}/                        ring                401 404 200 200 404 404
post   rings/{id}/answer/                 ring                401 404 200 200 404 404
get    me/searches/                       -                   401 200 200 200 200 200
post   me/searches/                       -                   401 400 400 400 400 400
get    me/searches/{id}/                  search              401 404 200 404 404 404
patch  me/searches/{id}/                  search              401 404 200 404 404 404
delete me/searches/{id}/                  search              401 404 204 404 404 404
get    me/skills/                         -                   401 200 200 200 200 200
post   me/skills/                         -                   401 400 400 400 400 400
get    me/skills/{id}/                    member_skill        401 404 200 404 404 404
patch  me/skills/{id}/                    member_skill        401 404 200 404 404 404
delete me/skills/{id}/                    member_skill        401 404 204 404 404 404
get    me/blocks/                         -                   401 200 200 200 200 200
put    me/blocks/{id}/                    lea                 401 204 403 204 204 204
delete me/blocks/{id}/                    lea                 401 404 404 404 404 404
get    me/listening/                      -                   401 200 200 200 200 200
get    echoes/                            -                   401 200 200 200 200 200
get    echoes/{id}/                       echo                401 404 200 404 404 404
get    members/                           -                   401 200 200 200 200 200
get    members/{id}/                      lea                 401 200 200 200 200 200
get    questions/                         -                   401 200 200 200 200 200
post   questions/                         -                   401 400 400 400 400 400
get    questions/{id}/                    question            401 404 200 404 404 404
delete questions/{id}/                    question            401 404 403 404 404 404
post   questions/{id}/answer/             question            401 404 200 404 404 404
post   questions/{id}/rest/               question            401 404 200 404 404 404
put    questions/{id}/showing/            question            401 404 200 404 404 404
get    notifications/                     -                   401 200 200 200 200 200
post   notifications/read/                -                   401 204 204 204 204 204
post   notifications/{id}/read/           notification        401 404 204 404 404 404
get    communities/                       -                   200
post   communities/                       -                   401 400 400 400 400 400
get    communities/{id}/                  community.public    200
get    communities/{id}/                  community.closed    200
get    communities/{id}/                  community.secret    404 404 200 200 200 404
patch  communities/{id}/                  community.public    401 403 403 403 200 403
patch  communities/{id}/                  community.closed    401 403 403 403 200 403
patch  communities/{id}/                  community.secret    401 404 403 403 200 404
post   communities/{id}/join/             community.public    401 200 200 200 200 200
post   communities/{id}/join/             community.closed    401 403 200 200 200 403
post   communities/{id}/join/             community.secret    401 404 200 200 200 404
post   communities/{id}/leave/            community.public    401 403 204 204 409 403
post   communities/{id}/leave/            community.closed    401 403 204 204 409 403
post   communities/{id}/leave/            community.secret    401 404 204 204 409 404
post   communities/{id}/ask/              community.public    401 403 403 403 403 403
post   communities/{id}/ask/              community.closed    401 200 403 403 403 200
post   communities/{id}/ask/              community.secret    401 404 403 403 403 404
delete communities/{id}/ask/              community.public    401 409 409 409 409 409
delete communities/{id}/ask/              community.closed    401 204 409 409 409 409
delete communities/{id}/ask/              community.secret    401 404 409 409 409 404
get    memberships/                       -                   401 200 200 200 200 200
get    memberships/{id}/                  membership          401 404 200 200 200 404
get    memberships/{id}/                  asked               401 200 404 200 200 404
patch  memberships/{id}/                  membership          401 404 403 403 200 404
post   memberships/{id}/let-in/           asked               401 403 404 200 200 404
post   memberships/{id}/decline/          asked               401 403 404 204 204 404
post   memberships/{id}/remove/           membership          401 404 403 204 204 404
get    reports/                           -                   401 200 200 200 200 200
post   reports/                           -                   401 400 400 400 400 400
get    reports/{id}/                      report.open.public  401 404 404 404 404 404
get    search/                            -                   400
get    skills/                            -                   400
post   skills/{id}/tie/                   skill               401 403 403 200 200 200
get    matches/                           -                   401 200 200 200 200 200
get    matches/not-for-me/                -                   401 200 200 200 200 200
post   matches/not-for-me/                -                   401 400 400 400 400 400
delete matches/not-for-me/{id}/           not_for_me          401 404 204 404 404 404
get    topics/                            -                   200
post   topics/                            -                   401 400 400 400 400 400
get    topics/{id}/                       topic.public        200
get    topics/{id}/                       topic.closed        404 404 200 200 200 404
get    topics/{id}/                       topic.secret        404 404 200 200 200 404
patch  topics/{id}/                       topic.public        401 403 200 403 403 403
patch  topics/{id}/                       topic.closed        401 404 200 403 403 404
patch  topics/{id}/                       topic.secret        401 404 200 403 403 404
delete topics/{id}/                       topic.public        401 403 204 403 403 403
delete topics/{id}/                       topic.closed        401 404 204 403 403 404
delete topics/{id}/                       topic.secret        401 404 204 403 403 404
post   topics/{id}/restore/               topic.public        401 404 200 404 404 404
post   topics/{id}/restore/               topic.closed        401 404 200 404 404 404
post   topics/{id}/restore/               topic.secret        401 404 200 404 404 404
post   topics/{id}/close/                 topic.public        401 403 200 200 200 403
post   topics/{id}/close/                 topic.closed        401 404 200 200 200 404
post   topics/{id}/close/                 topic.secret        401 404 200 200 200 404
post   topics/{id}/reopen/                topic.public        401 403 409 409 409 403
post   topics/{id}/reopen/                topic.closed        401 404 409 409 409 404
post   topics/{id}/reopen/                topic.secret        401 404 409 409 409 404
put    topics/{id}/choice/                topic.public        401 204 204 204 204 204
put    topics/{id}/choice/                topic.closed        401 404 204 204 204 404
put    topics/{id}/choice/                topic.secret        401 404 204 204 204 404
get    topics/{id}/versions/              topic.public        200
get    topics/{id}/versions/              topic.closed        404 404 200 200 200 404
get    topics/{id}/versions/              topic.secret        404 404 200 200 200 404
get    topics/{id}/statements/            topic.public        200
get    topics/{id}/statements/            topic.closed        404 404 200 200 200 404
get    topics/{id}/statements/            topic.secret        404 404 200 200 200 404
post   topics/{id}/statements/            topic.public        401 403 201 201 201 403
get    topics/{id}/statements/next/       topic.public        401 200 200 200 200 200
get    topics/{id}/landscape/             topic.public        204
get    statements/{id}/                   statement.public    200
put    statements/{id}/vote/              statement.public    401 403 200 200 200 403
delete statements/{id}/vote/              statement.public    401 403 204 204 204 403
post   topics/{id}/statements/            topic.closed        401 404 201 201 201 404
get    topics/{id}/statements/next/       topic.closed        401 404 200 200 200 404
get    topics/{id}/landscape/             topic.closed        404 404 204 204 204 404
get    statements/{id}/                   statement.closed    404 404 200 200 200 404
put    statements/{id}/vote/              statement.closed    401 404 200 200 200 404
delete statements/{id}/vote/              statement.closed    401 404 204 204 204 404
post   topics/{id}/statements/            topic.secret        401 404 201 201 201 404
get    topics/{id}/statements/next/       topic.secret        401 404 200 200 200 404
get    topics/{id}/landscape/             topic.secret        404 404 204 204 204 404
get    statements/{id}/                   statement.secret    404 404 200 200 200 404
put    statements/{id}/vote/              statement.secret    401 404 200 200 200 404
delete statements/{id}/vote/              statement.secret    401 404 204 204 204 404
get    me/votes/                          -                   401 200 200 200 200 200
get    topics/{id}/positions/             topic.public        200
get    topics/{id}/positions/             topic.closed        404 404 200 200 200 404
get    topics/{id}/positions/             topic.secret        404 404 200 200 200 404
get    topics/{id}/position/              topic.public        401 404 200 404 404 404
get    topics/{id}/position/              topic.closed        401 404 200 404 404 404
get    topics/{id}/position/              topic.secret        401 404 200 404 404 404
put    topics/{id}/position/              topic.public        401 400 400 400 400 400
put    topics/{id}/position/              topic.closed        401 404 400 400 400 404
put    topics/{id}/position/              topic.secret        401 404 400 400 400 404
delete topics/{id}/position/              topic.public        401 404 204 404 404 404
delete topics/{id}/position/              topic.closed        401 404 204 404 404 404
delete topics/{id}/position/              topic.secret        401 404 204 404 404 404
post   topics/{id}/position/restore/      topic.public        401 404 200 404 404 404
post   topics/{id}/position/restore/      topic.closed        401 404 200 404 404 404
post   topics/{id}/position/restore/      topic.secret        401 404 200 404 404 404
get    positions/                         -                   401 200 200 200 200 200
get    positions/{id}/                    position.public     200
get    positions/{id}/                    position.closed     404 404 200 200 200 404
get    positions/{id}/                    position.secret     404 404 200 200 200 404
get    positions/{id}/versions/           position.public     200
get    positions/{id}/versions/           position.closed     404 404 200 200 200 404
get    positions/{id}/versions/           position.secret     404 404 200 200 200 404
post   positions/{id}/credits/            position.public     401 400 400 400 400 400
post   positions/{id}/credits/            position.closed     401 404 400 400 400 404
post   positions/{id}/credits/            position.secret     401 404 400 400 400 404
delete credits/{id}/                      credit.public       401 404 204 404 404 404
post   credits/{id}/restore/              credit.public       401 404 200 404 404 404
delete credits/{id}/                      credit.closed       401 404 204 404 404 404
post   credits/{id}/restore/              credit.closed       401 404 200 404 404 404
delete credits/{id}/                      credit.secret       401 404 204 404 404 404
post   credits/{id}/restore/              credit.secret       401 404 200 404 404 404
get    positions/{id}/restatements/       position.public     200
get    positions/{id}/restatements/       position.closed     404 404 200 200 200 404
get    positions/{id}/restatements/       position.secret     404 404 200 200 200 404
post   positions/{id}/restatements/       position.public     401 400 400 400 400 400
post   positions/{id}/restatements/       position.closed     401 404 400 400 400 404
post   positions/{id}/restatements/       position.secret     401 404 400 400 400 404
get    positions/{id}/gate/               position.public     200
get    positions/{id}/gate/               position.closed     404 404 200 200 200 404
get    positions/{id}/gate/               position.secret     404 404 200 200 200 404
get    positions/{id}/arguments/          position.public     200
get    positions/{id}/arguments/          position.closed     404 404 200 200 200 404
get    positions/{id}/arguments/          position.secret     404 404 200 200 200 404
post   positions/{id}/arguments/          position.public     401 400 400 400 400 400
post   positions/{id}/arguments/          position.closed     401 404 400 400 400 404
post   positions/{id}/arguments/          position.secret     401 404 400 400 400 404
get    arguments/{id}/                    argument.public     200
get    arguments/{id}/                    argument.closed     404 404 200 200 200 404
get    arguments/{id}/                    argument.secret     404 404 200 200 200 404
patch  arguments/{id}/                    argument.public     401 403 200 403 403 403
patch  arguments/{id}/                    argument.closed     401 404 200 403 403 404
patch  arguments/{id}/                    argument.secret     401 404 200 403 403 404
delete arguments/{id}/                    argument.public     401 403 204 403 403 403
delete arguments/{id}/                    argument.closed     401 404 204 403 403 404
delete arguments/{id}/                    argument.secret     401 404 204 403 403 404
post   arguments/{id}/restore/            argument.public     401 404 200 404 404 404
post   arguments/{id}/restore/            argument.closed     401 404 200 404 404 404
post   arguments/{id}/restore/            argument.secret     401 404 200 404 404 404
get    arguments/{id}/restatements/       argument.public     200
get    arguments/{id}/restatements/       argument.closed     404 404 200 200 200 404
get    arguments/{id}/restatements/       argument.secret     404 404 200 200 200 404
post   arguments/{id}/restatements/       argument.public     401 400 400 400 400 400
post   arguments/{id}/restatements/       argument.closed     401 404 400 400 400 404
post   arguments/{id}/restatements/       argument.secret     401 404 400 400 400 404
get    arguments/{id}/gate/               argument.public     200
get    arguments/{id}/gate/               argument.closed     404 404 200 200 200 404
get    arguments/{id}/gate/               argument.secret     404 404 200 200 200 404
get    restatements/                      -                   401 200 200 200 200 200
get    restatements/{id}/                 heard.public        401 200 200 200 200 200
get    restatements/{id}/                 heard.closed        401 404 200 200 200 404
get    restatements/{id}/                 heard.secret        401 404 200 200 200 404
get    restatements/{id}/                 restatement.public  401 404 200 200 404 404
get    restatements/{id}/                 restatement.closed  401 404 200 200 404 404
get    restatements/{id}/                 restatement.secret  401 404 200 200 404 404
get    restatements/{id}/                 unheard.public      401 404 200 404 200 404
get    restatements/{id}/                 unheard.closed      401 404 200 404 200 404
get    restatements/{id}/                 unheard.secret      401 404 200 404 200 404
post   restatements/{id}/heard/           restatement.public  401 404 200 403 404 404
post   restatements/{id}/heard/           restatement.closed  401 404 200 403 404 404
post   restatements/{id}/heard/           restatement.secret  401 404 200 403 404 404
post   restatements/{id}/not-quite/       restatement.public  401 404 200 403 404 404
post   restatements/{id}/not-quite/       restatement.closed  401 404 200 403 404 404
post   restatements/{id}/not-quite/       restatement.secret  401 404 200 403 404 404
post   restatements/{id}/witness/         unheard.public      401 404 403 404 409 404
post   restatements/{id}/witness/         unheard.closed      401 404 403 404 409 404
post   restatements/{id}/witness/         unheard.secret      401 404 403 404 409 404
post   restatements/{id}/witness/accept/  unheard.public      401 404 200 404 403 404
post   restatements/{id}/witness/accept/  unheard.closed      401 404 200 404 403 404
post   restatements/{id}/witness/accept/  unheard.secret      401 404 200 404 403 404
post   restatements/{id}/witness/decline/ unheard.public      401 404 200 404 403 404
post   restatements/{id}/witness/decline/ unheard.closed      401 404 200 404 403 404
post   restatements/{id}/witness/decline/ unheard.secret      401 404 200 404 403 404
post   restatements/{id}/judgement/       unheard.public      401 404 403 404 403 404
post   restatements/{id}/judgement/       unheard.closed      401 404 403 404 403 404
post   restatements/{id}/judgement/       unheard.secret      401 404 403 404 403 404
get    communities/{id}/debate-rules/     community.public    200
get    communities/{id}/debate-rules/     community.closed    200
get    communities/{id}/debate-rules/     community.secret    404 404 200 200 200 404
put    communities/{id}/debate-rules/     community.public    401 403 403 403 200 403
put    communities/{id}/debate-rules/     community.closed    401 403 403 403 200 403
put    communities/{id}/debate-rules/     community.secret    401 404 403 403 200 404
get    topics/{id}/joint/                 topic.public        200
get    topics/{id}/joint/                 topic.closed        404 404 200 200 200 404
get    topics/{id}/joint/                 topic.secret        404 404 200 200 200 404
post   topics/{id}/joint/                 topic.public        401 400 400 400 400 400
post   topics/{id}/joint/                 topic.closed        401 404 400 400 400 404
post   topics/{id}/joint/                 topic.secret        401 404 400 400 400 404
get    joint/{id}/                        joint.public        200
get    joint/{id}/                        joint.closed        404 404 200 200 200 404
get    joint/{id}/                        joint.secret        404 404 200 200 200 404
get    joint/{id}/answers/                joint.public        200
get    joint/{id}/answers/                joint.closed        404 404 200 200 200 404
get    joint/{id}/answers/                joint.secret        404 404 200 200 200 404
post   joint/{id}/cosign/                 joint.public        401 409 200 409 409 409
post   joint/{id}/cosign/                 joint.closed        401 404 200 409 409 404
post   joint/{id}/cosign/                 joint.secret        401 404 200 409 409 404
put    joint/{id}/answer/                 joint.public        401 403 200 403 403 403
put    joint/{id}/answer/                 joint.closed        401 404 200 403 403 404
put    joint/{id}/answer/                 joint.secret        401 404 200 403 403 404
post   joint/{id}/set-aside/              joint.public        401 403 200 200 200 403
post   joint/{id}/set-aside/              joint.closed        401 404 200 200 200 404
post   joint/{id}/set-aside/              joint.secret        401 404 200 200 200 404
get    topics/{id}/missions/              topic.public        200
get    topics/{id}/missions/              topic.closed        404 404 200 200 200 404
get    topics/{id}/missions/              topic.secret        404 404 200 200 200 404
post   topics/{id}/missions/              topic.public        401 400 400 400 400 400
post   topics/{id}/missions/              topic.closed        401 404 400 400 400 404
post   topics/{id}/missions/              topic.secret        401 404 400 400 400 404
get    missions/{id}/                     mission.public      200
get    missions/{id}/                     mission.closed      404 404 200 200 200 404
get    missions/{id}/                     mission.secret      404 404 200 200 200 404
post   missions/{id}/carry/               mission.public      401 403 200 403 403 403
post   missions/{id}/carry/               mission.closed      401 404 200 403 403 404
post   missions/{id}/carry/               mission.secret      401 404 200 403 403 404
post   missions/{id}/leave/               mission.public      401 403 409 403 403 403
post   missions/{id}/leave/               mission.closed      401 404 409 403 403 404
post   missions/{id}/leave/               mission.secret      401 404 409 403 403 404
post   missions/{id}/set-out/             mission.public      401 403 409 403 403 403
post   missions/{id}/set-out/             mission.closed      401 404 409 403 403 404
post   missions/{id}/set-out/             mission.secret      401 404 409 403 403 404
post   missions/{id}/end/                 mission.public      401 403 200 403 403 403
post   missions/{id}/end/                 mission.closed      401 404 200 403 403 404
post   missions/{id}/end/                 mission.secret      401 404 200 403 403 404
get    missions/{id}/commitments/         mission.public      200
get    missions/{id}/commitments/         mission.closed      404 404 200 200 200 404
get    missions/{id}/commitments/         mission.secret      404 404 200 200 200 404
post   missions/{id}/commitments/         mission.public      401 400 400 400 400 400
post   missions/{id}/commitments/         mission.closed      401 404 400 400 400 404
post   missions/{id}/commitments/         mission.secret      401 404 400 400 400 404
get    missions/{id}/progress/            mission.public      200
get    missions/{id}/progress/            mission.closed      404 404 200 200 200 404
get    missions/{id}/progress/            mission.secret      404 404 200 200 200 404
post   missions/{id}/progress/            mission.public      401 403 201 403 403 403
post   missions/{id}/progress/            mission.closed      401 404 201 403 403 404
post   missions/{id}/progress/            mission.secret      401 404 201 403 403 404
get    commitments/{id}/                  commitment.public   200
get    commitments/{id}/                  commitment.closed   404 404 200 200 200 404
get    commitments/{id}/                  commitment.secret   404 404 200 200 200 404
post   commitments/{id}/settle/           commitment.public   401 403 200 403 403 403
post   commitments/{id}/settle/           commitment.closed   401 404 200 403 403 404
post   commitments/{id}/settle/           commitment.secret   401 404 200 403 403 404
post   commitments/{id}/take-back/        commitment.public   401 403 200 403 403 403
post   commitments/{id}/take-back/        commitment.closed   401 404 200 403 403 404
post   commitments/{id}/take-back/        commitment.secret   401 404 200 403 403 404
put    commitments/{id}/witness/          commitment.public   401 403 403 403 403 403
put    commitments/{id}/witness/          commitment.closed   401 404 403 403 403 404
put    commitments/{id}/witness/          commitment.secret   401 404 403 403 403 404
get    experiences/                       -                   200
post   experiences/                       -                   401 400 400 400 400 400
get    experiences/{id}/                  experience.public   200
get    experiences/{id}/trials/           experience.public   200
put    experiences/{id}/                  experience.public   401 400 400 400 400 400
delete experiences/{id}/                  experience.public   401 403 204 403 403 403
post   experiences/{id}/restore/          experience.public   401 403 200 403 403 403
post   experiences/{id}/agree/            experience.public   401 403 200 403 403 403
post   experiences/{id}/tried/            experience.public   401 201 403 201 201 201
get    experiences/{id}/                  experience.closed   404 404 200 200 200 404
get    experiences/{id}/trials/           experience.closed   404 404 200 200 200 404
put    experiences/{id}/                  experience.closed   401 404 400 400 400 404
delete experiences/{id}/                  experience.closed   401 404 204 403 403 404
post   experiences/{id}/restore/          experience.closed   401 404 200 403 403 404
post   experiences/{id}/agree/            experience.closed   401 404 200 403 403 404
post   experiences/{id}/tried/            experience.closed   401 404 403 201 201 404
get    experiences/{id}/                  experience.secret   404 404 200 200 200 404
get    experiences/{id}/trials/           experience.secret   404 404 200 200 200 404
put    experiences/{id}/                  experience.secret   401 404 400 400 400 404
delete experiences/{id}/                  experience.secret   401 404 204 403 403 404
post   experiences/{id}/restore/          experience.secret   401 404 200 403 403 404
post   experiences/{id}/agree/            experience.secret   401 404 200 403 403 404
post   experiences/{id}/tried/            experience.secret   401 404 403 201 201 404
get    introductions/                     -                   401 200 200 200 200 200
post   introductions/                     -                   401 400 400 400 400 400
get    introductions/{id}/                introduction.public 401 404 200 200 404 404
post   introductions/{id}/answer/         introduction.public 401 404 200 403 404 404
get    rota/                              -                   401 200 200 200 200 200
get    rota/{id}/                         turn.public         401 404 404 200 404 404
post   rota/{id}/leave/                   turn.public         401 404 404 200 404 404
get    offers/                            -                   200
post   offers/                            -                   401 400 400 400 400 400
get    offers/{id}/                       offer.public        200
get    offers/{id}/                       offer.closed        404 404 200 200 200 404
get    offers/{id}/                       offer.secret        404 404 200 200 200 404
patch  offers/{id}/                       offer.public        401 403 200 403 403 403
patch  offers/{id}/                       offer.closed        401 404 200 403 403 404
patch  offers/{id}/                       offer.secret        401 404 200 403 403 404
delete offers/{id}/                       offer.public        401 403 204 403 403 403
delete offers/{id}/                       offer.closed        401 404 204 403 403 404
delete offers/{id}/                       offer.secret        401 404 204 403 403 404
post   offers/{id}/publish/               offer.public        401 403 200 403 403 403
post   offers/{id}/publish/               offer.closed        401 404 200 403 403 404
post   offers/{id}/publish/               offer.secret        401 404 200 403 403 404
post   offers/{id}/renew/                 offer.public        401 403 200 403 403 403
post   offers/{id}/renew/                 offer.closed        401 404 200 403 403 404
post   offers/{id}/renew/                 offer.secret        401 404 200 403 403 404
post   offers/{id}/close/                 offer.public        401 403 200 403 403 403
post   offers/{id}/close/                 offer.closed        401 404 200 403 403 404
post   offers/{id}/close/                 offer.secret        401 404 200 403 403 404
post   offers/{id}/reopen/                offer.public        401 403 409 403 403 403
post   offers/{id}/reopen/                offer.closed        401 404 409 403 403 404
post   offers/{id}/reopen/                offer.secret        401 404 409 403 403 404
post   offers/{id}/restore/               offer.public        401 403 200 403 403 403
post   offers/{id}/restore/               offer.closed        401 404 200 403 403 404
post   offers/{id}/restore/               offer.secret        401 404 200 403 403 404
get    requests/                          -                   200
post   requests/                          -                   401 400 400 400 400 400
get    requests/{id}/                     request.public      200
get    requests/{id}/                     request.closed      404 404 200 200 200 404
get    requests/{id}/                     request.secret      404 404 200 200 200 404
patch  requests/{id}/                     request.public      401 403 403 403 403 403
patch  requests/{id}/                     request.closed      401 404 403 403 403 404
patch  requests/{id}/                     request.secret      401 404 403 403 403 404
delete requests/{id}/                     request.public      401 403 403 403 403 403
delete requests/{id}/                     request.closed      401 404 403 403 403 404
delete requests/{id}/                     request.secret      401 404 403 403 403 404
post   requests/{id}/publish/             request.public      401 403 403 403 403 403
post   requests/{id}/publish/             request.closed      401 404 403 403 403 404
post   requests/{id}/publish/             request.secret      401 404 403 403 403 404
post   requests/{id}/renew/               request.public      401 403 403 403 403 403
post   requests/{id}/renew/               request.closed      401 404 403 403 403 404
post   requests/{id}/renew/               request.secret      401 404 403 403 403 404
post   requests/{id}/close/               request.public      401 403 403 403 403 403
post   requests/{id}/close/               request.closed      401 404 403 403 403 404
post   requests/{id}/close/               request.secret      401 404 403 403 403 404
post   requests/{id}/reopen/              request.public      401 403 403 403 403 403
post   requests/{id}/reopen/              request.closed      401 404 403 403 403 404
post   requests/{id}/reopen/              request.secret      401 404 403 403 403 404
post   requests/{id}/restore/             request.public      401 403 403 403 403 403
post   requests/{id}/restore/             request.closed      401 404 403 403 403 404
post   requests/{id}/restore/             request.secret      401 404 403 403 403 404
get    exchanges/                         -                   401 200 200 200 200 200
post   exchanges/                         -                   401 400 400 400 400 400
get    exchanges/{id}/                    exchange.proposed   401 404 200 404 404 404
get    exchanges/{id}/                    exchange.disputed   401 404 200 200 404 404
post   exchanges/{id}/propose/            exchange.talking    401 404 400 404 404 404
post   exchanges/{id}/agree/              exchange.proposed   401 404 200 404 404 404
post   exchanges/{id}/decline/            exchange.proposed   401 404 200 404 404 404
post   exchanges/{id}/withdraw/           exchange.proposed   401 404 403 404 404 404
post   exchanges/{id}/rest/               exchange.talking    401 404 200 404 404 404
post   exchanges/{id}/take-up/            exchange.rested     401 404 200 404 404 404
post   exchanges/{id}/date/               exchange.agreed     401 404 400 404 404 404
post   exchanges/{id}/accept-date/        exchange.agreed     401 404 403 404 404 404
post   exchanges/{id}/keep-date/          exchange.agreed     401 404 409 404 404 404
post   exchanges/{id}/cancel/             exchange.agreed     401 404 200 404 404 404
post   exchanges/{id}/done/               exchange.begun      401 404 200 404 404 404
post   exchanges/{id}/confirm/            exchange.done_by_one 401 404 200 404 404 404
post   exchanges/{id}/enter-hours/        exchange.done        401 404 409 404 404 404
post   exchanges/{id}/changes/            exchange.done_by_one 401 404 400 404 404 404
post   exchanges/{id}/did-not-happen/     exchange.begun      401 404 400 404 404 404
post   exchanges/{id}/dispute/            exchange.done       401 404 400 404 404 404
post   exchanges/{id}/settle/             exchange.disputed   401 404 400 400 404 404
post   exchanges/{id}/reflect/            exchange.done       401 404 400 404 404 404
post   exchanges/{id}/again/              exchange.done       401 404 400 404 404 404
"""


@dataclass(frozen=True)
class Door:
    method: str
    path: str
    thing: str
    answers: tuple[str, ...]

    def knock(self, program: Program, stage: Stage) -> str:
        """The status one gets there."""
        path = self.path.replace("{purpose}", "vote")
        if self.thing != "-":
            path = path.replace("{id}", stage[self.thing].code)
        if self.method in {"get", "delete"}:
            return str(getattr(program, self.method)(path).status_code)
        return str(getattr(program, self.method)(path, SENT.get(self.path, {})).status_code)


def doors() -> Iterator[Door]:
    for line in TABLE.strip().splitlines():
        method, path, thing, *answers = line.split()
        yield Door(method, path, thing, tuple(answers * (len(WHO) // len(answers))))


DOORS = list(doors())


@contextmanager
def undone() -> Iterator[None]:
    """What happens within did not happen."""
    before = transaction.savepoint()
    yield
    transaction.savepoint_rollback(before)


def test_every_operation_of_the_schema_stands_in_the_table() -> None:
    schema = SchemaGenerator().get_schema(public=True)
    operations = {
        f"{method} {path.removeprefix('/api/v1/')}"
        for path, item in schema["paths"].items()
        for method in item
    }
    assert operations == {f"{door.method} {door.path}" for door in DOORS}


@pytest.mark.parametrize("who", WHO, ids=lambda name: name or "visitor")
def test_the_doors_open_to_whom_they_should(
    stage: Stage,
    program: Callable[[str | None], Program],
    monkeypatch: pytest.MonkeyPatch,
    who: str | None,
) -> None:
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *_: True)
    somebody, place = program(who), WHO.index(who)
    wrong = []
    for door in DOORS:
        with undone():
            answer = door.knock(somebody, stage)
        if answer != door.answers[place]:
            wrong.append(f"{door.method} {door.path} {door.thing}: {answer}")
    assert not wrong
