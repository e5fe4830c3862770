"""The office walked in a real browser, as the people who use it."""

import json
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from tests.web.office.browsing import (
    CHROMIUM,
    Visitor,
    advise,
    browser,
    docket,
    file_petition,
    number_in,
    past,
    served_office,
    served_public,
    sign,
    to_decision_maker,
    today,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is not installed"),
]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with served_office(tmp_path_factory.mktemp("office")) as served:
        yield served


@pytest.fixture(params=[False], ids=["script off"])
def visitor(office, request):
    with browser(script=request.param) as fresh:
        one = Visitor(fresh(), office[0])
        yield one
        assert one.faults == []


def test_a_petition_is_filed_reviewed_granted_on_terms_and_released(visitor, office):
    v = visitor.be("petitioner1")
    case = file_petition(v)
    sign(v, case)
    number = docket(v, case)
    v.go(f"/status/?q={number}").sees("pending")
    advise(v, case, "grant")
    to_decision_maker(v, case, "deny")
    v.be("decision_maker1").go(f"/cases/{case}/decide/")
    assert v.page.get_by_role("button", name="Grant in this case").count() == 0  # the file comes first
    v.press("Open the file").sees("Staff attorney: grant").sees("Department: deny").sees("Department against.")
    grant = v.page.locator("form", has=v.page.get_by_role("button", name="Grant in this case"))
    grant.locator("[name=grant-relief]").select_option("to_term")
    grant.locator("[name=grant-new_term_months]").fill("120")
    v.turn(grant.get_by_role("button"))
    v.sees("Not done").sees("considered this case individually")
    grant.locator("[name=grant-considered]").check()
    v.turn(grant.get_by_role("button"))
    v.sees("commuted to a term of 120 months")
    # one draws up, two others check, the decision-maker signs
    v.be("records1").go("/instruments/").page.locator("label", has_text=number).click()
    v.press("Draw up one instrument").sees("240 months")
    paper = v.page.url.removeprefix(v.address)
    warrant = v.page.locator("h1").inner_text().split()[-1]
    for checker in ("records2", "records3"):
        v.be(checker).go(paper).press("Record the check")
    v.be("decision_maker1").go(paper).press("Sign").sees("Signed by decision_maker1")
    v.go(f"/status/?q={number}").sees("pending")  # nobody learns it from the web
    # a release before delivery is refused, then carried out by a second officer
    v.be("release_officer1").go("/releases/")
    v.press(f"Propose {warrant}")
    released = v.page.url.removeprefix(v.address)
    v.be("release_officer2").go(released).sees("has not been told")
    v.be("custodian1").go(f"/cases/{case}/do/record_delivery/").write(
        delivered_on=today().isoformat(), how="by hand", receipt="R-7"
    ).press("Record delivery and receipt")
    v.be("release_officer1").go(released).sees("another release officer")
    v.be("release_officer2").go(released).press("Release to the public record").sees("Released by release_officer2")
    v.be("records1").act(case, "complete", "Complete the case")
    v.go(f"/status/?q={number}").sees("granted")
    rows = public_rows(office)
    assert rows["Invented Walker"]["commuted_to"] == "months: 120"
    assert "00777-001" not in json.dumps(rows)
    # the public site is another process, which knows nothing of the office's database; its page shows the release
    with served_public(office[1]) as public:
        reader = (
            Visitor(v.context.browser.new_context(java_script_enabled=False), public)
            .go("/releases/")
            .sees("Invented Walker")
        )
        reader.follow("Invented Walker").sees("commuted to a term of 120 months")
        shown = reader.page.content()
        for secret in ("00777-001", "An invented reason", "FCI Testville", "Department against", "1 Made Up Road"):
            assert secret not in shown, secret
        assert reader.faults == []


def public_rows(office):
    script = (
        "import json, os, sqlite3; from clemency.ledger import released\n"
        "path = os.environ['CLEMENCY_PUBLIC_DATABASE_URL'].removeprefix('sqlite:///')\n"
        "class C:\n"
        "    def __init__(s): s.c = sqlite3.connect(path).cursor()\n"
        "    def execute(s, q, p=()): return s.c.execute(q.replace('%s', '?'), p)\n"
        "    def fetchall(s): return s.c.fetchall()\n"
        "print(json.dumps({r.fields['person_name']: r.fields for r in released.current(C())}))"
    )
    done = subprocess.run([sys.executable, "-c", script], env=office[1], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_a_petition_is_denied_and_applied_for_again(visitor):
    v = visitor.be("petitioner2")
    case = file_petition(v, surname="Denied")
    sign(v, case, "Invented Denied")
    number = docket(v, case)
    advise(v, case, "deny")
    to_decision_maker(v, case, "deny")
    v.be("decision_maker1").go(f"/cases/{case}/decide/").press("Open the file")
    deny = v.page.locator("form", has=v.page.get_by_role("button", name="Deny in this case"))
    deny.locator("[name=deny-considered]").check()
    v.turn(deny.get_by_role("button"))
    v.sees("deny")
    v.be("clerk1").go(f"/cases/{case}/do/send_letter/")
    letter = v.page.locator("[name=letter] option", has_text="denial").get_attribute("value")
    v.act(case, "send_letter", "Record that a letter was sent", letter=letter, how="mail")
    v.be("petitioner2").go(f"/petitions/{case}/").follow("The decision in your case").sees("There is no appeal")
    v.go(f"/petitions/{case}/").press("Begin a new petition")
    assert number_in(v.page.url) != case
    v.go(f"/status/?q={number}").sees("denied")


def test_missing_parts_are_asked_for_and_supplied_in_spanish(visitor):
    v = visitor.be("petitioner3").go("/petitions/").press("Español")
    v.sees("Mis peticiones").follow("Empezar una petición")
    v.write(kind="remission", given_names="Inventada", surname="Faltante").press("Seguir")
    case = number_in(v.page.url)
    v.go(f"/petitions/{case}/part/money/").write(money_imposed="$5,000").press("Guardar y volver")
    v.go(f"/petitions/{case}/part/case/").write(sentenced_on="en marzo").press("Guardar y volver")
    v.sees("Escriba 2019-03-14")  # a date that cannot be read is asked for again, with what was typed still there
    v.write(sentenced_on="2009-03").press("Guardar y volver")
    v.go(f"/petitions/{case}/certify/").write(agree=True, signed_as="Inventada Faltante").press("Firmar y presentar")
    v.be("clerk2").go(f"/cases/{case}/do/find_incomplete/")
    v.page.get_by_label("Cantidad por pagar").check()
    v.press("Ask for missing parts")
    v.be("petitioner3").go("/petitions/").press("Español").go(f"/petitions/{case}/").sees("Cantidad por pagar")
    v.go(f"/petitions/{case}/part/money/").write(money_unpaid="$1,200").press("Guardar y volver")
    v.press("Enviar lo que faltaba").sees("recibida, en revisión inicial")


def test_a_paper_petition_for_a_certificate_is_found_to_be_within_and_its_number_is_checked(visitor, office):
    v = visitor.be("records1").go("/proclamations/").write(
        number="X-9", title="An invented proclamation", takes_effect_at="2020-01-20 12:00", text="All are pardoned.",
        sections="21 U.S.C. 844", administering="The office", source="invented",
    )  # fmt: skip
    v.press("Record").sees("Another officer checks it")
    assert v.page.get_by_role("button", name="I have read X-9").count() == 0  # not the one who recorded it
    v.be("records2").go("/proclamations/").press("I have read X-9 against the published text")
    v.be("clerk1").go("/queues/").follow("Enter a paper petition")
    case = file_petition(v, kind="certificate", surname="Papered")
    sign(v, case, "Invented Papered")
    number = docket(v, case)
    assert number.startswith("M")

    def find(v):
        v.go(f"/cases/{case}/do/find_within/")
        act = v.page.locator("[name=class_act] option", has_text="X-9").get_attribute("value")
        v.act(
            case, "find_within", "Find whether the proclamation covers this person", class_act=act, finding="covered",
            offense="Simple possession", reasons="Each test is met.",
        )  # fmt: skip

    advise(v, case, "grant", before=find)
    to_decision_maker(v, case, "grant")
    v.be("decision_maker1").go(f"/cases/{case}/decide/").press("Open the file").sees("Each test is met.")
    form = v.page.locator("form", has=v.page.get_by_role("button", name="Grant in this case"))
    form.locator("[name=grant-considered]").check()
    v.turn(form.get_by_role("button"))
    v.sees("within X-9, An invented proclamation")
    v.be("records1").go("/instruments/").page.locator("label", has_text=number).click()
    v.press("Draw up one instrument")
    paper = v.page.url.removeprefix(v.address)
    for checker in ("records2", "records3"):
        v.be(checker).go(paper).press("Record the check")
    v.be("decision_maker1").go(paper).press("Sign").sees("Signed by decision_maker1")
    v.be("clerk1").go(f"/cases/{case}/").follow("certificate").sees("Simple possession")
    issued = re.search(r"K\d{6}", v.page.locator("main").inner_text()).group(0)
    v.context.clear_cookies()
    v.go("/certificates/").write(number=issued).press("Check").sees("was issued by this office")
    assert "Papered" not in v.page.content()
    assert issued not in json.dumps(public_rows(office))


def test_presumed_concurrence_is_proposed_and_a_person_confirms(visitor, office):
    case = past(office[1], "presumed")
    v = visitor.be("pardon_attorney1").go("/queues/").sees("Presumed concurrence may be proposed")
    link = v.page.locator(f"a[href='/cases/{case}/']").first
    v.turn(link).sees("30 days")
    number = v.page.locator("h1").inner_text()
    v.act(case, "confirm_presumed_concurrence", "Confirm presumed concurrence").sees("presumed concurrence")
    assert v.go("/queues/").page.locator(f"a[href='/cases/{case}/']").count() == 0  # no longer proposed
    v.go(f"/status/?q={number}").sees("denied")
    v.be("clerk1").go(f"/cases/{case}/").follow("denial presumed").sees("28 CFR 1.8(b)")


def test_presumed_concurrence_is_refused_where_the_advice_is_not_adverse(visitor):
    v = visitor.be("pardon_attorney1").go("/queues/transmitted/")
    v.turn(v.page.locator("tbody tr", has_not_text="Presumed").locator("a"))
    case = number_in(v.page.url)
    v.go(f"/cases/{case}/do/confirm_presumed_concurrence/").press("Confirm presumed concurrence")
    v.sees("Not done").sees("not adverse")


def test_the_comparison_is_computed_by_the_engine_and_accepted(visitor):
    v = visitor.be("supervisor1").go("/queues/review/")
    link = v.page.locator("tbody tr", has_text="staff review").first.get_by_role("link")
    v.turn(link)
    case = number_in(v.page.url)
    v.go(f"/cases/{case}/do/assign/")
    value = v.page.locator("[name=officer] option", has_text="staff_attorney6").get_attribute("value")
    v.write(officer=value).press("Assign a reviewer")
    if v.page.get_by_role("alert").count():
        v.sees("assigned to this case already")
    facts = (
        '[days]\noffense_ended = 1991-03-01\nsentenced = 1992-06-15\n[count]\nstatute = ["21 USC 841(a)(1)"]\n'
        '[[count.drugs]]\ndrug = "cocaine base"\nweight = "62 g"\ncharged = "50 g or more"\n[history]\ncategory = "I"\n'
    )
    v.be("staff_attorney6").go(f"/cases/{case}/do/record_comparison/").write(facts=facts)
    v.press("Compute, or record your judgment").sees("841(b)(1)")
    v.write(outcome="accepted").press("Compute, or record your judgment").sees("Done")


def test_a_board_hears_a_case(tmp_path_factory):
    home = tmp_path_factory.mktemp("board")
    with (
        served_office(home, petitions=1, jurisdiction="pennsylvania") as (address, env),
        browser(script=False) as fresh,
    ):
        v = Visitor(fresh(), address).be("petitioner1")
        case = file_petition(v, surname="Heard")
        sign(v, case, "Invented Heard")
        v.be("clerk1").go(f"/cases/{case}/").sees("sentencing order")  # Pennsylvania asks for court papers
        for part in (
            "complaint",
            "probable_cause_affidavit",
            "charging_document",
            "plea_or_verdict",
            "sentencing_order",
        ):
            v.go(f"/petitions/{case}/papers/").write(part=part)
            v.page.set_input_files(
                "[name=file]", {"name": "p.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 invented"}
            )
            v.press("Add")
        docket(v, case)
        advise(v, case, "grant")
        on = (today() + timedelta(days=30)).isoformat()
        v.be("supervisor1").act(case, "schedule_hearing", "Set the hearing", on=on, place="Room 1")
        v.go(f"/cases/{case}/do/record_hearing/").write(minutes="m").press("Record that it was heard")
        v.sees("it can be recorded from that day")
        hear_vote_and_grant(v, past(env, "hearing"))


def hear_vote_and_grant(v, case):
    """The day of a hearing that was set twenty days ago."""
    v.be("supervisor1").go(f"/cases/{case}/do/record_hearing/").write(minutes="m").press("Record that it was heard")
    v.sees("every required notice is served and proved").sees("the hearing docket is published")
    sent = (today() - timedelta(days=15)).isoformat()
    for _ in range(6):
        v.go(f"/cases/{case}/do/serve_notice/")
        notice = v.page.locator("[name=notice] option").nth(1).get_attribute("value")
        v.act(case, "serve_notice", "Record a notice of the hearing", notice=notice, sent_on=sent, proof="receipt 7")
    v.act(case, "publish_docket", "Record that the docket was published")
    v.act(case, "record_hearing", "Record that it was heard", minutes="Heard; invented minutes.").sees("Held.")
    for member, vote in (("1", "favour"), ("2", "favour"), ("3", "favour")):
        v.be(f"board_member{member}").act(case, "vote", "Vote", vote=vote)
    v.go(f"/cases/{case}/do/transmit/").press("Send to the decision-maker").sees("quorum")  # three of five are none
    v.be("board_member4").act(case, "vote", "Vote", vote="against", reasons="Too soon.")
    v.act(case, "transmit", "Send to the decision-maker")
    v.be("decision_maker1").go(f"/cases/{case}/decide/").press("Open the file").sees("Too soon.").sees("Favorable")
    form = v.page.locator("form", has=v.page.get_by_role("button", name="Grant in this case"))
    form.locator("[name=grant-relief]").select_option("time_served")
    form.locator("[name=grant-considered]").check()
    v.turn(form.get_by_role("button"))
    v.sees("commuted to time served")


PAGES = {
    "clerk1": ["/queues/", "/queues/received/", "/petitions/new/"],
    "pardon_attorney1": ["/queues/", "/instruments/", "/figures/", "/figures/report/", "/keeping/"],
    "supervisor1": ["/hearings/", "/hearings/2026-01-05/"],
    "decision_maker1": ["/queues/transmitted/", "/direct/"],
    "records1": ["/instruments/", "/proclamations/", "/keeping/"],
    "release_officer1": ["/releases/"],
    "custodian1": ["/deliveries/"],
    "victim_liaison1": ["/victims/"],
    "statistician1": ["/figures/"],
    "auditor1": ["/history/?verify=1"],
    "administrator1": ["/accounts/"],
    "petitioner1": ["/petitions/", "/petitions/new/"],
}


def test_axe_finds_no_violation_on_any_kind_of_page(office):
    from axe_playwright_python.sync_playwright import Axe

    found = []
    with browser(script=True) as fresh:
        v = Visitor(fresh(), office[0])

        def check(path):
            v.go(path)
            for width in (360, 1280):
                v.page.set_viewport_size({"width": width, "height": 900})
                for violation in Axe().run(v.page).response["violations"]:
                    nodes = [node["html"][:120] for node in violation["nodes"]][:2]
                    found.append((path, width, violation["id"], nodes))

        for path in (
            "/",
            "/status/?q=Exampleton",
            "/which-form/",
            "/forms/pardon/",
            "/forms/reprieve/",
            "/certificates/?number=K999999",
            "/wait/?released_on=2019-03",
            "/account/login/",
            "/account/signup/",
            "/account/password/reset/",
        ):
            check(path)
        for name, paths in PAGES.items():
            v.be(name)
            for path in paths:
                check(path)
        v.be("pardon_attorney1").go("/queues/transmitted/")
        v.turn(v.page.locator("tbody a"))
        case = number_in(v.page.url)
        check(f"/cases/{case}/")
        for act in ("recommend", "hold", "assign", "confirm_presumed_concurrence", "share_part", "place_legal_hold"):
            check(f"/cases/{case}/do/{act}/")
        v.be("decision_maker1").go(f"/cases/{case}/decide/").press("Open the file")
        check(f"/cases/{case}/decide/")
        v.be("records1").go("/instruments/")
        v.turn(v.page.locator("tbody a"))
        check(v.page.url.removeprefix(v.address))
        v.be("release_officer1").go("/releases/")
        v.turn(v.page.locator("tbody a"))
        check(v.page.url.removeprefix(v.address))
        v.be("petitioner1").go("/petitions/")
        v.turn(v.page.locator(".card a"))
        mine = number_in(v.page.url)
        for path in (
            f"/petitions/{mine}/",
            f"/petitions/{mine}/part/identity/",
            f"/petitions/{mine}/part/statistics/",
            f"/petitions/{mine}/certify/",
        ):
            check(path)
        assert v.faults == []
    assert found == []


def focus(v, matches):
    """Tab until what has the focus fits; a person without a mouse can do no more."""
    for _ in range(150):
        if v.page.evaluate(f"(() => {{ const e = document.activeElement; return {matches}; }})()"):
            return
        v.page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {matches} on {v.page.url}")


def enter(v, matches):
    """Go to a link or button by keyboard and use it; wait for the page it leads to."""
    focus(v, matches)
    with v.page.expect_navigation():  # a form's own address may fit the pattern of the page after it
        v.page.keyboard.press("Enter")


def test_a_petition_is_filed_by_keyboard_alone(office):
    with browser(script=True) as fresh:  # script is on only to ask where the focus is; no page has any of its own
        v = Visitor(fresh(), office[0]).be("petitioner1").go("/petitions/new/?kind=commutation")
        v.page.keyboard.press("Tab")
        assert v.page.locator(":focus").get_attribute("class") == "skip"
        focus(v, "e.name === 'given_names'")
        v.page.keyboard.type("Keyboard")
        focus(v, "e.name === 'surname'")
        v.page.keyboard.type("Only")
        enter(v, "e.innerText === 'Go on'")
        v.sees("Keyboard Only")
        case = number_in(v.page.url)
        enter(v, "e.href && e.href.includes('/part/case/')")
        for name, words in {"court": "A court", "offense": "An invented offense", "sentence": "240 months"}.items():
            focus(v, f"e.name === '{name}'")
            v.page.keyboard.type(words)
        enter(v, "e.innerText === 'Save and go back'")
        enter(v, f"e.href && e.href.endsWith('/petitions/{case}/certify/')")
        focus(v, "e.name === 'agree'")
        v.page.keyboard.press("Space")
        focus(v, "e.name === 'signed_as'")
        v.page.keyboard.type("Keyboard Only")
        enter(v, "e.innerText === 'Sign and file'")
        v.sees("received, being checked")
        enter(v, "e.href && e.href.endsWith('/papers/')")
        v.sees("PDF, JPEG, PNG or TIFF")
        v.go("/status/")
        focus(v, "e.name === 'q'")
        v.page.keyboard.type("Only")
        enter(v, "e.innerText === 'Look up'")
        assert v.faults == []
