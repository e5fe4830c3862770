"""The pictures that stand beside a shared link, and the words for those who do not see them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clemency.briefs.day import DayBrief
from clemency.errors import InputError
from clemency.ledger.model import Grant, President
from clemency.ledger.questions import totals
from clemency.web.public.asked import day_from
from clemency.web.public.pictures import Picture, png, shares
from clemency.web.public.record import Served, served
from clemency.web.public.templatetags.words import count, day, kind_name
from clemency.web.public.views.record import _president_tables, _president_totals, _signers, by_year, kept


def picture(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The picture of a day, a grant, a president, or of the site."""
    state = served()
    makers = {"day": _of_day_named, "grant": _of_grant_named, "president": _of_president_named, "site": of_site}
    if kind not in makers:
        raise Http404
    try:
        drawn = makers[kind](state, key)
    except InputError:
        raise Http404 from None
    if drawn is None:
        raise Http404
    return HttpResponse(png(drawn, _("The record of federal clemency")), content_type="image/png")


def _foot(state: Served) -> str:
    return _("Record %(version)s. Every figure names its rule and its source.") % {"version": state.version}


def _grants(number: int) -> str:
    return ngettext("grant", "grants", number)


def _commutations(number: int) -> str:
    return ngettext("commutation", "commutations", number)


def _pardons(number: int) -> str:
    return ngettext("pardon", "pardons", number)


# --- A day ------------------------------------------------------------------------------------------------------------


def _of_day_named(state: Served, key: str) -> Picture | None:
    text, _mark, president = key.partition("_")
    on = day_from(text)
    signers = _signers(state.record, on)
    if not signers or (president and president not in signers):
        return None
    return of_day(state, state.daybook.brief(on, president or signers[0]))


def day_key(brief: DayBrief) -> str:
    """The day and who signed, as the address of the picture has them."""
    return f"{brief.day.isoformat()}_{brief.president}"


def of_day(state: Served, brief: DayBrief) -> Picture:
    """A day: its grants by kind, and its month among the months of the presidency."""
    counts = {name: figure.value for name, figure in brief.counts.items()}
    figures = [(count(counts["grants"]), _grants(counts["grants"]))]
    for name, words in (("commutations", _commutations), ("pardons", _pardons)):
        if counts.get(name):
            figures.append((count(counts[name]), words(counts[name])))
    rank = brief.ranks["presidency"]
    if rank.value and rank.of > 1 and rank.rank <= 10:
        figures.append(
            (
                _("No. %(rank)s") % {"rank": rank.rank},
                _("of %(days)s days with grants, by size") % {"days": count(rank.of)},
            )
        )
    months = _president_tables(state, brief.president, 0)[-1]
    this = f"{brief.day.year}-{brief.day.month:02d}"
    return Picture(
        above=_("Clemency granted by %(president)s") % {"president": brief.president_name},
        title=day(brief.day),
        figures=tuple(figures),
        columns=shares([value for _label, value in months], [label == this for label, _value in months]),
        columns_of=_("Grants of the presidency by month; the month of this day in another color"),
        foot=_foot(state),
    )


# --- A grant ----------------------------------------------------------------------------------------------------------


def _of_grant_named(state: Served, key: str) -> Picture | None:
    found = state.record.grants_by_id.get(key)
    return None if found is None else of_grant(state, found)


def of_grant(state: Served, found: Grant) -> Picture:
    """A grant: the name, the relief, who signed and when, and the terms as printed."""
    who = state.record.presidents[found.president].name
    relief = kind_name(found.kind)
    status = "" if found.effective() else " " + _("(no longer in effect)")
    terms = " ".join(found.terms_text.split())
    return Picture(
        above=_("%(relief)s by %(president)s, %(day)s")
        % {"relief": relief[:1].upper() + relief[1:], "president": who, "day": day(found.signed_on)}
        + status,
        title=found.name,
        text=terms if len(terms) <= 260 else terms[:259].rsplit(" ", 1)[0] + " …",
        foot=_foot(state),
    )


# --- A president, the site --------------------------------------------------------------------------------------------


def _of_president_named(state: Served, key: str) -> Picture | None:
    who = state.record.presidents.get(key)
    return None if who is None else of_president(state, who)


def of_president(state: Served, who: President) -> Picture:
    """A president: totals by kind, and the grants by month."""
    _where, table, _ranked, _offenses, _districts, months = _president_tables(state, who.key, 0)
    value = {name: table.whole.figures[name].value for name in ("grants", "commutations", "pardons")}
    return Picture(
        above=_("Clemency by president"),
        title=who.name,
        figures=(
            (count(value["grants"]), _grants(value["grants"])),
            (count(value["commutations"]), _commutations(value["commutations"])),
            (count(value["pardons"]), _pardons(value["pardons"])),
        )
        if months
        else (),
        text="" if months else _("The record holds no grant of this president by name; the page gives the statistics."),
        columns=shares([value for _label, value in months], [False] * len(months)),
        columns_of=_("Grants by month, %(first)s to %(last)s") % {"first": months[0][0], "last": months[-1][0]}
        if months
        else "",
        foot=_foot(state),
    )


def of_site(state: Served, key: str = "home") -> Picture | None:
    """The site: the totals, and the grants by year."""
    if key != "home":
        return None
    whole = _president_totals(state).whole.figures
    years = by_year(kept(state, "by year", lambda: totals(state.record, "year")))
    return Picture(
        above=_("Who was pardoned, whose sentence was commuted, and under which law"),
        title=_("The public record of federal clemency"),
        figures=(
            (count(whole["grants"].value), _("grants")),
            (count(whole["commutations"].value), _("commutations")),
            (count(whole["pardons"].value), _("pardons")),
        ),
        columns=shares([value for _label, value in years], [False] * len(years)),
        columns_of=_("Grants by year, %(first)s to %(last)s") % {"first": years[0][0], "last": years[-1][0]}
        if years
        else "",
        foot=_foot(state),
    )
