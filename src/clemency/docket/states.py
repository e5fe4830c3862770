"""The life of a petition as one table: who may move it, what must be there first, who is told, on what authority.

Pure: no database, no clock. Every act of `actions.py` that moves a case asks `judge` first, and
docs/reference/lifecycle.md is drawn from `TRANSITIONS` (a test holds the two equal).

Three kinds of office share the table (`Mode`): a chain of advisers ending in one decision-maker; an independent
board that itself decides; and a board whose favourable advice the decision-maker needs.

The needs come in two forces. The rules are advice to staff, so the decision-maker in person may act without an
`ADVISORY` need, on the record (28 CFR 1.11). A `CONSTITUTIVE` need is what makes the act that act at all: a vote the
constitution requires, a determination of this one person's case, a checked instrument. It has no bypass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    WAIVER_REQUESTED = "waiver_requested"
    DOCKETED = "docketed"
    SCREENING = "screening"
    INVESTIGATING = "investigating"
    STAFF_REVIEW = "staff_review"
    OFFICE_RECOMMENDED = "office_recommended"
    DEPARTMENT_REVIEW = "department_review"
    HEARING_SCHEDULED = "hearing_scheduled"
    HEARD = "heard"
    TRANSMITTED = "transmitted"
    RETURNED = "returned"
    ON_HOLD = "on_hold"
    DETERMINED_GRANT = "determined_grant"
    INSTRUMENT_SIGNED = "instrument_signed"
    CONDITIONS_RUNNING = "conditions_running"
    CLOSED_GRANTED = "closed_granted"
    CLOSED_DENIED = "closed_denied"
    CLOSED_WITHOUT_ACTION = "closed_without_action"


S = State

MEANING: Mapping[State, str] = {
    S.DRAFT: "being written; not received",
    S.RECEIVED: "logged and date-stamped, not yet checked",
    S.INCOMPLETE: "missing a required part; the petitioner was told what",
    S.WAIVER_REQUESTED: "filed before the wait ended, with a waiver letter",
    S.DOCKETED: "complete enough to proceed; case number given",
    S.SCREENING: "first reading: kind, jurisdiction, remedies, urgency",
    S.INVESTIGATING: "referrals out",
    S.STAFF_REVIEW: "report and proposed recommendation being written",
    S.OFFICE_RECOMMENDED: "the pardon attorney, or the board's staff, has signed",
    S.DEPARTMENT_REVIEW: "the department or the board considers it",
    S.HEARING_SCHEDULED: "a public hearing has been set",
    S.HEARD: "the board has heard it",
    S.TRANSMITTED: "with the decision-maker",
    S.RETURNED: "sent back for more work",
    S.ON_HOLD: "stay, pending remedy, or the petitioner cannot be found",
    S.DETERMINED_GRANT: "decided; the instrument is not yet signed",
    S.INSTRUMENT_SIGNED: "warrant signed; under embargo until released",
    S.CONDITIONS_RUNNING: "granted with conditions still to be met",
    S.CLOSED_GRANTED: "delivered and published",
    S.CLOSED_DENIED: "denied: expressly, by presumed concurrence, or by a board whose advice is required",
    S.CLOSED_WITHOUT_ACTION: "closed with no act of the decision-maker, for a stated reason",
}

CLOSED = frozenset({S.CLOSED_GRANTED, S.CLOSED_DENIED, S.CLOSED_WITHOUT_ACTION})
# After the determination a case is no longer open to holds, closure or a second determination.
DECIDED = CLOSED | {S.DETERMINED_GRANT, S.INSTRUMENT_SIGNED, S.CONDITIONS_RUNNING}
OPEN = frozenset(State) - DECIDED - {S.DRAFT}

# What anyone who asks about a named case is told. None: the office says only that it finds no public record.
PUBLIC_STATUS: Mapping[State, str | None] = {
    S.DRAFT: None,
    S.RECEIVED: None,
    S.INCOMPLETE: None,
    **dict.fromkeys(OPEN - {S.RECEIVED, S.INCOMPLETE}, "pending"),
    S.HEARING_SCHEDULED: "hearing_scheduled",
    S.HEARD: "heard",
    S.DETERMINED_GRANT: "pending",
    S.INSTRUMENT_SIGNED: "pending",
    S.CONDITIONS_RUNNING: "granted",
    S.CLOSED_GRANTED: "granted",
    S.CLOSED_DENIED: "denied",
    S.CLOSED_WITHOUT_ACTION: "closed",
}


class Role(StrEnum):
    PETITIONER = "petitioner"
    REPRESENTATIVE = "representative"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    STAFF_ATTORNEY = "staff_attorney"
    VICTIM_LIAISON = "victim_liaison"
    PARDON_ATTORNEY = "pardon_attorney"
    DEPARTMENT = "department"
    BOARD_MEMBER = "board_member"
    COUNSEL = "counsel"
    DECISION_MAKER = "decision_maker"
    RECORDS = "records"
    RELEASE_OFFICER = "release_officer"
    CUSTODIAN = "custodian"
    STATISTICIAN = "statistician"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


R = Role


class Mode(StrEnum):
    CHAIN = "chain"
    BOARD = "board"
    GATEKEEPER = "gatekeeper"


class Force(StrEnum):
    ADVISORY = "advisory"
    CONSTITUTIVE = "constitutive"


@dataclass(frozen=True)
class Need:
    """Something that must be so before an act. `bypass` says who may act without it, or why nobody may."""

    key: str
    text: str
    force: Force
    bypass: str


_DIRECTS = "the decision-maker in person may direct it, with a recorded reason (28 CFR 1.11)"


def _advises(key: str, text: str) -> Need:
    return Need(key, text, Force.ADVISORY, _DIRECTS)


def _makes(key: str, text: str, why_none: str) -> Need:
    return Need(key, text, Force.CONSTITUTIVE, f"none: {why_none}")


CERTIFICATION = _advises("certification", "the petition is certified under penalty of perjury")
MISSING_LIST = _makes("missing_list", "a list of the missing parts", "the letter must say what is missing")
MISSING_SUPPLIED = _advises("missing_supplied", "every missing part has been supplied")
JURISDICTION_FINDING = _makes(
    "jurisdiction_finding", "a finding with the right body", "the letter must say whom to ask"
)
ATTORNEY_CONFIRMS = _advises("attorney_confirms", "an attorney has confirmed the clerk's finding")
WAIT_COMPUTED = _advises("wait_computed", "the wait is computed and its anchor shown")
WAIVER_LETTER = _advises("waiver_letter", "a letter asks for the waiver")
WAIVER_REASON = _makes(
    "reason", "a reason for the decision on the waiver", "a decision without a reason cannot be reviewed"
)
REQUIRED_PARTS = _advises("required_parts", "every required part is there")
DUPLICATES_CHECKED = _advises("duplicates_checked", "possible duplicates and earlier cases have been looked at")
ASSIGNED = _advises("assigned", "a reviewer is assigned")
CONFLICT_CLEARED = _advises("conflict_cleared", "the reviewer has declared no conflict of interest")
REFERRAL_PLAN = _advises("referral_plan", "at least one referral is out")
REASON = _makes("reason", "a recorded reason", "an act without its reason cannot be reviewed")
REVIEW_DATE = _makes(
    "review_date", "a day on which the hold is looked at again", "a hold without a date is a silent stall"
)
REFERRALS_SETTLED = _advises(
    "referrals_settled", "every referral is answered, waived with a reason, or overdue and marked so"
)
WORKSHEET = _advises("worksheet", "the criteria worksheet has a finding for every criterion")
COMPARISON = _advises(
    "comparison", "the then-and-now comparison is accepted or corrected, or recorded as not applicable"
)
REPORT = _advises("report", "the report is signed by its author")
STAFF_RECOMMENDATION = _advises(
    "staff_recommendation", "the reviewer's proposed recommendation, with reasons both ways"
)
OFFICE_RECOMMENDATION = _advises("office_recommendation", "the office's own recommendation, with reasons both ways")
DEPARTMENT_RECOMMENDATION = _advises("layer_recommendation", "that layer's own recommendation, the same or different")
QUESTIONS = _makes("reason", "the questions to be answered", "work cannot be sent back without saying which")
NOTICES_PROVED = _makes(
    "notices_proved", "every required notice is served and proved", "a hearing without notice is void"
)
DOCKET_PUBLISHED = _makes("docket_published", "the hearing docket is published", "an open hearing must be announced")
VOTES_RECORDED = _makes("votes_recorded", "votes by member, with quorum", "the board acts by its recorded vote")
FAVOURABLE_VOTE = _makes(
    "favourable_vote",
    "the board's vote is favourable by the rule for this kind",
    "the constitution requires the board's advice",
)
ADVERSE_VOTE = _makes("adverse_vote", "the board's vote is not favourable", "the case closes by that vote and no other")
FILE_OPENED = _makes(
    "file_opened", "the decision-maker has opened this file", "each case is decided as one person's case"
)
INDIVIDUAL = _makes("determination", "an individual determination with its terms", "the grant is this determination")
TWO_CHECKS = _makes(
    "instrument_checked", "two people have checked the text for each person", "a wrong name or term would be signed"
)
LISTS_EQUAL = _makes("lists_equal", "the list to be signed equals the list decided", "only decided cases may be signed")
DELIVERED = _makes(
    "delivered", "the original is delivered and the receipt returned", "the person is told before the press"
)
PUBLISHED = _advises("published", "two officers have released the listed fields")
CONDITIONS_OPEN = _makes("conditions_open", "conditions are still to be met", "without conditions the case closes")
CONDITIONS_NONE = _makes("conditions_none", "no condition is open", "the conditions are terms of the grant")
PROOF = _makes("conditions_met", "every condition is met, with proof", "the conditions are terms of the grant")
EVIDENCE = _makes("reason", "the evidence, and a chance to answer", "fairness")
ADVERSE_RECOMMENDATION = _makes("adverse_recommendation", "an adverse recommendation was transmitted", "28 CFR 1.8(b)")
DAYS_RUN = _makes("days_run", "the days set in the policy data have passed since transmission", "28 CFR 1.8(b)")
NOT_CAPITAL = _makes("not_capital", "it is not a capital case", "28 CFR 1.8(b), 1.10")
CLOSURE_REASON = _makes("closure_reason", "a reason code and its evidence", "the statistics keep the reasons apart")
POSTHUMOUS_ASKED = _advises(
    "posthumous_asked", "where the petitioner died, the family was asked about a posthumous act"
)
NO_PETITION_RECORDED = _makes(
    "reason",
    "a record that no petition or recommendation underlies it",
    "the statistics show such acts on their own line",
)
AMENDS = _makes(
    "determination", "an amending determination, linked to the first", "otherwise the grant would count twice"
)
EARLIER_LINK = _makes(
    "earlier_link", "a link to the earlier case, and the re-application rule shown", "a new case is new"
)


@dataclass(frozen=True)
class Transition:
    """One row of the table.

    target None means the case stays where it is, or goes back to where it was held from (T11).
    mode_needs are added for that kind of office. modes limits the row to some kinds of office.
    notices name letter templates. mark: V read in the source, S in a secondary one, K from memory, D our decision.
    """

    number: str
    act: str
    title: str
    sources: frozenset[State]
    target: State | None
    actors: frozenset[Role]
    needs: tuple[Need, ...]
    notices: tuple[str, ...]
    basis: str
    mark: str
    modes: frozenset[Mode] = frozenset(Mode)
    mode_needs: Mapping[Mode, tuple[Need, ...]] = field(default_factory=dict)

    def needed(self, mode: Mode) -> tuple[Need, ...]:
        return (*self.needs, *self.mode_needs.get(mode, ()))


def _on(*states: State) -> frozenset[State]:
    return frozenset(states)


def _by(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


_PETITIONERS = (R.PETITIONER, R.REPRESENTATIVE)
_BOARDS = frozenset({Mode.BOARD, Mode.GATEKEEPER})
_GRANT_NOTICES = ("grant", "effects_sheet", "victim_outcome", "custodian_transmittal")

TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        "T1", "file", "File the petition", _on(S.DRAFT), S.RECEIVED,
        _by(*_PETITIONERS, R.CLERK), (CERTIFICATION,), (), "28 CFR 1.1", "V",
    ),
    Transition(
        "T2", "find_incomplete", "Ask for missing parts", _on(S.RECEIVED), S.INCOMPLETE,
        _by(R.CLERK), (MISSING_LIST,), ("incomplete",), "Form 2024, \"missing any parts\"", "V",
    ),
    Transition(
        "T3", "supply_missing", "Supply the missing parts", _on(S.INCOMPLETE), S.RECEIVED,
        _by(*_PETITIONERS, R.CLERK), (MISSING_SUPPLIED,), (), "Form 2024", "V",
    ),
    Transition(
        "T4", "redirect", "Redirect to the right body", _on(S.RECEIVED), S.CLOSED_WITHOUT_ACTION,
        _by(R.STAFF_ATTORNEY, R.PARDON_ATTORNEY), (JURISDICTION_FINDING, ATTORNEY_CONFIRMS), ("redirect",),
        "28 CFR 1.1, 1.4", "V",
    ),
    Transition(
        "T5", "request_waiver", "Put the waiver request forward", _on(S.RECEIVED), S.WAIVER_REQUESTED,
        _by(R.CLERK), (WAIT_COMPUTED, WAIVER_LETTER), ("acknowledgement",), "28 CFR 1.2; instructions", "V",
    ),
    Transition(
        "T6", "grant_waiver", "Waive the wait and docket", _on(S.WAIVER_REQUESTED), S.DOCKETED,
        _by(R.PARDON_ATTORNEY), (WAIVER_REASON,), ("waiver_granted",), "instructions", "V",
    ),
    Transition(
        "T6b", "refuse_waiver", "Refuse the waiver", _on(S.WAIVER_REQUESTED), S.CLOSED_WITHOUT_ACTION,
        _by(R.PARDON_ATTORNEY), (WAIVER_REASON,), ("waiver_refused",), "instructions", "V",
    ),
    Transition(
        "T7", "docket", "Give it a case number", _on(S.RECEIVED), S.DOCKETED,
        _by(R.CLERK), (REQUIRED_PARTS, DUPLICATES_CHECKED, WAIT_COMPUTED), ("confirmation",), "Form 2024", "V",
    ),
    Transition(
        "T8", "begin_screening", "Begin screening", _on(S.DOCKETED), S.SCREENING,
        _by(R.SUPERVISOR, R.PARDON_ATTORNEY), (ASSIGNED, CONFLICT_CLEARED), (), "separation of duties", "D",
    ),
    Transition(
        "T9", "begin_investigation", "Begin the investigation", _on(S.SCREENING), S.INVESTIGATING,
        _by(R.STAFF_ATTORNEY), (REFERRAL_PLAN,), ("background_investigation",), "28 CFR 1.6(a); Form 2024", "V",
    ),
    Transition(
        "T10", "skip_investigation", "Review without referrals", _on(S.SCREENING), S.STAFF_REVIEW,
        _by(R.STAFF_ATTORNEY), (REASON,), (), "our decision", "D",
    ),
    Transition(
        "T11", "hold", "Put on hold", OPEN - {S.ON_HOLD}, S.ON_HOLD,
        _by(R.STAFF_ATTORNEY, R.PARDON_ATTORNEY), (REASON, REVIEW_DATE), ("hold",), "28 CFR 1.10 (stay), 1.3", "S",
    ),
    Transition(
        "T11b", "resume", "End the hold", _on(S.ON_HOLD), None,
        _by(R.STAFF_ATTORNEY, R.PARDON_ATTORNEY), (REASON,), (), "28 CFR 1.10 (stay), 1.3", "S",
    ),
    Transition(
        "T12", "end_investigation", "End the investigation", _on(S.INVESTIGATING), S.STAFF_REVIEW,
        _by(R.STAFF_ATTORNEY), (REFERRALS_SETTLED,), (), "OIG Audit 11-45 (2011)", "S",
    ),
    Transition(
        "T13", "sign_office_recommendation", "Sign the office's recommendation",
        _on(S.STAFF_REVIEW), S.OFFICE_RECOMMENDED,
        _by(R.PARDON_ATTORNEY),
        (WORKSHEET, COMPARISON, REPORT, STAFF_RECOMMENDATION, OFFICE_RECOMMENDATION), (),
        "28 CFR 1.6(c); JM 9-140.110", "V",
    ),
    Transition(
        "T14", "forward", "Send to the department or board", _on(S.OFFICE_RECOMMENDED), S.DEPARTMENT_REVIEW,
        _by(R.PARDON_ATTORNEY), (OFFICE_RECOMMENDATION,), (), "28 CFR 0.36", "V",
    ),
    Transition(
        "T15", "transmit", "Send to the decision-maker", _on(S.DEPARTMENT_REVIEW, S.HEARD), S.TRANSMITTED,
        _by(R.DEPARTMENT, R.BOARD_MEMBER), (), (), "28 CFR 1.6(c)", "V",
        mode_needs={
            Mode.CHAIN: (DEPARTMENT_RECOMMENDATION,),
            Mode.BOARD: (VOTES_RECORDED,),
            Mode.GATEKEEPER: (VOTES_RECORDED, FAVOURABLE_VOTE),
        },
    ),
    Transition(
        "T16", "return_for_work", "Return for more work", _on(S.DEPARTMENT_REVIEW, S.HEARD, S.TRANSMITTED), S.RETURNED,
        _by(R.DEPARTMENT, R.BOARD_MEMBER, R.COUNSEL, R.DECISION_MAKER), (QUESTIONS,), (), "practice", "K",
    ),
    Transition(
        "T16b", "take_up_returned", "Take up the returned case", _on(S.RETURNED), S.STAFF_REVIEW,
        _by(R.STAFF_ATTORNEY, R.PARDON_ATTORNEY), (), (), "practice", "K",
    ),
    Transition(
        "T17", "schedule_hearing", "Set the hearing", _on(S.DEPARTMENT_REVIEW), S.HEARING_SCHEDULED,
        _by(R.SUPERVISOR, R.PARDON_ATTORNEY), (), ("hearing",), "state rules (jurisdiction data)", "V", modes=_BOARDS,
    ),
    Transition(
        "T17b", "record_hearing", "Record that it was heard", _on(S.HEARING_SCHEDULED), S.HEARD,
        _by(R.SUPERVISOR, R.PARDON_ATTORNEY), (NOTICES_PROVED, DOCKET_PUBLISHED), (),
        "state rules (jurisdiction data)", "V", modes=_BOARDS,
    ),
    Transition(
        "T18", "grant", "Grant", _on(S.TRANSMITTED), S.DETERMINED_GRANT,
        _by(R.DECISION_MAKER), (FILE_OPENED, INDIVIDUAL), (), "U.S. Const. art. II § 2 cl. 1", "V",
        mode_needs={Mode.BOARD: (FAVOURABLE_VOTE,), Mode.GATEKEEPER: (FAVOURABLE_VOTE,)},
    ),
    Transition(
        "T19", "sign_instrument", "Sign the instrument", _on(S.DETERMINED_GRANT), S.INSTRUMENT_SIGNED,
        _by(R.DECISION_MAKER), (TWO_CHECKS, LISTS_EQUAL), ("custodian_transmittal",), "28 CFR 571.41", "V",
    ),
    Transition(
        "T20", "complete", "Close as granted", _on(S.INSTRUMENT_SIGNED), S.CLOSED_GRANTED,
        _by(R.RECORDS), (DELIVERED, PUBLISHED, CONDITIONS_NONE), _GRANT_NOTICES, "28 CFR 1.7; 571.41(c)", "V",
    ),
    Transition(
        "T20b", "complete_with_conditions", "Granted, conditions running",
        _on(S.INSTRUMENT_SIGNED), S.CONDITIONS_RUNNING,
        _by(R.RECORDS), (DELIVERED, PUBLISHED, CONDITIONS_OPEN), _GRANT_NOTICES, "28 CFR 1.7; 571.41(c)", "V",
    ),
    Transition(
        "T21", "conditions_met", "Close: conditions met", _on(S.CONDITIONS_RUNNING), S.CLOSED_GRANTED,
        _by(R.CUSTODIAN, R.RECORDS), (PROOF,), ("conditions_met",), "terms of the grant", "D",
    ),
    Transition(
        "T22", "record_breach", "Record a breach for the decision-maker", _on(S.CONDITIONS_RUNNING), None,
        _by(R.RECORDS, R.PARDON_ATTORNEY), (EVIDENCE,), ("breach",), "terms of the grant", "K",
    ),
    Transition(
        "T23", "deny", "Deny", _on(S.TRANSMITTED), S.CLOSED_DENIED,
        _by(R.DECISION_MAKER), (FILE_OPENED, INDIVIDUAL), ("denial", "victim_outcome"), "28 CFR 1.8(a)", "K",
    ),
    Transition(
        "T23b", "deny_by_board", "Close on the board's adverse vote",
        _on(S.DEPARTMENT_REVIEW, S.HEARD), S.CLOSED_DENIED,
        _by(R.BOARD_MEMBER), (VOTES_RECORDED, ADVERSE_VOTE), ("denial", "victim_outcome"),
        "state constitutions that require the board's advice", "V", modes=frozenset({Mode.GATEKEEPER}),
    ),
    Transition(
        "T24", "confirm_presumed_concurrence", "Confirm presumed concurrence", _on(S.TRANSMITTED), S.CLOSED_DENIED,
        _by(R.PARDON_ATTORNEY), (ADVERSE_RECOMMENDATION, DAYS_RUN, NOT_CAPITAL), ("denial_presumed",),
        "28 CFR 1.8(b)", "K", modes=frozenset({Mode.CHAIN}),
    ),
    Transition(
        "T25", "close_without_action", "Close without action", OPEN, S.CLOSED_WITHOUT_ACTION,
        _by(R.CLERK, R.STAFF_ATTORNEY, R.PARDON_ATTORNEY), (CLOSURE_REASON, POSTHUMOUS_ASKED), ("closure",),
        "practice of the published statistics", "S",
    ),
    Transition(
        "T26", "direct_act", "Grant without awaiting the process", OPEN | {S.DRAFT}, S.DETERMINED_GRANT,
        _by(R.DECISION_MAKER), (NO_PETITION_RECORDED, INDIVIDUAL), (), "U.S. Const. art. II; 28 CFR 1.11", "V",
        mode_needs={Mode.BOARD: (FAVOURABLE_VOTE,), Mode.GATEKEEPER: (FAVOURABLE_VOTE,)},
    ),
    Transition(
        "T27", "amend", "Amend the grant", _on(S.CLOSED_GRANTED, S.CONDITIONS_RUNNING), None,
        _by(R.DECISION_MAKER), (AMENDS,), ("grant",), "published lists, \"(Amended)\"", "S",
    ),
    Transition(
        "T28", "reapply", "Apply again", _on(S.CLOSED_DENIED, S.CLOSED_WITHOUT_ACTION), None,
        _by(*_PETITIONERS, R.CLERK), (EARLIER_LINK,), (), "re-application rule (policy data)", "V",
    ),
)  # fmt: skip

_BY_ACT = {transition.act: transition for transition in TRANSITIONS}

REASON_CODES: Mapping[str, str] = {
    "withdrawn": "the petitioner withdrew the petition",
    "deceased": "the petitioner has died",
    "sentence_expired": "the sentence has ended",
    "released_by_court_or_other_relief": "a court or another authority has given relief",
    "no_jurisdiction": "another body decides on this conviction",
    "not_completed": "the missing parts were not supplied",
    "no_response": "the petitioner did not answer",
    "ineligible_kind": "this kind of relief cannot be given for this sentence",
    "duplicate": "another open case covers the same request",
    "moot_by_proclamation": "a proclamation already covers the offense",
    "waiver_refused": "the wait was not waived",
}

REASON_WORDS_ES: Mapping[str, str] = {
    "withdrawn": "el peticionario retiró la petición",
    "deceased": "el peticionario ha fallecido",
    "sentence_expired": "la pena ha terminado",
    "released_by_court_or_other_relief": "un tribunal u otra autoridad ha concedido una medida",
    "no_jurisdiction": "otra autoridad decide sobre esta condena",
    "not_completed": "no se enviaron las partes que faltaban",
    "no_response": "el peticionario no respondió",
    "ineligible_kind": "esta medida no puede concederse para esta pena",
    "duplicate": "otro caso abierto contiene la misma petición",
    "moot_by_proclamation": "una proclamación ya comprende el delito",
    "waiver_refused": "no se dispensó la espera",
}


class UnknownAct(LookupError):
    """No such act in the table."""


def transition(act: str) -> Transition:
    """The row for an act; `UnknownAct` names the acts there are."""
    try:
        return _BY_ACT[act]
    except KeyError:
        raise UnknownAct(f"{act!r} is not an act of the life cycle; the acts are {', '.join(_BY_ACT)}.") from None


def acts_from(state: State, mode: Mode) -> tuple[Transition, ...]:
    """The rows that lead out of (or are recorded in) a state, in table order, for one kind of office."""
    return tuple(row for row in TRANSITIONS if state in row.sources and mode in row.modes)


@dataclass(frozen=True)
class Verdict:
    """Whether an act may be done now. `refusals` are sentences for the person; `bypassed` are the advisory needs
    that the decision-maker sets aside by acting, to be recorded with the act."""

    allowed: bool
    refusals: tuple[str, ...] = ()
    bypassed: tuple[str, ...] = ()


def judge(
    row: Transition,
    *,
    state: State,
    mode: Mode,
    role: Role,
    met: Mapping[str, bool],
    bypass_reason: str = "",
) -> Verdict:
    """May this role do this act on a case in this state, given which needs are met?

    met: need key -> whether it is met; a need that is not mentioned counts as unmet.
    bypass_reason: given only by the decision-maker, who may then act in any officer's place and without advisory
    needs. Constitutive needs, the state and the kind of office still hold.
    """
    refusals: list[str] = []
    if mode not in row.modes:
        refusals.append(f"{row.title} ({row.number}) does not exist in an office of kind {mode.value}.")
    if state not in row.sources:
        refusals.append(f"{row.title} ({row.number}) cannot be done while the case is {state.value}.")
    directs = role is Role.DECISION_MAKER and bool(bypass_reason.strip())
    if role not in row.actors and not directs:
        actors = ", ".join(sorted(actor.value for actor in row.actors))
        refusals.append(f"{row.title} ({row.number}) is done by: {actors}; not by {role.value}.")
    unmet = [need for need in row.needed(mode) if not met.get(need.key, False)]
    bypassed = tuple(need.key for need in unmet if need.force is Force.ADVISORY and directs)
    refusals.extend(f"Missing: {need.text}." for need in unmet if need.key not in bypassed)
    return Verdict(not refusals, tuple(refusals), bypassed if not refusals else ())
