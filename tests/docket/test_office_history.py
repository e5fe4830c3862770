"""The history: complete, append-only, and telling when it was touched."""

import json
import sqlite3
import subprocess
import sys

import pytest
from django.db import DatabaseError, connection, transaction
from tests.docket import walks

from clemency.docket.append_only import AppendOnlyError
from clemency.docket.audit.chain import START, digest, verify
from clemency.docket.audit.models import Entry, Head
from clemency.docket.audit.recording import UnrecordedAct, act, entries, record, verify_database
from clemency.docket.backup import verify_file


def chain(length):
    previous, made = START, []
    for seq in range(1, length + 1):
        entry = {
            "seq": seq, "at": f"2026-01-01T00:00:{seq:02d}+00:00", "actor": "clerk", "role": "clerk", "acting_for": "",
            "act": "view", "subject": f"case:{seq}", "basis": "", "details": "", "previous": previous,
        }  # fmt: skip
        entry["hash"] = previous = digest(entry)
        made.append(entry)
    return made


def test_an_untouched_chain_holds():
    made = chain(9)
    assert verify(made).ok
    assert verify(made, expected_head=made[-1]["hash"]).ok
    assert verify([]).ok


@pytest.mark.parametrize("field", ["at", "actor", "role", "acting_for", "act", "subject", "basis", "details"])
@pytest.mark.parametrize("place", [0, 4, 8])
def test_a_change_of_any_field_is_found(field, place):
    made = chain(9)
    made[place] = {**made[place], field: "planted"}
    assert f"entry {place + 1} was changed" in " ".join(verify(made).faults)


def test_removal_insertion_and_reordering_are_found():
    made = chain(9)
    for place in range(8):  # the first and any in the middle; the last needs the head kept elsewhere
        assert not verify(made[:place] + made[place + 1 :]).ok
        swapped = [*made[:place], made[place + 1], made[place], *made[place + 2 :]]
        assert not verify(swapped).ok
        assert not verify([*made[: place + 1], made[place], *made[place + 1 :]]).ok
    assert verify(made[:-1]).ok
    assert not verify(made[:-1], expected_head=made[-1]["hash"]).ok


def test_a_wholly_rewritten_chain_is_found_by_the_head_kept_elsewhere():
    made = chain(9)
    forged = chain(8)
    assert verify(forged).ok
    assert not verify(forged, expected_head=made[-1]["hash"]).ok


@pytest.mark.django_db
def test_the_database_itself_refuses_to_change_or_delete(people):
    case = walks.docketed(people)
    tables = {
        "audit_entry": "act", "intake_event": "reason", "intake_answer": "value", "intake_waitcomputed": "sentence",
    }  # fmt: skip
    for table, column in tables.items():
        for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
    with pytest.raises(AppendOnlyError):
        case.events.first().delete()
    event = case.events.first()
    event.reason = "another"
    with pytest.raises(AppendOnlyError):
        event.save()
    assert verify_database().ok


@pytest.mark.django_db
def test_every_append_only_table_has_its_triggers():
    from django.apps import apps

    from clemency.docket.append_only import AppendOnly

    tables = {model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly)}
    assert len(tables) > 20
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT event_object_table FROM information_schema.triggers WHERE trigger_name LIKE '%_append_only'"
            )
        else:
            cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_DELETE'")
        guarded = {row[0] for row in cursor.fetchall()}
    assert guarded == tables


@pytest.mark.django_db
def test_an_act_and_its_entry_stand_or_fall_together(people):
    @act("see_home")
    def silent(*, by):
        Head.objects.get(pk=1)

    @act("see_home")
    def fails_after_writing(*, by):
        record(act="x", subject="y", by=by)
        raise ValueError("broken")

    before = Entry.objects.count()
    with pytest.raises(UnrecordedAct, match="silent"):
        silent(by=people.clerk)
    with pytest.raises(ValueError, match="broken"):
        fails_after_writing(by=people.clerk)
    assert Entry.objects.count() == before


@pytest.mark.django_db
def test_every_public_act_of_the_docket_is_one():
    """Every function in an actions module either is an act or says below why it is not."""
    import inspect

    from clemency.docket.accounts import actions as accounts
    from clemency.docket.decisions import actions as decisions
    from clemency.docket.decisions import release
    from clemency.docket.intake import actions as intake
    from clemency.docket.review import actions as review

    reads = {"next_number", "is_open", "awaiting_instrument", "instrument_facts", "instrument_faults", "left_out",
             "checkers", "wait_words", "grant_fields", "obstacles", "unrecorded", "roles_of"}  # fmt: skip
    own_transaction = {"enrol_petitioner", "first_administrator"}
    for module in (intake, review, decisions, release, accounts):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ != module.__name__ or name.startswith("_") or name in reads | own_transaction:
                continue
            assert hasattr(function, "permission"), f"{module.__name__}.{name}"
            kinds = [p.kind for p in inspect.signature(function).parameters.values()]
            assert all(kind in {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD} for kind in kinds), name


def test_no_act_decides_more_than_one_case():
    import inspect

    from clemency.docket.decisions import actions as decisions

    for name in ("grant", "deny", "direct_act", "amend", "confirm_presumed_concurrence", "deny_by_board"):
        parameters = inspect.signature(getattr(decisions, name)).parameters
        assert "case" in parameters
        assert "cases" not in parameters


@pytest.mark.django_db
def test_the_command_finds_what_was_planted_in_a_copy(people, tmp_path):
    walks.docketed(people)
    lines = [json.dumps(entry) for entry in entries()]
    file = tmp_path / "history.jsonl"

    def run():
        command = [sys.executable, "-m", "clemency.cli", "audit", "verify", "--file", str(file)]
        return subprocess.run(command, capture_output=True, text=True)

    file.write_text("\n".join(lines))
    good = run()
    assert good.returncode == 0
    assert f"{len(lines)} entries" in good.stdout
    file.write_text("\n".join([*lines[:3], *lines[4:]]))
    bad = run()
    assert bad.returncode == 2
    assert "entry 4 is missing" in bad.stderr


def test_a_database_copy_is_verified_without_django(tmp_path):
    path = tmp_path / "copy.sqlite3"
    made = chain(5)
    with sqlite3.connect(path) as copy:
        copy.execute("CREATE TABLE audit_head (seq integer, hash text)")
        names = ", ".join(made[0])
        copy.execute(f"CREATE TABLE audit_entry ({names})")
        copy.execute("INSERT INTO audit_head VALUES (5, ?)", [made[-1]["hash"]])
        for entry in made:
            copy.execute(f"INSERT INTO audit_entry VALUES ({', '.join('?' * len(entry))})", list(entry.values()))
    assert verify_file(path).ok
    with sqlite3.connect(path) as copy:
        copy.execute("DELETE FROM audit_entry WHERE seq = 5")
    assert "removed" in " ".join(verify_file(path).faults)
