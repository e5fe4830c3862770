"""Pages stay quick as the office fills: questions to the database are counted, not seconds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.docket import walks
from tests.web.office.conftest import signed_in

from clemency.docket.decisions import actions as decisions
from clemency.docket.intake import actions as intake
from clemency.docket.queues import concurrence_proposals, in_queue, load, queues_of
from clemency.docket.review import actions as review
from clemency.docket.states import Role

pytestmark = pytest.mark.django_db(databases=["default", "public"])

# Page, person, and the most questions it may ask, however many cases there are. {case}: one with the decision-maker.
PAGES = [
    ("/queues/", "clerk", 14), ("/queues/", "supervisor", 14), ("/queues/", "pardon_attorney", 14),
    ("/queues/", "staff_attorney", 14), ("/queues/", "decision_maker", 14), ("/queues/transmitted/", "decision_maker", 9),
    ("/cases/{case}/", "pardon_attorney", 40), ("/cases/{case}/", "staff_attorney", 38),
    ("/cases/{case}/decide/", "decision_maker", 30), ("/cases/{case}/do/assign/", "supervisor", 12),
    ("/instruments/", "records", 10), ("/releases/", "release_officer", 10), ("/figures/", "pardon_attorney", 20),
    ("/figures/report/", "pardon_attorney", 28), ("/keeping/", "pardon_attorney", 16), ("/history/", "auditor", 15),
    ("/deliveries/", "custodian", 10), ("/petitions/", "petitioner", 9), ("/proclamations/", "records", 9),
]  # fmt: skip


def fill(people):
    """One more case in each place that a list shows."""
    walks.docketed(people)
    last = walks.transmitted(people, advice="deny", department="deny")
    walks.granted(people)
    walks.signed(people, [walks.granted(people)])
    done = walks.granted(people)
    walks.delivered_and_released(people, walks.signed(people, [done]), [done])
    intake.set_case_facts(by=people.clerk, case=walks.docketed(people), humanitarian="age")
    return last


def asked(client, path):
    with CaptureQueriesContext(connection) as found:
        response = client.get(path)
    assert response.status_code == 200, path
    return len(found)


def test_no_list_asks_more_as_the_office_fills(people):
    case = fill(people)
    clients = {name: signed_in(getattr(people, name)) for _, name, _ in PAGES}
    for client in clients.values():
        client.get("/status/")  # the first page of a session writes when it was seen
    pages = [(path.format(case=case.pk), name, most) for path, name, most in PAGES]
    before = {(path, name): asked(clients[name], path) for path, name, _ in pages}
    for _ in range(3):
        fill(people)
    after = {(path, name): asked(clients[name], path) for path, name, _ in pages}
    grown = {page: (before[page], after[page]) for page in after if after[page] > before[page]}
    assert grown == {}
    over = {(path, name): after[path, name] for path, name, most in pages if after[path, name] > most}
    assert over == {}


def test_counted_lists_are_the_lists(people, at):
    for _ in range(2):
        fill(people)
    review.declare_conflict(by=people.pardon_attorney, case=walks.docketed(people), conflict=True)
    for role in Role:
        by = getattr(people, role.value)
        for queue, count in queues_of(by):
            assert count == in_queue(by, queue).count(), (role, queue.key)
    users = people.staff_attorney.user.__class__.objects.filter(roles__role="staff_attorney")
    ((officer, cases),) = load(users)
    assert officer == people.staff_attorney.user
    assert cases == len(in_queue(people.staff_attorney, _any_open()))
    assert concurrence_proposals(people.pardon_attorney) == []
    at(days=31)
    assert len(concurrence_proposals(people.pardon_attorney)) == 2


def _any_open():
    from clemency.docket.queues import Queue
    from clemency.docket.states import OPEN

    return Queue("open", "", tuple(OPEN), frozenset())


def test_an_amended_grant_awaits_an_instrument_again(people):
    from clemency.docket.decisions.actions import Terms, awaiting_instrument
    from clemency.docket.intake.models import Case

    case = walks.granted(people)
    assert list(awaiting_instrument(Case.objects.all())) == [case]
    walks.delivered_and_released(people, walks.signed(people, [case]), [case])
    assert not awaiting_instrument(Case.objects.all()).exists()
    terms = Terms("to_term", new_term_months=90)
    decisions.amend(by=people.decision_maker, case=case, expected_version=case.version, terms=terms, considered=True)
    assert list(awaiting_instrument(Case.objects.all())) == [case]
    assert f'value="{case.pk}"' in signed_in(people.records).get("/instruments/").content.decode()
