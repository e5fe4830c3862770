"""The transition table, without a database."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.docket.lifecycle import all_needs, markdown
from clemency.docket.states import (
    CLOSED,
    DECIDED,
    OPEN,
    PUBLIC_STATUS,
    TRANSITIONS,
    Force,
    Mode,
    Role,
    State,
    UnknownAct,
    acts_from,
    judge,
    transition,
)

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "lifecycle.md"


def every_need(row, mode):
    return {need.key: True for need in row.needed(mode)}


def test_the_table_holds_t1_to_t28_and_each_act_once():
    assert {row.number.rstrip("b") for row in TRANSITIONS} == {f"T{n}" for n in range(1, 29)}
    acts = [row.act for row in TRANSITIONS]
    assert len(acts) == len(set(acts))


def test_every_row_says_who_and_on_what_authority():
    for row in TRANSITIONS:
        assert row.actors, row.number
        assert row.basis, row.number
        assert row.sources, row.number
        assert row.mark in {"V", "S", "K", "D"}, row.number


def test_grant_denial_direct_act_signature_and_amendment_belong_to_the_decision_maker_alone():
    for act in ("grant", "deny", "direct_act", "sign_instrument", "amend"):
        assert transition(act).actors == {Role.DECISION_MAKER}, act


def test_every_way_into_a_granted_state_passes_through_a_determination():
    assert {r.act for r in TRANSITIONS if r.target is State.DETERMINED_GRANT} == {"grant", "direct_act"}
    assert all(State.DETERMINED_GRANT in r.sources for r in TRANSITIONS if r.target is State.INSTRUMENT_SIGNED)
    for row in TRANSITIONS:
        if row.target is State.CLOSED_GRANTED:
            assert row.sources <= {State.INSTRUMENT_SIGNED, State.CONDITIONS_RUNNING}


@pytest.mark.parametrize("mode", list(Mode))
def test_every_open_state_can_reach_an_end_and_be_reached(mode):
    reached = {State.DRAFT}
    while True:
        more = {r.target for s in reached for r in acts_from(s, mode) if r.target} - reached
        if not more:
            break
        reached |= more
    hearing = {State.HEARING_SCHEDULED, State.HEARD}
    assert reached == set(State) - (hearing if mode is Mode.CHAIN else set())
    for state in OPEN | {State.DETERMINED_GRANT, State.INSTRUMENT_SIGNED, State.CONDITIONS_RUNNING}:
        if state in reached:
            assert acts_from(state, mode), state


def test_closed_states_lead_nowhere_but_to_amendment_and_a_new_case():
    for state in CLOSED:
        for row in acts_from(state, Mode.CHAIN):
            assert row.target is None
            assert row.act in {"amend", "reapply"}


def test_hearings_exist_only_where_a_board_sits():
    assert "schedule_hearing" not in {r.act for r in acts_from(State.DEPARTMENT_REVIEW, Mode.CHAIN)}
    assert "schedule_hearing" in {r.act for r in acts_from(State.DEPARTMENT_REVIEW, Mode.BOARD)}


def test_presumed_concurrence_exists_only_in_the_chain_and_is_no_decision_of_the_decision_maker():
    row = transition("confirm_presumed_concurrence")
    assert row.modes == {Mode.CHAIN}
    assert Role.DECISION_MAKER not in row.actors
    met = {need.key: True for need in row.needs}
    for need in row.needs:  # each need alone stops it; none can be set aside
        verdict = judge(
            row, state=State.TRANSMITTED, mode=Mode.CHAIN, role=Role.DECISION_MAKER,
            met={**met, need.key: False}, bypass_reason="haste",
        )  # fmt: skip
        assert not verdict.allowed, need.key


def test_the_decision_maker_may_act_without_advisory_needs_and_it_is_recorded():
    row = transition("docket")
    given_nothing = judge(row, state=State.RECEIVED, mode=Mode.CHAIN, role=Role.CLERK, met={})
    assert not given_nothing.allowed
    assert len(given_nothing.refusals) == len(row.needs)
    directed = judge(
        row, state=State.RECEIVED, mode=Mode.CHAIN, role=Role.DECISION_MAKER, met={}, bypass_reason="illness"
    )
    assert directed.allowed
    assert set(directed.bypassed) == {need.key for need in row.needs}


def test_a_bypass_reason_from_anyone_else_changes_nothing():
    row = transition("docket")
    for role in set(Role) - {Role.DECISION_MAKER}:
        assert not judge(row, state=State.RECEIVED, mode=Mode.CHAIN, role=role, met={}, bypass_reason="please").allowed


def test_constitutive_needs_have_no_bypass_and_advisory_ones_name_theirs():
    for need in all_needs():
        if need.force is Force.CONSTITUTIVE:
            assert need.bypass.startswith("none: "), need.key
        else:
            assert "decision-maker" in need.bypass, need.key


def test_a_governor_whose_power_needs_the_boards_advice_cannot_go_round_it():
    for act, state in (("grant", State.TRANSMITTED), ("direct_act", State.SCREENING)):
        row = transition(act)
        met = {**every_need(row, Mode.GATEKEEPER), "favourable_vote": False}
        verdict = judge(
            row, state=state, mode=Mode.GATEKEEPER, role=Role.DECISION_MAKER, met=met, bypass_reason="mercy"
        )  # fmt: skip
        assert not verdict.allowed
        assert judge(row, state=state, mode=Mode.CHAIN, role=Role.DECISION_MAKER, met=met).allowed


def test_nothing_shows_before_docketing_and_a_signed_grant_stays_pending_until_released():
    for state in (State.DRAFT, State.RECEIVED, State.INCOMPLETE):
        assert PUBLIC_STATUS[state] is None
    assert PUBLIC_STATUS[State.DETERMINED_GRANT] == PUBLIC_STATUS[State.INSTRUMENT_SIGNED] == "pending"
    assert set(PUBLIC_STATUS) == set(State)
    assert OPEN.isdisjoint(DECIDED)


def test_an_unknown_act_names_the_acts_there_are():
    with pytest.raises(UnknownAct, match="begin_screening"):
        transition("rubber_stamp")


@given(
    st.sampled_from(TRANSITIONS), st.sampled_from(list(State)), st.sampled_from(list(Mode)),
    st.sampled_from(list(Role)),
    st.text(max_size=5), st.data(),
)  # fmt: skip
def test_allowed_means_right_state_right_kind_right_person_and_needs_met_or_bypassed(row, state, mode, role, why, data):
    met = {need.key: data.draw(st.booleans()) for need in row.needed(mode)}
    verdict = judge(row, state=state, mode=mode, role=role, met=met, bypass_reason=why)
    assert verdict.allowed == (not verdict.refusals)
    if verdict.allowed:
        assert state in row.sources
        assert mode in row.modes
        assert role in row.actors or (role is Role.DECISION_MAKER and why.strip())
        assert all(met[need.key] for need in row.needed(mode) if need.force is Force.CONSTITUTIVE)
        unmet = {key for key, value in met.items() if not value}
        assert set(verdict.bypassed) == unmet
        if unmet:
            assert role is Role.DECISION_MAKER


def test_the_reference_page_is_the_table():
    assert REFERENCE.read_text() == markdown(), "run: clemency office lifecycle > docs/reference/lifecycle.md"


def test_every_reason_for_closing_has_its_words_in_spanish():
    from clemency.docket.states import REASON_CODES, REASON_WORDS_ES

    assert set(REASON_CODES) == set(REASON_WORDS_ES)
    assert not set(REASON_CODES.values()) & set(REASON_WORDS_ES.values())
