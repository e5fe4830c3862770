"""Who may do what: one table of role by permission. docs/reference/permissions.md is drawn from it.

Acts of the life cycle take their roles from the transition table. What a person sees is narrowed further, by state and
by assignment, in `docket.access`.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.docket.states import TRANSITIONS, Role

R = Role
PETITIONERS = frozenset({R.PETITIONER, R.REPRESENTATIVE})
STAFF = frozenset(Role) - PETITIONERS - {R.CUSTODIAN}
ADVISERS = frozenset({R.STAFF_ATTORNEY, R.PARDON_ATTORNEY, R.DEPARTMENT, R.BOARD_MEMBER, R.COUNSEL})
FILE_READERS = ADVISERS | {R.SUPERVISOR, R.DECISION_MAKER}

_OTHER_ACTS: Mapping[str, frozenset[Role]] = {
    # intake
    "start_petition": PETITIONERS | {R.CLERK},
    "start_direct_act": frozenset({R.DECISION_MAKER}),
    "save_answers": PETITIONERS | {R.CLERK},
    "certify": PETITIONERS | {R.CLERK},
    "add_document": PETITIONERS | {R.CLERK, R.STAFF_ATTORNEY},
    "compute_wait": frozenset({R.CLERK, R.STAFF_ATTORNEY}),
    "check_duplicates": frozenset({R.CLERK}),
    "correct_conviction": frozenset({R.CLERK, R.STAFF_ATTORNEY}),
    "set_case_facts": frozenset({R.CLERK, R.STAFF_ATTORNEY}),
    # review
    "assign": frozenset({R.SUPERVISOR, R.PARDON_ATTORNEY}),
    "declare_conflict": frozenset({R.STAFF_ATTORNEY, R.PARDON_ATTORNEY, R.DEPARTMENT, R.BOARD_MEMBER, R.COUNSEL}),
    "refer": frozenset({R.STAFF_ATTORNEY}),
    "remind": frozenset({R.STAFF_ATTORNEY, R.SUPERVISOR}),
    "settle_referral": frozenset({R.STAFF_ATTORNEY}),
    "record_finding": frozenset({R.STAFF_ATTORNEY}),
    "check_remedy": frozenset({R.STAFF_ATTORNEY}),
    "find_within": frozenset({R.STAFF_ATTORNEY}),
    "record_comparison": frozenset({R.STAFF_ATTORNEY}),
    "sign_report": frozenset({R.STAFF_ATTORNEY}),
    "recommend": ADVISERS,
    "log_contact": FILE_READERS | {R.CLERK},
    "prepare_hearing": frozenset({R.SUPERVISOR, R.PARDON_ATTORNEY}),
    "vote": frozenset({R.BOARD_MEMBER}),
    "keep_victims": frozenset({R.VICTIM_LIAISON}),
    # decisions
    "open_file": frozenset({R.DECISION_MAKER}),
    "draw_up_instrument": frozenset({R.RECORDS}),
    "check_instrument": frozenset({R.RECORDS, R.STAFF_ATTORNEY, R.PARDON_ATTORNEY}),
    "sign_instrument": frozenset({R.DECISION_MAKER}),
    "record_delivery": frozenset({R.RECORDS, R.CUSTODIAN}),
    "meet_condition": frozenset({R.RECORDS, R.CUSTODIAN}),
    "send_letter": frozenset({R.CLERK, R.RECORDS, R.VICTIM_LIAISON}),
    "disclose": frozenset({R.RECORDS, R.PARDON_ATTORNEY}),
    "propose_release": frozenset({R.RELEASE_OFFICER}),
    "release": frozenset({R.RELEASE_OFFICER}),
    "export_file": frozenset({R.RECORDS}),
    "record_class_act": frozenset({R.RECORDS}),
    "check_class_act": frozenset({R.RECORDS, R.PARDON_ATTORNEY}),
    # keeping
    "place_legal_hold": frozenset({R.RECORDS, R.PARDON_ATTORNEY}),
    "lift_legal_hold": frozenset({R.PARDON_ATTORNEY}),
    "propose_disposal": frozenset({R.RECORDS}),
    "decide_disposal": frozenset({R.PARDON_ATTORNEY}),
    # accounts
    "manage_accounts": frozenset({R.ADMINISTRATOR}),
}

_SEEING: Mapping[str, frozenset[Role]] = {
    "see_home": frozenset(Role),
    "see_own_petitions": PETITIONERS,
    "see_petition": PETITIONERS | {R.CLERK},
    "see_queues": STAFF - {R.AUDITOR, R.ADMINISTRATOR, R.STATISTICIAN, R.RELEASE_OFFICER, R.VICTIM_LIAISON},
    "see_case": FILE_READERS | {R.CLERK, R.RECORDS},
    "see_review": FILE_READERS,
    "see_document": FILE_READERS | PETITIONERS | {R.CLERK, R.RECORDS},
    "see_hearings": frozenset({R.SUPERVISOR, R.PARDON_ATTORNEY, R.BOARD_MEMBER}),
    "see_decision_page": frozenset({R.DECISION_MAKER, R.COUNSEL}),
    "see_instruments": frozenset({R.RECORDS, R.STAFF_ATTORNEY, R.PARDON_ATTORNEY, R.DECISION_MAKER}),
    "see_releases": frozenset({R.RELEASE_OFFICER}),
    "see_letters": frozenset({R.CLERK, R.RECORDS, R.PARDON_ATTORNEY}),
    "see_custody": frozenset({R.CUSTODIAN}),
    "see_victims": frozenset({R.VICTIM_LIAISON}),
    "see_statistics": frozenset({R.STATISTICIAN, R.PARDON_ATTORNEY, R.SUPERVISOR}),
    "see_demographics": frozenset({R.STATISTICIAN}),
    "see_report": frozenset({R.STATISTICIAN, R.PARDON_ATTORNEY}),
    "see_class_acts": frozenset({R.RECORDS, R.STAFF_ATTORNEY, R.PARDON_ATTORNEY, R.COUNSEL, R.DECISION_MAKER}),
    "see_retention": frozenset({R.RECORDS, R.PARDON_ATTORNEY}),
    "see_history": frozenset({R.AUDITOR}),
}

PERMISSIONS: Mapping[str, frozenset[Role]] = {
    **_SEEING,
    # The decision-maker may do any act of the life cycle in person, with a recorded reason (states.judge).
    **{row.act: row.actors | {R.DECISION_MAKER} for row in TRANSITIONS},
    **_OTHER_ACTS,
}

# Which classes of document a role may open, in a case it may see.
CLASSES: Mapping[Role, frozenset[str]] = {
    R.PETITIONER: frozenset({"public", "confidential"}),
    R.REPRESENTATIVE: frozenset({"public", "confidential"}),
    R.CLERK: frozenset({"public", "office", "confidential"}),
    R.RECORDS: frozenset({"public", "office", "confidential"}),
    R.SUPERVISOR: frozenset({"public", "office", "confidential", "deliberative"}),
    **{
        role: frozenset({"public", "office", "confidential", "restricted", "deliberative"})
        for role in (*sorted(ADVISERS), R.DECISION_MAKER)
    },
}


def may(role: Role, permission: str) -> bool:
    """Whether a role has a permission; an unknown permission is a programming fault (KeyError)."""
    return role in PERMISSIONS[permission]


def markdown() -> str:
    """docs/reference/permissions.md, complete."""
    lines = [
        "# Who may do what",
        "",
        "Drawn from `clemency.docket.accounts.permissions` by `clemency office permissions`; do not edit by hand.",
        "Access is narrowed further by state and by assignment (`clemency.docket.access`).",
        "",
        "| Permission | Roles |",
        "|---|---|",
    ]
    lines += [
        f"| `{name}` | {', '.join(sorted(role.value for role in roles))} |" for name, roles in PERMISSIONS.items()
    ]
    lines += ["", "## Classes of document", "", "| Role | May open |", "|---|---|"]
    lines += [f"| {role} | {', '.join(sorted(CLASSES[role]))} |" for role in Role if role in CLASSES]
    return "\n".join(lines) + "\n"
