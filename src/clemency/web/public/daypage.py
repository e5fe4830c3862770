"""The page of a day in the reader's language: what `clemency brief` says of it, set for reading and quoting.

Figures come from the brief alone; here they get sentences, tables and pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clemency.briefs.day import Change, DayBrief, Share
from clemency.ledger.counting import Figure
from clemency.ledger.questions import district_name
from clemency.ledger.records import Rank
from clemency.web.public.svg import bar_chart, tile_map
from clemency.web.public.templatetags.words import count, day, rule_name, said


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: a table whose rows begin with a heading, a picture beside it, further rows to open, notes.

    worded: the last column of the table is words, not figures.
    """

    key: str
    heading: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    worded: bool = False
    picture: SafeString | str = ""
    caption: str = ""
    more_head: tuple[str, ...] = ()
    more_rows: tuple[tuple[Any, ...], ...] = ()
    more: str = ""
    notes: tuple[str, ...] = ()


def in_short(brief: DayBrief) -> list[str]:
    """The day in a few sentences, each of which can be quoted alone."""
    whole = brief.counts["grants"].value
    lines = []
    if whole:
        kinds = [_kind(f.value, name) for name, f in brief.counts.items() if name != "grants" and f.value]
        to = ngettext("%(n)s person", "%(n)s people", brief.people.value) % {"n": count(brief.people.value)}
        lines.append(
            ngettext("%(n)s grant to %(people)s: %(kinds)s.", "%(n)s grants to %(people)s: %(kinds)s.", whole)
            % {"n": count(whole), "people": to, "kinds": _listed(kinds)}
        )
        own, all_of_them = brief.ranks["presidency"], brief.ranks["record"]
        if all_of_them.rank == 1 and not all_of_them.tied:
            lines.append(_rank(all_of_them, _("of this presidency and of all presidents in this record")))
        else:
            lines.append(_rank(own, _("of this presidency")))
            lines.append(_rank(all_of_them, _("of all presidents in this record")))
    for name in ("pardons", "commutations"):
        change = brief.totals[name]
        if change.times is not None and change.times >= 2 and change.that_day.value:
            lines.append(_grew(change, rule_name(name)))
    commuted = brief.counts["commutations"].value
    if commuted:
        life = brief.life
        unsure = (
            " " + _("(for %(n)s more the record cannot say)") % {"n": count(life.that_day.unknown)}
            if life.that_day.unknown
            else ""
        )
        lines.append(
            _("%(life)s of the %(all)s commuted sentences were life%(unsure)s; %(total)s to date.")
            % {
                "life": count(life.that_day.value),
                "all": count(commuted),
                "unsure": unsure,
                "total": count(life.after.value),
            }
        )
    if whole:
        lines.append(
            _("Drug offenses: %(day)s on this day, %(total)s to date.")
            % {"day": _share(brief.drug_day), "total": _share(brief.drug_total)}
        )
    for act in brief.class_acts:
        estimate = act.scope.estimate_text if act.scope else ""
        lines.append(
            _("Class act, outside every count here: %(title)s. It names nobody and makes no rows.")
            % {"title": act.title}
            + (" " + _("Stated size of the class: %(text)s.") % {"text": estimate} if estimate else "")
        )
    if brief.announced_elsewhere:
        lines.append(
            ngettext(
                "%(n)s further grant announced on this day was signed on another.",
                "%(n)s further grants announced on this day were signed on another.",
                brief.announced_elsewhere,
            )
            % {"n": count(brief.announced_elsewhere)}
        )
    return lines


def sections(brief: DayBrief) -> list[Section]:
    """The parts below the summary."""
    found = [_totals(brief)]
    if brief.counts["commutations"].value:
        found.append(_terms(brief))
    if brief.districts:
        found.append(_places(brief))
    if brief.pace is not None:
        found.append(_pace(brief))
    return found


def rules(brief: DayBrief) -> list[tuple[str, str]]:
    """Each rule used, with its definition."""
    used = [*brief.counts.values(), brief.life.after, brief.drug_day.part, brief.people]
    return [(str(rule_name(f.rule)), str(said(f.definition))) for f in used]


def _kind(number: int, rule: str) -> str:
    words = {
        "commutations": ngettext("%(n)s commutation", "%(n)s commutations", number),
        "pardons": ngettext("%(n)s pardon", "%(n)s pardons", number),
        "remissions": ngettext("%(n)s remission", "%(n)s remissions", number),
        "reprieves": ngettext("%(n)s reprieve or respite", "%(n)s reprieves and respites", number),
    }
    return words[rule] % {"n": count(number)}


def _listed(words: list[str]) -> str:
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]} if words[1:] else words[0]


def _rank(rank: Rank, whose: str) -> str:
    values = {"n": count(rank.value), "whose": whose, "rank": rank.rank, "of": count(rank.of)}
    if rank.rank == 1 and not rank.tied:
        text = _("The largest single day %(whose)s to that date, with %(n)s") % values
    else:
        text = _("Number %(rank)s of %(of)s days %(whose)s to that date, with %(n)s") % values
        if rank.tied:
            text += ngettext(", level with %(n)s other", ", level with %(n)s others", rank.tied) % {"n": rank.tied}
    if rank.next_best:
        text += _("; the largest other day is %(day)s with %(n)s") % {
            "day": day(rank.next_best.first),
            "n": count(rank.next_best.value),
        }
    return text + "."


def _grew(change: Change, what: Any) -> str:
    values = {"what": what, "before": count(change.before.value), "after": count(change.after.value)}
    times = change.times or 0
    if times == 2:
        return _("The total of %(what)s doubled, from %(before)s to %(after)s.") % values
    if times < 3:
        return _("The total of %(what)s more than doubled, from %(before)s to %(after)s.") % values
    return _("The total of %(what)s grew %(times)s times, from %(before)s to %(after)s.") % {
        **values,
        "times": f"{times:g}",
    }


def _share(share: Share) -> str:
    low, high = f"{share.low:g}", f"{share.high:g}"
    percent = low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
    unsure = _(", %(n)s not known") % {"n": count(share.part.unknown)} if share.part.unknown else ""
    return _("%(part)s of %(whole)s (%(percent)s percent%(unsure)s)") % {
        "part": count(share.part.value),
        "whole": count(share.whole),
        "percent": percent,
        "unsure": unsure,
    }


def _unsure(figure: Figure) -> str:
    return count(figure.value) + (f" +{figure.unknown:,}" if figure.unknown else "")


def _totals(brief: DayBrief) -> Section:
    changes = [(str(rule_name(name)), change) for name, change in brief.totals.items()]
    changes[-1] = (_("all grants"), changes[-1][1])
    changes.append((str(rule_name("life_sentences")), brief.life))
    rows = tuple(
        (
            label,
            _unsure(c.before),
            _unsure(c.that_day),
            _unsure(c.after),
            "–" if c.times is None else f"{c.times:.2f}",
        )
        for label, c in changes
    )
    title = _("Running totals of the presidency at the end of the day; the part of this day in another color")
    drawn = [(label, float(c.after.value), count(c.after.value)) for label, c in changes]
    notes = [_("Not held, and so not in these totals: %(gap)s.") % {"gap": said(gap)} for gap in brief.gaps]
    if any(c.after.unknown for _label, c in changes):
        notes.insert(0, _("n +m: for m grants the record cannot say; the figure lies between n and n + m."))
    return Section(
        "totals",
        _("Running totals"),
        head=("", _("before"), _("this day"), _("to date"), _("times")),
        rows=rows,
        picture=bar_chart(drawn, title=title, ends=[float(c.that_day.value) for _label, c in changes]),
        caption=title,
        notes=tuple(notes),
    )


def _terms(brief: DayBrief) -> Section:
    terms = brief.terms
    rows: list[tuple[Any, ...]] = [(_("leave prison at once"), count(terms.at_once), "")]
    if terms.on_dates:
        dates = "; ".join(f"{day(on)} ({count(n)})" for on, n in terms.on_dates)
        rows.append((_("sentence ends on a later date"), count(sum(n for _on, n in terms.on_dates)), dates))
    if terms.to_terms:
        low, high = terms.to_terms[0][0], terms.to_terms[-1][0]
        words = _("of %(low)s to %(high)s months; the prison works out the day of release")
        rows.append(
            (
                _("reduced to a new term"),
                count(sum(n for _months, n in terms.to_terms)),
                words % {"low": low, "high": high},
            )
        )
    if terms.other:
        rows.append((_("otherwise"), count(terms.other), ""))
    if terms.not_printed:
        rows.append((_("terms not printed or not read"), count(terms.not_printed), ""))
    kinds = "; ".join(f"{said(name)} ({count(n)})" for name, n in terms.conditions)
    rows.append((_("with conditions, among all grants"), count(terms.with_conditions.value), kinds))
    return Section(
        "terms",
        _("What the commutations do"),
        head=("", _("people"), _("when, or how long")),
        worded=True,
        rows=tuple(rows),
    )


def _places(brief: DayBrief) -> Section:
    title = _("Grants by state of the court; a person sentenced in two courts counts in both")
    courts = tuple((district_name(code), count(n)) for code, n in brief.districts)
    first = 10
    return Section(
        "places",
        _("Where they were sentenced"),
        picture=tile_map(dict(brief.states), title=title),
        caption=title,
        head=(_("court"), _("grants")),
        rows=courts[:first],
        more=_("All courts and states") if len(courts) > first or brief.states else "",
        more_head=(_("court or state"), _("grants")),
        more_rows=(*courts[first:], *((state, count(n)) for state, n in brief.states)),
    )


def _pace(brief: DayBrief) -> Section:
    pace = brief.pace
    assert pace is not None
    low, high = pace.projected() or (pace.total, pace.total)
    return Section(
        "pace",
        _("Pace"),
        head=("", _("days"), _("grants"), _("a day")),
        rows=tuple((said(words), count(days), count(n), f"{n / days:.2f}") for words, days, n in pace.spans),
        notes=(
            _("%(left)s days remain to %(ends)s. Carried on, these paces would give %(low)s to %(high)s grants in all.")
            % {
                "left": count(pace.days_left),
                "ends": day(pace.term_ends),
                "low": count(low),
                "high": count(high),
            }
            + " "
            + _("A projection, not a forecast: past paces carried on to the end of the term."),
        ),
    )
