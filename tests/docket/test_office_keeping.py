"""Giving out part of a file, the file to its subject, legal holds, and disposal under a schedule."""

import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from tests.docket import walks
from tests.web.office.conftest import signed_in

from clemency.docket.audit.models import Entry
from clemency.docket.audit.recording import verify_database
from clemency.docket.decisions import actions as decisions
from clemency.docket.decisions import retention, sharing
from clemency.docket.decisions.models import DisposalCertificate, Letter
from clemency.docket.errors import DocketError, NotPermitted, Refused
from clemency.docket.intake import actions as intake
from clemency.docket.intake.models import Answer, DocumentContent
from clemency.docket.intake.pages import page_numbers, some_pages
from clemency.docket.review import actions as review
from clemency.docket.review.models import Recommendation, Victim
from clemency.errors import InputError

database = pytest.mark.django_db(databases=["default", "public"])


def paper(words):
    """A real PDF with one word on each page; each page has its own width, by which it is known."""
    import typst

    pages = "\n#pagebreak()\n".join(
        f"#set page(width: {200 + 10 * n}pt, height: 100pt)\n{word}" for n, word in enumerate(words)
    )
    return typst.compile(pages.encode())


def widths(pdf):
    import re

    return [int(width) for width in re.findall(rb"/MediaBox ?\[0 0 (\d+) 100\]", pdf)]


# pages


@pytest.mark.parametrize(("text", "pages"), [("1", [1]), ("1-3, 5", [1, 2, 3, 5]), ("5,1-2,2", [1, 2, 5])])
def test_pages_are_read_as_people_write_them(text, pages):
    assert page_numbers(text) == pages


@pytest.mark.parametrize("text", ["", "x", "3-1", "0", "1-", "1 2", "-3", "1-999"])
def test_pages_that_cannot_be_read_are_told(text):
    with pytest.raises(DocketError):
        page_numbers(text)


def test_pages_left_out_are_not_in_the_new_paper():
    whole = paper(["one", "two", "three"])
    assert widths(whole) == [200, 210, 220]
    assert widths(some_pages(whole, [2])) == [210]
    assert widths(some_pages(whole, [1, 3])) == [200, 220]
    with pytest.raises(DocketError, match="no page 4"):
        some_pages(whole, [4])
    with pytest.raises(DocketError, match="cannot be read as a PDF"):
        some_pages(b"%PDF-1.7\n% not a paper\n", [1])


# sharing


def with_paper(people, sensitivity="confidential"):
    case = walks.transmitted(people)
    document = intake.add_document(
        by=people.staff_attorney, case=case, title="a judgment", part="court_papers", data=paper(["one", "two", "three"]),
        content_type="application/pdf", sensitivity=sensitivity,
    )  # fmt: skip
    return case, document


GIVEN = {"to_whom": "the court", "what": "page two", "legal_basis": "28 CFR 1.5"}


@database
def test_some_pages_are_shared_as_a_new_paper_and_accounted_for(people):
    case, document = with_paper(people)
    row = sharing.share_part(by=people.pardon_attorney, case=case, document=document, pages="2", **GIVEN)
    assert row.document.shared_from == document
    assert (row.document.pages, row.document.sensitivity) == ("2", "confidential")
    assert widths(bytes(row.document.content.data)) == [210]
    document.refresh_from_db()
    assert hashlib.sha256(bytes(document.content.data)).hexdigest() == document.sha256  # the origin is as it was
    assert set(Entry.objects.filter(act__in=["share_part", "disclose"]).values_list("act", flat=True)) == {
        "share_part", "disclose",
    }  # fmt: skip
    page = signed_in(people.pardon_attorney).get(f"/cases/{case.pk}/").content.decode()
    assert "to the court: page two" in page
    client = signed_in(people.petitioner)
    assert client.get(f"/cases/{case.pk}/documents/{row.document.pk}/").status_code in {403, 404}
    assert "shared" not in client.get(f"/petitions/{case.pk}/").content.decode()


@database
def test_a_share_needs_its_basis_and_a_paper_the_officer_may_open(people):
    case, document = with_paper(people, "restricted")
    with pytest.raises(DocketError, match="the legal basis"):
        sharing.share_part(by=people.pardon_attorney, case=case, document=document, **{**GIVEN, "legal_basis": " "})
    with pytest.raises(NotPermitted):
        sharing.share_part(by=people.staff_attorney, case=case, document=document, **GIVEN)
    denied, other = denied_case(people), document
    with pytest.raises(Refused, match="not among those"):
        sharing.share_part(by=people.records, case=denied, document=other, **GIVEN)
    assert not case.disclosures.exists()


@database
def test_the_file_for_its_subject_holds_the_papers_and_nothing_deliberative(people):
    case, _ = with_paper(people)
    intake.add_document(
        by=people.staff_attorney, case=case, title="presentence report", part="other", data=walks.PDF,
        content_type="application/pdf", sensitivity="restricted",
    )  # fmt: skip
    review.add_victim(by=people.victim_liaison, case=case, name="CANARY-VICTIM", registered=True)
    decisions.open_file(by=people.decision_maker, case=case)
    decisions.deny(
        by=people.decision_maker, case=case, expected_version=case.version, considered=True, reasons="CANARY-REASONS"
    )
    client = signed_in(people.records)
    assert client.get(f"/cases/{case.pk}/export/").status_code == 200
    assert not case.disclosures.exists()  # looking at the page gives nothing out
    response = client.post(f"/cases/{case.pk}/export/")
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        data = json.loads(archive.read("file.json"))
        assert [one["title"] for one in data["papers"]] == ["a judgment"]
        for one in data["papers"]:
            assert hashlib.sha256(archive.read(one["file"])).hexdigest() == one["sha256"]
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode("latin-1")
    for word in ("CANARY", 'presentence report"', "d against", "An invented report", "An invented answer"):
        assert word not in everything, word
    assert "Conspiracy to distribute a made-up substance" in everything
    assert case.disclosures.get().to_whom == "Testa Inventada"


# keeping


@pytest.fixture
def schedule(tmp_path, settings):
    path = tmp_path / "schedule.toml"
    path.write_text(
        'authority = "an invented schedule"\n[[rules]]\nid = "D-1"\noutcome = "denied"\nyears = 10\n'
        '[[rules]]\nid = "C-1"\noutcome = "closed"\nyears = 3\n'
    )
    settings.RETENTION_SCHEDULE = str(path)
    return path


def denied_case(people):
    case = walks.transmitted(people, advice="deny", department="deny")
    review.add_victim(by=people.victim_liaison, case=case, name="A Victim", registered=True)
    decisions.open_file(by=people.decision_maker, case=case)
    decisions.deny(by=people.decision_maker, case=case, expected_version=case.version, considered=True)
    return case


@database
def test_without_a_schedule_nothing_can_be_proposed(people):
    case = denied_case(people)
    with pytest.raises(Refused, match="No approved schedule is entered"):
        retention.propose_disposal(by=people.records, case=case)
    assert "so nothing can be proposed" in signed_in(people.records).get("/keeping/").content.decode()


@database
def test_a_denied_file_goes_after_its_years_by_two_persons_and_a_certificate_stays(people, at, schedule):
    case = denied_case(people)
    with pytest.raises(Refused, match="keeps it until 2036-03-02"):
        retention.propose_disposal(by=people.records, case=case)
    at.set(datetime(2036, 3, 2, 15, tzinfo=UTC))
    assert list(retention.due(people.records)) == [case]
    proposal = retention.propose_disposal(by=people.records, case=case)
    assert list(retention.due(people.records)) == []
    with pytest.raises(Refused, match="open already"):
        retention.propose_disposal(by=people.records, case=case)
    with pytest.raises(NotPermitted):
        retention.decide_disposal(by=people.records2, case=case, disposal=proposal, approve=True, reason="due")
    papers = list(case.answers.values_list("pk", flat=True))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Answer.objects.filter(pk__in=papers).delete()  # approved by nobody: the database itself refuses
    made = retention.decide_disposal(
        by=people.pardon_attorney, case=case, disposal=proposal, approve=True, reason="The time has run."
    )
    listed = json.loads(made.contents)
    assert {"intake_answer", "decisions_letter", "review_report"} <= {one["what"] for one in listed}
    assert "An invented answer." not in case.referrals.values_list("answer", flat=True)
    assert "review_referral.answer" in {one["what"] for one in listed}
    assert made.sha256 == hashlib.sha256(made.contents.encode()).hexdigest()
    for model, path in ((Answer, "case"), (Letter, "case"), (Recommendation, "case"), (Victim, "case")):
        assert not model.objects.filter(**{path: case}).exists(), model
    assert not DocumentContent.objects.filter(document__case=case).exists()
    case.refresh_from_db()
    assert (case.case_number, case.state, case.closure_basis) == ("C000001", "closed_denied", "express")
    assert case.events.count() > 8  # the history of the case stays
    assert case.petitioner.address == ""
    assert case.convictions.get().offense == ""
    assert verify_database().ok
    page = signed_in(people.records).get(f"/cases/{case.pk}/")
    assert page.status_code == 200
    assert b"The contents of this file went on 2036-03-02" in page.content
    with pytest.raises(Refused, match="disposed of already"):
        retention.propose_disposal(by=people.records, case=case)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM decisions_disposalcertificate")


@database
def test_a_legal_hold_and_an_open_later_case_keep_a_file(people, at, schedule):
    case = denied_case(people)
    at.set(datetime(2036, 3, 2, 15, tzinfo=UTC))
    hold = retention.place_legal_hold(by=people.records, case=case, reason="A lawsuit.")
    assert not retention.due(people.records).exists()
    with pytest.raises(Refused, match="legal hold"):
        retention.propose_disposal(by=people.records, case=case)
    with pytest.raises(NotPermitted):
        retention.lift_legal_hold(by=people.records, case=case, hold=hold, reason="settled")
    retention.lift_legal_hold(by=people.pardon_attorney, case=case, hold=hold, reason="settled")
    proposal = retention.propose_disposal(by=people.records, case=case)
    intake.reapply(by=people.petitioner, case=case)
    with pytest.raises(Refused, match="later case"):
        retention.decide_disposal(by=people.pardon_attorney, case=case, disposal=proposal, approve=True, reason="r")
    retention.decide_disposal(by=people.pardon_attorney, case=case, disposal=proposal, approve=False, reason="needed")
    assert case.answers.exists()
    assert not DisposalCertificate.objects.exists()


@database
def test_the_file_of_a_grant_is_permanent(people, at, schedule):
    case = walks.granted(people)
    walks.delivered_and_released(people, walks.signed(people, [case]), [case])
    at.set(datetime(2086, 3, 2, 15, tzinfo=UTC))
    with pytest.raises(Refused, match="Files of grants"):
        retention.propose_disposal(by=people.records, case=case)


@database
@pytest.mark.parametrize(
    "text",
    ["rules = 1", '[[rules]]\nid="x"\noutcome="granted"\nyears=1', 'authority="a"\n[[rules]]\nid="x"\noutcome="granted"\nyears=1',
     'authority="a"\n[[rules]]\nid="x"\noutcome="denied"\nyears=0', "not toml ="],
)  # fmt: skip
def test_a_schedule_that_cannot_be_read_is_told_on_the_page_and_proposes_nothing(people, schedule, text):
    schedule.write_text(text)
    with pytest.raises(InputError):
        retention.schedule()
    page = signed_in(people.records).get("/keeping/")
    assert page.status_code == 200
    assert b'role="alert"' in page.content


@database
def test_proposing_and_deciding_are_walked_on_the_pages(people, at, schedule):
    case = denied_case(people)
    at.set(datetime(2036, 3, 2, 15, tzinfo=UTC))
    records, head = signed_in(people.records), signed_in(people.pardon_attorney)
    assert f"/cases/{case.pk}/do/propose_disposal/" in records.get("/keeping/").content.decode()
    assert records.post(f"/cases/{case.pk}/do/propose_disposal/", {"version": case.version}).status_code == 302
    assert f"/cases/{case.pk}/do/decide_disposal/" in head.get("/keeping/").content.decode()
    form = {"version": case.version, "approve": "yes", "reason": "The time has run."}
    assert head.post(f"/cases/{case.pk}/do/decide_disposal/", form).status_code == 302
    assert DisposalCertificate.objects.get().case == case
    again = head.post(f"/cases/{case.pk}/do/decide_disposal/", form)
    assert again.status_code == 422
    assert b"Nothing is proposed" in again.content
