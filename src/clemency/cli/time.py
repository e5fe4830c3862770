"""`clemency time`: full term, good time, projected release, time served, and what a commutation remits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from clemency.law.custody.release import Commuted, Sentence


def register(app: typer.Typer) -> None:
    app.command(name="time", rich_help_panel="The law")(time_command)


def time_command(
    term: Annotated[str, typer.Argument(help="The term: 240, '20 years', '12 months and 1 day', life.")] = "",
    began: Annotated[str, typer.Option("--began", help="The day the sentence began to run, as 2005-01-31.")] = "",
    jail_credit: Annotated[int, typer.Option("--jail-credit", min=0, help="Days in jail before it that count.")] = 0,
    lost: Annotated[int, typer.Option("--lost", min=0, help="Days of good time disallowed or forfeited.")] = 0,
    offense_ended: Annotated[
        str, typer.Option("--offense-ended", help="Last day of the offense; before 1987-11-01 parole applies.")
    ] = "",
    on: Annotated[str, typer.Option("--on", help="Also: days served by the end of this day.")] = "",
    granted: Annotated[
        str, typer.Option("--granted", help="The day of a commutation; with one of the next three.")
    ] = "",
    expires: Annotated[str, typer.Option("--expires", help="Commuted 'to expire on' this day.")] = "",
    to_term: Annotated[str, typer.Option("--to-term", help="Commuted 'to a term of' this.")] = "",
    time_served: Annotated[bool, typer.Option("--time-served", help="Commuted 'to time served'.")] = False,
    credits_from: Annotated[
        str,
        typer.Option("--credits-from", help="Scenario: First Step Act credits earned without a break from this day."),
    ] = "",
    low_risk: Annotated[bool, typer.Option("--low-risk", help="Scenario: 15 days for every 30, not 10.")] = False,
    no_supervision: Annotated[
        bool, typer.Option("--no-supervised-release", help="Scenario: the sentence has no supervised release.")
    ] = False,
    grant: Annotated[str, typer.Option("--grant", help="A commutation of the public record, by name.")] = "",
    day: Annotated[str, typer.Option("--day", help="With --grant: its day, where the name has several.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Plain values instead of text.")] = False,
) -> None:
    """When a term ends, how much of it is served, and what a commutation takes off it.

    Good time is what may be earned in full, unless --lost says otherwise. Days are counted as the Bureau of Prisons counts.

    \b
    Examples:
      clemency time 240 --began 2005-01-31 --jail-credit 112 --on 2016-12-19
      clemency time "20 years" --began 2005-01-31 --granted 2016-12-19 --expires 2017-04-18
      clemency time life --began 1999-06-01 --granted 2016-12-19 --to-term 240 --json
      clemency time 180 --began 2020-03-01 --credits-from 2020-06-01 --low-risk
      clemency time 360 --began 1986-05-01 --offense-ended 1985-07-01
      clemency time --grant "Kendrick Tyshawn Akins" --day 2016-12-19
    """
    import json

    from clemency.errors import InputError
    from clemency.law.custody.release import Sentence
    from clemency.law.custody.term import parse_term
    from clemency.law.dates import parse_day

    if grant:
        answer = _of_grant(grant, day)
        typer.echo(json.dumps(answer, indent=2, ensure_ascii=False) if as_json else "\n".join(_grant_lines(answer)))
        return
    if not term or not began:
        raise InputError("which sentence? Give the term and --began, such as 240 --began 2005-01-31, or --grant NAME.")
    sentence = Sentence(
        parse_term(term),
        parse_day(began, "--began"),
        jail_credit,
        lost,
        parse_day(offense_ended, "--offense-ended") if offense_ended else None,
    )
    commuted = _commuted(sentence, granted, expires, to_term, time_served)
    known_on = parse_day(granted, "--granted") if granted else None
    answer = _answer(sentence, commuted, known_on, parse_day(on, "--on") if on else None)
    if credits_from:
        answer["first_step_act_scenario"] = _scenario(sentence, credits_from, low_risk, not no_supervision)
    typer.echo(json.dumps(answer, indent=2, ensure_ascii=False) if as_json else "\n".join(_lines(answer)))


def _commuted(sentence: Sentence, granted: str, expires: str, new_term: str, time_served: bool) -> Commuted | None:
    from clemency.errors import InputError
    from clemency.law.custody import release
    from clemency.law.custody.term import parse_term
    from clemency.law.dates import parse_day

    kinds = [
        name
        for name, given in (("--expires", expires), ("--to-term", new_term), ("--time-served", time_served))
        if given
    ]
    if not granted and not kinds:
        return None
    if not granted or len(kinds) != 1:
        raise InputError("a commutation needs --granted and exactly one of --expires, --to-term, --time-served.")
    day = parse_day(granted, "--granted")
    if expires:
        return release.to_expire_on(sentence, parse_day(expires, "--expires"), day)
    if new_term:
        return release.to_term(sentence, parse_term(new_term, "--to-term"), day)
    return release.to_time_served(sentence, day)


def _answer(sentence: Sentence, commuted: Commuted | None, known_on: int | None, on: int | None) -> dict[str, Any]:
    from clemency.law.custody.release import project, served
    from clemency.law.custody.term import days_in_months
    from clemency.law.dates import format_day

    def day(value: int | None) -> str | None:
        return None if value is None else format_day(value)

    found = project(sentence, known_on)
    answer: dict[str, Any] = {
        "term": str(sentence.term),
        "began": day(sentence.began),
        "law": "offense before 1987-11-01, with parole" if found.parole else "Sentencing Reform Act, no parole",
        "reckoned": "as it stood on the day of the grant" if known_on is not None else "by the law in force in custody",
        "full_term": day(found.full_term),
        "good_time_days": found.good_time,
        "good_time_reckoned": found.method,
        "projected_release": day(found.release),
    }
    if found.parole:
        answer["parole_eligible"] = day(found.parole.eligible)
        answer["parole_presumed"] = day(found.parole.presumed)
    if on is not None:
        days = served(sentence, on)
        answer["served_on"] = day(on)
        answer["served_days"] = days
        answer["served_months"] = days_in_months(days)
    if commuted is not None:
        answer["commuted"] = {
            "release": day(commuted.release),
            "good_time_days": commuted.good_time,
            "remitted_days": commuted.remitted,
            "remitted_months": None if commuted.remitted is None else days_in_months(commuted.remitted),
            "remitted_days_of_full_term": commuted.remitted_of_term,
        }
    answer["steps"] = [step._asdict() for step in (*found.steps, *(commuted.steps if commuted else ()))]
    return answer


def _scenario(sentence: Sentence, credits_from: str, low_risk: bool, supervised_release: bool) -> dict[str, Any]:
    from clemency.errors import InputError
    from clemency.law.custody.release import project
    from clemency.law.custody.usc18_3632d import scenario
    from clemency.law.dates import format_day, parse_day

    found = project(sentence)
    if found.release is None or found.parole:
        raise InputError("--credits-from: time credits shorten a term of months for an offense since 1987-11-01 only.")
    result = scenario(
        found.release,
        parse_day(credits_from, "--credits-from"),
        low_risk=low_risk,
        supervised_release=supervised_release,
    )
    return {
        "assumed": f"eligible, takes part without a break from {format_day(result.participates_from)}, "
        f"{15 if low_risk else 10} days for every 30",
        "credits_days": result.earned,
        "prerelease_custody": format_day(result.prerelease),
        "supervised_release": format_day(result.supervised_release),
        "authority": "18 U.S.C. §§ 3632(d)(4), 3624(g); 28 CFR 523.42",
    }


def _lines(answer: dict[str, Any]) -> list[str]:
    lines = [f"{answer['term']} from {answer['began']} ({answer['law']}; {answer['reckoned']})", ""]
    lines += [
        f"  {step['rule']:<26} {step['value']:<14} {step['reason']} [{step['citation']}]" for step in answer["steps"]
    ]
    if "served_on" in answer:
        months = answer["served_months"]
        lines.append(
            f"  {'served by ' + answer['served_on']:<26} {answer['served_days']} days       about {months} months"
        )
    commuted = answer.get("commuted")
    if commuted and commuted["remitted_months"] is not None:
        lines.append(f"  {'':<26} about {commuted['remitted_months']} months earlier than projected")
    scenario = answer.get("first_step_act_scenario")
    if scenario:
        lines += [
            "",
            f"Scenario, not a projection: {scenario['assumed']}.",
            f"  {'credits':<26} {scenario['credits_days']} days       [{scenario['authority']}]",
            f"  {'prerelease custody':<26} {scenario['prerelease_custody']}",
            f"  {'supervised release':<26} {scenario['supervised_release']}",
        ]
    return lines


def _of_grant(name: str, day: str) -> dict[str, Any]:
    """The time of one commutation of the record, with what had to be assumed."""
    from clemency.briefs.grant_sheet import grant_named
    from clemency.cases.time_remitted import time_of_grant
    from clemency.ledger.store import load_record

    grant = grant_named(load_record(), name, day or None)
    found = time_of_grant(grant)
    head: dict[str, Any] = {"grant": grant.id, "name": grant.name, "signed_on": grant.signed_on.isoformat()}
    if found.sentence is None:
        return head | {"reason": found.reason}
    granted = grant.signed_on.toordinal()
    return head | _answer(found.sentence, found.commuted, granted, granted) | {"assumed": list(found.assumed)}


def _grant_lines(answer: dict[str, Any]) -> list[str]:
    head = f"{answer['name']}, {answer['signed_on']} ({answer['grant']})"
    if "reason" in answer:
        return [head, f"  not reckoned: {answer['reason']}"]
    return [head, *_lines(answer), "", *(f"  assumed: {text}" for text in answer["assumed"])]
