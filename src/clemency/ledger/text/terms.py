"""The terms of a grant as the record prints them: what ends when, what is remitted, on what conditions, what stays.

    Prison sentence commuted to expire on May 17, 2017, conditioned upon enrollment in residential drug treatment,
    leaving intact and in effect the 10-year term of supervised release with all its conditions

Whatever the grammar does not understand is in ``unread``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from clemency.ledger.text.dates import MONTHS, When, when
from clemency.ledger.text.lengths import LIFE, UNIT_WORDS, Length, take_length
from clemency.ledger.text.sentence_model import MONEY, dollars
from clemency.ledger.text.tokens import NUMBER_WORDS, Correction, Cursor, Unread, listed, too_long, words_of

Of = Literal["prison", "death", "whole", "supervised_release", "special_parole", "probation", "forfeiture", "fine"]


class Commuted(NamedTuple):
    """What one component of the sentence becomes. Exactly one of the outcomes is set.

    of           the component: "prison", "death", "whole" (a text that says "sentence" alone), "supervised_release" ...
    expires_on   the term ends that day (``no_sooner`` if the text says "no sooner than")
    after_days   it ends so many days after the grant
    to           a new length; ``to.life`` for life imprisonment, then ``without_parole`` as printed
    or_to        a second length given as an alternative
    time_served, at_once, ended    reduced to time served; ends at once; given up entirely
    was          the length before, where the text states it
    scope        which conviction, where the text limits it, as printed
    doubt        said where the words of the text do not fit together ("commuted to a term of May 1, 2017")
    """

    of: Of
    expires_on: When | None = None
    no_sooner: bool = False
    after_days: int | None = None
    to: Length | None = None
    or_to: Length | None = None
    without_parole: bool = False
    time_served: bool = False
    at_once: bool = False
    ended: bool = False
    was: Length | None = None
    scope: str = ""
    doubt: str = ""


class Remission(NamedTuple):
    """Money no longer owed. cents: the amount printed, which is the whole fine, not the unpaid rest."""

    of: str  # "fine", "restitution", ..., "" if the text does not say
    cents: int | None = None
    share: Literal["unpaid balance", "part", "all"] = "unpaid balance"
    when: Literal["", "at release", "when the sentence expires"] = ""
    words: str = ""  # where the text names something else, such as "buy money"


class Intact(NamedTuple):
    """What stays in effect. of: a component; "conditions" and "all else" as the text says."""

    of: str
    length: Length | None = None
    cents: int | None = None
    words: str = ""


class Condition(NamedTuple):
    """A condition of the grant, with its words. kind is ours, for counting; "other" where none fits."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one grant, read."""

    text: str
    commuted: tuple[Commuted, ...] = ()
    remissions: tuple[Remission, ...] = ()
    conditions: tuple[Condition, ...] = ()
    intact: tuple[Intact, ...] = ()
    remainder_in: str = ""  # "home confinement": where the time up to the expiry is served
    remainder: Length | None = None  # only the last so much of it, where the text says so
    pardon: Literal["", "full"] = ""
    unread: tuple[Unread, ...] = ()
    corrections: tuple[Correction, ...] = field(default=(), compare=False)

    @property
    def expires_on(self) -> When | None:
        """The day the prison (or whole) sentence ends, if the text states one."""
        return next((c.expires_on for c in self.commuted if c.of in ("prison", "whole") and c.expires_on), None)

    @property
    def reduced_to(self) -> Length | None:
        """The new prison term, if the text states one; life for a death sentence commuted to life."""
        return next((c.to for c in self.commuted if c.of in ("prison", "whole", "death") and c.to), None)

    def describe(self) -> str:
        """Plain text that ``parse_terms`` reads back to the same structure."""
        said = [_describe_commuted(change) for change in self.commuted]
        if self.remainder_in:
            place = f"in {self.remainder_in}"
            said.append(f"with the final {self.remainder} {place}" if self.remainder else f"with the remainder {place}")
        said += [_describe_remission(remission) for remission in self.remissions]
        text = "; ".join(filter(None, (", ".join(said), "full pardon granted" if self.pardon else "")))
        if self.intact:
            text += "; leaving intact and in effect " + " and ".join(_describe_intact(part) for part in self.intact)
        if self.conditions:
            text += "; conditioned upon " + "; ".join(condition.text for condition in self.conditions)
        return text


# Conditions by their words, the first that fits. Only what the release itself says; the words are kept beside it.
_CONDITIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("drug treatment", ("drug treatment", "drug abuse treatment", "substance abuse treatment")),
    ("no parole benefits", ("parole",)),
    ("waiver of claims", ("waive and release", "waiving and releasing", "renouncing any claim")),
    ("no profit from publication", ("financial benefit",)),
    ("leaving the United States", ("departing from the united states", "outside the limits of the united states")),
    (
        "renouncing citizenship",
        ("renouncing his united states citizenship", "renouncing her united states citizenship"),
    ),
)
_SERVED_IN = {
    "home confinement": ("home confinement", "home detention"),
    "prerelease custody": ("prerelease custody", "pre release custody"),
    "halfway house": ("a halfway house", "halfway house", "community confinement"),
}
_RELEASE_KINDS: tuple[tuple[str, Of], ...] = (
    ("supervised release", "supervised_release"),
    ("special parole", "special_parole"),
    ("probation", "probation"),
)
_MONEY_NAMES = sorted(((name, kind) for kind, names in MONEY.items() for name in names), key=lambda p: -len(p[0]))
_FREE_WORDS = (
    "prison sentence sentences total imprisonment commuted expire expires term terms conditioned upon enrollment "
    "enrolling residential drug treatment leaving intact effect supervised release special parole probation "
    "conditions components component unpaid balance remaining remainder remitted remission when his her their time "
    "obligation payment repayment money judgment special assessment home confinement prerelease custody served "
    "immediately entirety sooner than without possibility including condition order requiring above conviction "
    "offense offenses imposed consecutive concurrent respective pardon recipient granted charged docket maximum "
    "extent permitted remainders convictions community restitution forfeiture life death other well final "
    "incarceration district commute commuting complete unconditional absolute"
)
_VOCABULARY = frozenset(listed(_FREE_WORDS)) | words_of(n for n, _ in _MONEY_NAMES) | UNIT_WORDS | NUMBER_WORDS
_VOCABULARY |= frozenset(MONTHS)
_GLUE = frozenset({",", ".", ";", "and", "of", "the", "a", "to", "in", "with", "on", "for", "or", "-", "\n"})
_JOINTS = (";", ",", ".", "and", "\n", "also")


def parse_terms(text: str) -> Terms:
    """Read the terms of a grant. The result's ``unread`` holds every piece that was not understood."""
    if unread := too_long(text):
        return Terms(text, unread=unread)
    cursor = Cursor(text, _VOCABULARY)
    terms = Terms(text)
    while cursor.more():
        start = cursor.at
        if not cursor.take(*_JOINTS):
            further = next((new for rule in _RULES if (new := cursor.attempt(lambda c, r=rule: r(c, terms)))), None)  # noqa: B023
            if further is None:
                cursor.skip()
                continue
            terms = further
        cursor.mark_read(start)
    return replace(terms, unread=cursor.unread(_GLUE), corrections=tuple(cursor.corrections))


# what is commuted


def _prison_or_whole(cursor: Cursor, terms: Terms) -> Terms | None:
    """ "Prison sentence commuted to ...", "Sentence of imprisonment to expire ...", "Death sentence ..."."""
    cursor.take("the", "his", "her", "their", "total")
    of: Of
    if cursor.phrase("sentence of imprisonment", "sentences of imprisonment", "prison term", "term of imprisonment"):
        of = "prison"
    else:
        of = "prison" if cursor.take("prison") else "death" if cursor.take("death") else "whole"
        if not cursor.take("sentence", "sentences"):
            return None
    scope = _scope(cursor)
    outcome = _outcome(cursor, of)
    return replace(terms, commuted=(*terms.commuted, outcome._replace(scope=scope))) if outcome else None


def _scope(cursor: Cursor) -> str:
    """ "for both offenses", "in above conviction", "for conviction imposed in the Western District of Louisiana"."""
    if not cursor.looking_at("for", "in"):
        return ""
    start = cursor.at
    stop = ("commuted", "to", "expire", ",", ";", "\n")
    while cursor.at - start < 20 and (token := cursor.peek()) is not None and token.word not in stop:
        cursor.at += 1
    if cursor.at == start or not cursor.looking_at("commuted", "to", "expire"):
        cursor.at = start
        return ""
    return cursor.text[cursor.tokens[start].start : cursor.tokens[cursor.at - 1].end]


def _outcome(cursor: Cursor, of: Of) -> Commuted | None:
    """What follows "sentence". The lists drop and double the little words ("commuted to a expire on"), so their order
    is free; a day after "a term of" is still a day, with a doubt noted."""
    if not cursor.looking_at("commuted", "to", "expire", "expires", "reduced"):
        return None
    words: list[str] = []
    little = listed("commuted reduced to a an term of on expire expires")
    while len(words) < 12 and (token := cursor.peek()) is not None and token.word in little:
        if token.word == "a" and take_length_here(cursor) is not None:
            break
        words.append(token.word)
        cursor.at += 1
    if cursor.phrase("its entirety"):
        return None
    if cursor.take("immediately"):
        return Commuted(of, at_once=True)
    if cursor.phrase("time served"):
        return Commuted(of, time_served=True)
    no_sooner = cursor.phrase("no sooner than", "not before")
    if (day := when(cursor)) is not None:
        misfit = "term" in words
        doubt = "a day is printed where a term is announced" if misfit else ""
        return Commuted(of, expires_on=day, no_sooner=no_sooner, doubt=doubt)
    if cursor.take("("):
        length = take_length(cursor)
        if length is not None and length == Length(days=length.days) and cursor.take(")"):
            return Commuted(of, after_days=int(length.days))
        return None
    return _new_length(cursor, of)


def take_length_here(cursor: Cursor) -> Length | None:
    start = cursor.at
    length = take_length(cursor)
    cursor.at = start
    return length


def _new_length(cursor: Cursor, of: Of) -> Commuted | None:
    length = take_length(cursor)
    if length is None:
        return None
    cursor.take("of")
    cursor.phrase("imprisonment", "supervised release", "incarceration")
    start = cursor.at
    cursor.take(",")
    other = None
    if cursor.take("or"):
        other = take_length(cursor)
        cursor.take("of")
        cursor.take("imprisonment")
    if other is None:
        cursor.at = start
    without_parole = cursor.phrase(
        "without the possibility of parole", "without parole", "without possibility of parole"
    )
    return Commuted(of, to=length, or_to=other, without_parole=without_parole)


def _commuting(cursor: Cursor, terms: Terms) -> Terms | None:
    """A release about a whole list: "commuting the sentences of the following 37 individuals to life imprisonment"."""
    if not cursor.take("commute", "commuting", "commuted"):
        return None
    cursor.take("the")
    if not cursor.take("sentence", "sentences"):
        return None
    while (token := cursor.peek()) is not None:
        if token.word == "to" and (outcome := cursor.attempt(lambda c: _outcome(c, "whole"))):
            if cursor.phrase("as of"):
                when(cursor)
            return replace(terms, commuted=(*terms.commuted, outcome))
        cursor.at += 1
    return None


def _release_term(cursor: Cursor, terms: Terms) -> Terms | None:
    """ "10-year term of supervised release commuted to five years", "term of ... commuted in its entirety"."""
    cursor.take("the")
    was = take_length(cursor)
    cursor.phrase("term of", "terms of")
    of = _release_kind(cursor)
    if of is None:
        return None
    cursor.take("term", "terms")
    if not cursor.take("commuted", "reduced"):
        return None
    if cursor.phrase("in its entirety", "in their entirety"):
        return replace(terms, commuted=(*terms.commuted, Commuted(of, ended=True, was=was)))
    cursor.phrase("to a term of", "to")
    length = take_length(cursor)
    if length is None:
        return None
    start = cursor.at
    cursor.take("of")
    if _release_kind(cursor) is None:
        cursor.at = start
    return replace(terms, commuted=(*terms.commuted, Commuted(of, to=length, was=was)))


def _release_kind(cursor: Cursor) -> Of | None:
    return next((kind for name, kind in _RELEASE_KINDS if cursor.phrase(name)), None)


def _forfeiture_commuted(cursor: Cursor, terms: Terms) -> Terms | None:
    """ "full order requiring forfeiture of two million dollars ($2,000,000) also commuted"."""
    if not cursor.phrase(
        "full order requiring forfeiture of", "order requiring forfeiture of", "order of forfeiture of"
    ):
        return None
    cents = cursor.cents()
    cursor.take("also")
    if cents is None or not cursor.take("commuted", "remitted"):
        return None
    return replace(terms, remissions=(*terms.remissions, Remission("forfeiture", cents, "all")))


# money


def _remitted(cursor: Cursor, terms: Terms) -> Terms | None:
    """ "unpaid balance of the $5,000 fine remitted when his sentence expires", "$500 of the restitution remitted"."""
    cursor.take("the")
    share: Literal["unpaid balance", "part", "all"] = "unpaid balance"
    first = cursor.phrase("remission of")
    cursor.take("any", "the", "all")
    cents = None
    if cursor.phrase("unpaid balance of", "remaining balance of", "unpaid remainder of", "balance of", "remainder of"):
        pass
    elif cursor.phrase("obligation and payment of", "repayment of", "payment of", "obligation of"):
        share = "all"
    elif (cents := cursor.cents()) is not None and cursor.phrase("of"):
        share = "part"
    elif not first:
        return None
    cursor.take("the", "his", "her", "any")
    amount = cursor.cents()
    of, words = _money_name(cursor)
    if not of and not words and amount is None:
        return None
    if not first and not cursor.take("remitted"):
        return None
    when_: Literal["", "at release", "when the sentence expires"] = ""
    if cursor.phrase("when his sentence expires", "when her sentence expires", "when the sentence expires"):
        when_ = "when the sentence expires"
    elif cursor.phrase("at the time of his release", "at the time of her release", "at the time of release"):
        when_ = "at release"
    remission = Remission(of, cents if share == "part" else amount, share, when_, words)
    return replace(terms, remissions=(*terms.remissions, remission))


def _money_name(cursor: Cursor) -> tuple[str, str]:
    for name, kind in _MONEY_NAMES:
        if cursor.phrase(name):
            cursor.take("obligation", "obligations")
            return kind, ""
    start = cursor.at
    if cursor.phrase("of"):
        while cursor.at - start < 12 and (token := cursor.peek()) and (token.kind == "word" or token.word == '"'):
            if token.word in ("remitted", "when", "at"):
                break
            cursor.at += 1
        if cursor.at > start + 1:
            return "", cursor.text[cursor.tokens[start + 1].start : cursor.tokens[cursor.at - 1].end]
    cursor.at = start
    return "", ""


# where the rest is served


def _rest_served(cursor: Cursor, terms: Terms) -> Terms | None:
    """ "with the remainder to be served in home confinement", "with the final two years in prerelease custody"."""
    cursor.take("with")
    cursor.take("the")
    length: Length | None = None
    if cursor.take("final", "last"):
        length = take_length(cursor)
        if length is None:
            return None
        cursor.phrase("of his incarceration", "of her incarceration", "of the sentence", "of imprisonment")
    elif not cursor.take("remainder", "balance"):
        return None
    cursor.phrase("to be served", "served")
    if not cursor.take("in"):
        return None
    for place, names in _SERVED_IN.items():
        if cursor.phrase(*names):
            cursor.phrase(", to the maximum extent permitted by law", "to the maximum extent permitted by law")
            return replace(terms, remainder_in=place, remainder=length)
    return None


# what stays


def _left_intact(cursor: Cursor, terms: Terms) -> Terms | None:
    """ "leaving intact and in effect the five-year term of supervised release with all its conditions and ..."."""
    if not cursor.phrase("leaving intact and in effect", "leaving in effect", "leaving intact", "including"):
        return None
    kept: list[Intact] = []
    while True:
        start = cursor.at
        cursor.take(",", "and", "with")
        cursor.take("and", "as")
        cursor.phrase("well as", "with", "including")
        cursor.take("the", "his", "her")
        found = next((part for rule in _INTACT if (part := cursor.attempt(rule)) is not None), None)
        if found is None:
            cursor.at = start
            break
        kept += found
    return replace(terms, intact=(*terms.intact, *kept)) if kept else None


def _kept_release(cursor: Cursor) -> list[Intact] | None:
    cursor.take("consecutive", "concurrent", "respective")
    lengths: list[Length | None] = []
    first = cursor.number() if cursor.attempt(_two_lengths) else None
    if first is not None:
        cursor.take("-")
        cursor.take("and")
    length = take_length(cursor)
    if first is not None and length is not None:
        unit = 12 if length.months and length.months % 12 == 0 else 1
        lengths.append(Length(months=int(first) * unit))
    lengths.append(length)
    cursor.phrase("term of", "terms of", "term")
    of = _release_kind(cursor)
    if of is None:
        return None
    cursor.take("term", "terms")
    docket = _docket(cursor)
    return [Intact(of, length, words=docket) for length in lengths]


def _two_lengths(cursor: Cursor) -> bool | None:
    """True, without moving, at "five- and 10-year terms"."""
    start = cursor.at
    found = cursor.number() is not None
    cursor.take("-")
    found = found and cursor.take("and") and take_length(cursor) is not None
    cursor.at = start
    return found or None


def _docket(cursor: Cursor) -> str:
    """ "with all its conditions imposed in Docket No. SA-1-CR-1(1) in the Western District of Texas"."""
    start = cursor.at
    cursor.phrase("with all its conditions", "with all of its conditions")
    if not cursor.phrase("imposed in docket no"):
        cursor.at = start
        return ""
    said_from = cursor.at
    while (token := cursor.peek()) is not None and token.word not in (",", ";", "\n"):
        cursor.at += 1
    cursor.take(",")
    return cursor.text[cursor.tokens[said_from].start : cursor.tokens[cursor.at - 1].end].lstrip(". ")


def _kept_conditions(cursor: Cursor) -> list[Intact] | None:
    cursor.take("all")
    cursor.take("of")
    cursor.take("its", "the", "their")
    if not cursor.phrase("terms and conditions", "conditions", "components"):
        return None
    cursor.phrase(
        "of the supervised release term", "of the supervised release", "of supervised release", "of the release"
    )
    return [Intact("conditions")]


def _kept_rest(cursor: Cursor) -> list[Intact] | None:
    cursor.take("all")
    if not cursor.phrase("other components", "other component", "other conditions", "other parts"):
        return None
    cursor.phrase("of the sentence", "of his sentence", "of her sentence", "of the sentences")
    return [Intact("all else")]


def _kept_money(cursor: Cursor) -> list[Intact] | None:
    """ "the unpaid remainder, if any, of the $5,000 fine and $500 restitution"."""
    words = ""
    if cursor.phrase(
        "unpaid remainder , if any , of", "unpaid remainders , if any , of", "remaining balance of", "unpaid balance of"
    ):
        words = "unpaid remainder"
    kept: list[Intact] = []
    while True:
        start = cursor.at
        if kept:
            cursor.take("and", ",")
        cursor.take("the")
        cents = cursor.cents()
        kind = next((kind for name, kind in _MONEY_NAMES if cursor.phrase(name)), "")
        if not kind or (kept and cents is None):
            cursor.at = start
            break
        kept.append(Intact(kind, cents=cents, words=words))
    return kept or None


_INTACT = (_kept_release, _kept_rest, _kept_conditions, _kept_money)


# conditions and pardons


def _conditioned(cursor: Cursor, terms: Terms) -> Terms | None:
    """Conditions, up to the words that say what stays in effect, or to the end."""
    if not cursor.phrase("conditioned upon", "conditioned on", "on the condition that", "on condition that"):
        return None
    cursor.phrase("the following terms", "the following conditions", "the following")
    cursor.take(":")
    conditions: list[Condition] = []
    while cursor.more() and not _conditions_end(cursor):
        start = cursor.at
        _to_end_of_condition(cursor)
        text = cursor.text[cursor.tokens[start].start : cursor.tokens[cursor.at - 1].end].strip(" ,;.\n")
        text = text.removesuffix(" and").rstrip(" ,;")
        if text:
            conditions.append(Condition(_condition_kind(text), text))
        cursor.pass_over(";", ",", ".", "and", "\n")
    return replace(terms, conditions=(*terms.conditions, *conditions)) if conditions else None


def _conditions_end(cursor: Cursor) -> bool:
    start = cursor.at
    cursor.pass_over(",", "and", ";", ".", "\n", most=8)
    ends = cursor.looking_at("leaving") or cursor.phrase("unpaid remainder of", "unpaid balance of")
    ends = ends or not cursor.more()
    cursor.at = start
    return ends


def _to_end_of_condition(cursor: Cursor) -> None:
    """A condition ends at a semicolon, before the next numbered one, or where the terms go on."""
    cursor.at += 1
    while cursor.more() and not cursor.looking_at(";") and not _conditions_end(cursor):
        cursor.at += 1


def _condition_kind(text: str) -> str:
    words = " ".join(text.lower().replace("-", " ").split())
    return next((kind for kind, signs in _CONDITIONS if any(sign in words for sign in signs)), "other")


def _pardoned(cursor: Cursor, terms: Terms) -> Terms | None:
    """ "Pardon recipient is granted a full pardon for the above charged offenses"; on a warrant "A Full and Unconditional
    Pardon"."""
    start = cursor.at
    cursor.take("a")
    if cursor.take("full"):
        while cursor.take(",", "and", "complete", "unconditional", "absolute"):
            pass
        if cursor.take("pardon") and not cursor.looking_at("granted"):
            return replace(terms, pardon="full")
    cursor.at = start
    cursor.take("the")
    if cursor.phrase("pardon recipient is granted a full pardon", "full pardon granted", "granted a full pardon"):
        cursor.phrase("for the above charged offenses", "for above charged offenses", "for the above offenses")
        return replace(terms, pardon="full")
    return None


_RULES = (
    _prison_or_whole,
    _commuting,
    _release_term,
    _forfeiture_commuted,
    _remitted,
    _rest_served,
    _left_intact,
    _conditioned,
    _pardoned,
)


# plain text

_OF_WORDS = {"prison": "Prison sentence", "death": "Death sentence", "whole": "Sentence"}


def _describe_commuted(change: Commuted) -> str:
    name = _OF_WORDS.get(change.of, "")
    if not name:
        was = f"{change.was} " if change.was else ""
        name = f"{was}term of {change.of.replace('_', ' ')}"
    if change.scope:
        name += f" {change.scope}"
    if change.ended:
        return f"{name} commuted in its entirety"
    if change.at_once:
        return f"{name} to expire immediately"
    if change.time_served:
        return f"{name} commuted to time served"
    if change.after_days is not None:
        return f"{name} commuted to expire on ({change.after_days} days)"
    if change.expires_on is not None:
        term = "a term of " if change.doubt else "expire "
        return f"{name} commuted to {term}{'no sooner than' if change.no_sooner else 'on'} {change.expires_on}"
    if change.to == LIFE:
        return f"{name} commuted to life imprisonment" + (" without the possibility of parole" * change.without_parole)
    return f"{name} commuted to a term of {change.to}" + (f", or {change.or_to}" if change.or_to else "")


def _describe_remission(remission: Remission) -> str:
    amount = f"{dollars(remission.cents)} " if remission.cents is not None else ""
    name = remission.of.replace("_", " ")
    if remission.share == "part":
        text = f"{amount}of the {name} remitted"
    elif remission.share == "all":
        text = f"payment of {amount}{name or 'of ' + remission.words} remitted"
    else:
        text = f"unpaid balance of {amount}{name} remitted"
    ending = {"at release": " at the time of release", "when the sentence expires": " when the sentence expires"}
    return " ".join(text.split()) + ending.get(remission.when, "")


def _describe_intact(part: Intact) -> str:
    if part.of == "conditions":
        return "all its conditions"
    if part.of == "all else":
        return "all other components of the sentence"
    name = part.of.replace("_", " ")
    if part.cents is not None or part.of in MONEY:
        rest = "the unpaid remainder, if any, of " if part.words else ""
        return f"{rest}the {dollars(part.cents) + ' ' if part.cents is not None else ''}{name}"
    docket = f" with all its conditions imposed in Docket No. {part.words}" if part.words else ""
    return f"the {part.length} term of {name}{docket}" if part.length else f"the term of {name}{docket}"
