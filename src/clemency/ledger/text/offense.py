"""An offense text into charges: "Conspiracy to distribute 50 grams or more of cocaine base (two counts), 21 U.S.C. § 846".

The text is read piece by piece: words of an offense (data/offense_phrases.toml), acts, amounts, drugs
(data/drug_names.csv), provisions printed, priors, counts. Pieces are then gathered into charges. A provision that is not
printed is given only where the table says whose words these are, with the reason. What no rule takes is in ``unread``.
"""

from __future__ import annotations

from clemency.ledger.text.cites import Provision, take_bare_section, take_cites
from clemency.ledger.text.district import take_court
from clemency.ledger.text.items import item_numbers
from clemency.ledger.text.offense_draft import SINCE, Draft, enhancements, named_by_words, offense_class
from clemency.ledger.text.offense_model import Charge, DrugLine, Offense, Priors
from clemency.ledger.text.offense_tables import (
    ACT_OF,
    AIDING,
    ALSO,
    ENHANCEMENTS,
    FOR,
    FORMS,
    GLUE,
    INCHOATE_OF,
    INTENT,
    JOINTS,
    MIXTURES,
    PAGE_LIMIT,
    PARTS_OF_DISTRICTS,
    PRIOR_OPENING,
    PRIOR_WORDS,
    SCHEDULES,
    VERBS,
    Modifier,
    OffensePhrase,
    drug_table,
    known_words,
    modifier_table,
    phrase_table,
    vocabulary,
)
from clemency.ledger.text.phrases import WordLine
from clemency.ledger.text.quantity import UNIT_NAMES, Quantity, add, take_quantity
from clemency.ledger.text.tokens import NUMBER_WORDS, Cursor, listed, too_long


def parse_offense(text: str, *, sentenced_in: int | None = None, court: str = "") -> Offense:
    """Read an offense text. The result's ``unread`` holds every piece that was not understood.

    sentenced_in  year of the judgment, if known: a provision younger than it is not read into mere words
    court         code of the court, if known: words do not name federal provisions in "dcsuper" and "courtmartial"
    """
    if unread := too_long(text):
        return Offense(text, (), unread=unread)
    if _is_scope(text):
        return Offense(text, (), scope=text.strip())
    return _Reader(text, sentenced_in, court).read()


def _is_scope(text: str) -> bool:
    """True of a pardon's own formula for offenses never charged: "For any offenses ... which he may have committed"."""
    words = " ".join(text.lower().split()).lstrip("\"'“”")
    return words.startswith(("for any ", "for those ", "any and all ", "for all ")) and "may have committed" in words


def _closing_brackets(cursor: Cursor) -> dict[int, int]:
    """For each opening bracket the token that closes it on the same line; a bracket left open has none."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for index, token in enumerate(cursor.tokens):
        if token.kind == "newline":
            opened.clear()
        elif token.word == "(":
            opened.append(index)
        elif token.word == ")" and opened:
            closing[opened.pop()] = index
    return closing


def _also_named(drug: DrugLine, said: DrugLine) -> DrugLine:
    """The drug before a bracket, with what the bracket calls it: "cocaine (crack)", "methylene... (MDA or Ecstasy)"."""
    if (drug.drug, said.drug) in (("cocaine", "cocaine_base"), ("methamphetamine", "ice")):
        return said._replace(quantity=drug.quantity)
    if not said.drug or said.drug == drug.drug:
        return drug._replace(form=drug.form or said.form if said.drug else drug.form)
    return drug._replace(note=f"also called {said.drug} in brackets")


class _Reader:
    """Moves over the text once and gathers charges."""

    def __init__(self, text: str, sentenced_in: int | None, court: str) -> None:
        self.cursor = Cursor(text, vocabulary(), known_words())
        self.words = WordLine(self.cursor)
        self.sentenced_in = sentenced_in
        self.words_name_provisions = court not in ("dcsuper", "courtmartial")
        self.item: int | None = None
        self.done: list[Draft] = []
        self.now: Draft | None = None
        self.joint = ""  # "", ",", "and", "or", "to": what stood between the last piece and this one
        self.quantity: Quantity | None = None
        self.mixture = False
        self.counts_ahead: int | None = None
        self.alias = False  # "commonly known as" has just been read
        self.supervision = ""  # inside a bracket that says what supervision had been imposed for
        self.bracket_names = False  # inside a bracket that says what the drug before it is also called
        self.after_drug = False  # the last piece was the name of a drug
        self.breaks: list[int] = [0]
        self.closing = _closing_brackets(self.cursor)
        self.leave_to = 0  # end of a bracket that was not understood

    def read(self) -> Offense:
        cursor = self.cursor
        while cursor.more():
            start = cursor.at
            if self._step():
                cursor.mark_read(start)
            else:
                cursor.at = start
                draft = self._draft()
                draft.unknown = True
                cursor.at = max(start + 1, self.leave_to)
                draft.last = cursor.at
        self._close()
        return self._result()

    # one piece

    def _step(self) -> bool:
        cursor = self.cursor
        token = cursor.peek()
        assert token is not None
        if token.kind == "newline" or token.word == ";":
            cursor.at += 1
            self._close()
            self.breaks.append(cursor.at)
            return True
        if self._item():
            return True
        if token.word == "(":
            return self._counts() or self._court() or self._bracket()
        return self._piece()

    def _piece(self) -> bool:
        return (
            self._cite()
            or self._counts_before()
            or self._court()
            or self._prior()
            or self._phrase_or_modifier()
            or self._aiding()
            or self._intent()
            or self._schedule()
            or self._drug()
            or self._pure()
            or self._amount()
            or self._mixture()
            or self._also()
            or self._inchoate()
            or self._act()
            or self._glue()
        )

    def _item(self) -> bool:
        cursor = self.cursor
        start = cursor.at
        at_break = start in self.breaks or self.now is None
        numbers = item_numbers(cursor)
        if numbers is None:
            return False
        token = cursor.peek()
        capital = token is not None and cursor.text[token.start].isupper()
        if not at_break and not (capital and numbers[0] == (self.item or 1) + 1):
            cursor.at = start
            return False
        self._close()
        self.item = numbers[0]
        self.breaks.append(cursor.at)
        return True

    def _cite(self) -> bool:
        cursor = self.cursor
        start = cursor.at
        violated = cursor.phrase("in violation of", "violation of", "violate", "contrary to", "pursuant to")
        cursor.take("the")
        cites = take_cites(cursor) or (take_bare_section(cursor) if violated else ())
        if not cites:
            cursor.at = start
            return False
        draft = self.now or (self.done.pop() if self.done and self._only_cites_since_break(start) else self._draft())
        self.now = draft
        draft.cites += cites
        self._end(draft)
        return True

    def _only_cites_since_break(self, start: int) -> bool:
        """True where a line goes on with "and 18 U.S.C. § 2" after a semicolon: it belongs to the charge before."""
        since = self.cursor.tokens[self.breaks[-1] : start]
        return bool(since) and all(token.word in ("and", "&", ",") for token in since)

    def _counts(self) -> bool:
        """ "(two counts)", "(17 counts)", "(counts 1 and 2)"."""
        cursor = self.cursor
        start = cursor.at
        cursor.at += 1
        number = cursor.number()
        said = number is not None and cursor.take("count", "counts", "specifications", "specification")
        if not said or not cursor.take(")") or number is None or number.denominator != 1:
            cursor.at = start
            return False
        draft = self._draft()
        draft.counts = int(number) if draft.counts is None else draft.counts
        self._end(draft)
        return True

    def _counts_before(self) -> bool:
        """ "five specifications of", "two counts of", ", two counts"."""
        cursor = self.cursor
        start = cursor.at
        number = cursor.number()
        if (
            number is None
            or number.denominator != 1
            or not cursor.take(*listed("count counts specification specifications"))
        ):
            cursor.at = start
            return False
        if cursor.take("of"):
            if self.now is not None and self.now.has_object:
                self._close()
            self.counts_ahead = int(number)
            self._draft()
            return True
        draft = self._draft()
        draft.counts = int(number)
        self._end(draft)
        return True

    def _court(self) -> bool:
        cursor = self.cursor
        start = cursor.at
        bracket = cursor.take("(")
        court = take_court(cursor) if self._court_is_named() else None
        if court is not None and cursor.take(",", ";") and not bracket:
            cursor.at -= 1
        if court is None or (bracket and not cursor.take(")")):
            cursor.at = start
            return False
        if self.now is not None and self.now.empty:
            self.now = None
        for draft in [*self.done, *([self.now] if self.now else [])]:
            if draft.court is None and draft.item == self.item:
                draft.court = court
        self._close()
        return True

    def _court_is_named(self) -> bool:
        """True at "Middle District of", "District of", "Superior Court", "U.S. Army ...": mere names of places are none."""
        words = [token.word if (token := self.cursor.peek(i)) is not None else "" for i in range(10)]
        first, second = words[:2]
        if (first, second) == ("district", "of") or (second == "district" and first in PARTS_OF_DISTRICTS):
            return True
        military = {"army", "navy", "air", "marine", "coast"} & set(words[:6]) and {"court", "courts"} & set(words)
        return (first, second) == ("superior", "court") or bool(military)

    def _bracket(self) -> bool:
        """A bracket is taken whole or not at all: half-understood remarks must not pass for charges."""
        cursor = self.cursor
        start = cursor.at
        end = self.closing.get(start)
        if end is None:
            return False
        if self.now is not None and cursor.phrase("( incorrectly", "( erroneously", "( mistakenly"):
            self.now.remarks.append(cursor.text[cursor.tokens[start + 1].start : cursor.tokens[end].start])
            cursor.at = end + 1
            self._end(self.now)
            return True
        saved = self.now.copy() if self.now is not None else None
        state = (self.joint, self.quantity, self.mixture, self.alias, self.after_drug, len(self.done))
        named = self.after_drug and self.now is not None and bool(self.now.drugs and self.now.drugs[-1].drug)
        cursor.at += 1
        self.joint = "("
        if self._form_in_bracket(end):
            return True
        self.bracket_names = named
        self.supervision = self.now.of_supervision if self.now is not None else ""
        while cursor.at < end:
            if cursor.looking_at(";"):
                cursor.at += 1
            elif not (self._counts() if cursor.looking_at("(") else self._piece()) or cursor.at > end:
                cursor.at = start
                self.now = saved
                del self.done[state[5] :]
                self.joint, self.quantity, self.mixture, self.alias, self.after_drug, _ = state
                self.leave_to = end + 1
                self.bracket_names, self.supervision = False, ""
                return False
        cursor.at = end + 1
        self.bracket_names, self.supervision = False, ""
        if self.now is not None:
            self._end(self.now)
        self.joint = ""
        return True

    def _form_in_bracket(self, end: int) -> bool:
        """ "(actual)", "(mixture)", "(pure)", "(base)" after the name of a drug."""
        cursor = self.cursor
        token = cursor.peek()
        last = self.now.drugs[-1] if self.now is not None and self.now.drugs else None
        if token is None or last is None or token.word not in FORMS or cursor.at + 1 != end or self.now is None:
            return False
        form = FORMS[token.word]
        if form == "actual" and last.drug in ("methamphetamine", "pcp", "amphetamine"):
            self.now.drugs[-1] = last._replace(drug=f"{last.drug}_actual", form="actual")
        elif form == "ice" and last.drug == "methamphetamine":
            self.now.drugs[-1] = last._replace(drug="ice", form="ice")
        elif form == "base" and last.drug in ("cocaine", "cocaine_base"):
            self.now.drugs[-1] = last._replace(drug="cocaine_base", form="")
        elif form == "mixture":
            self.now.drugs[-1] = last._replace(form="mixture")
        elif form != "actual":
            return False
        cursor.at = end + 1
        self._end(self.now)
        self.joint = ""
        return True

    def _prior(self) -> bool:
        """ "after having been previously convicted of two or more felony drug offenses", "with one prior conviction"."""
        cursor = self.cursor
        start = cursor.at
        if not cursor.looking_at(*PRIOR_OPENING):
            return False
        count: int | None = None
        or_more = False
        while cursor.at - start < 40 and (token := cursor.peek()) is not None:
            if token.word in PRIOR_WORDS:
                cursor.at += 1
            elif (number := cursor.number()) is not None:
                count = int(number)
                or_more = cursor.phrase("or more") or or_more
            else:
                break
        words = [token.word for token in cursor.tokens[start : cursor.at]]
        convicted = any(word.startswith("convict") for word in words)
        drug_prior = "prior" in words and "drug" in words and ("felony" in words or "offense" in words)
        if (not convicted and not drug_prior) or self.now is None:
            cursor.at = start
            return False
        while cursor.tokens[cursor.at - 1].word in ("of", "in", "and", "the", "a", "for", "with", "to", "or", "after"):
            cursor.at -= 1
        if count is None:
            a_single = {"a", "an"} & set(words) and not {"offenses", "felonies", "convictions"} & set(words)
            count = 1 if a_single else None
        text = cursor.text[cursor.tokens[start].start : cursor.tokens[cursor.at - 1].end]
        drug = any(word in ("drug", "drugs", "narcotic", "narcotics", "controlled") for word in words)
        self.now.priors.append(Priors(count, or_more or "least" in words, drug, text))
        self._end(self.now)
        return True

    # words of offenses, and what is said of them

    def _phrase_or_modifier(self) -> bool:
        phrase = phrase_table().match(self.words, self.cursor.at)
        modifier = modifier_table().match(self.words, self.cursor.at)
        if phrase is not None and (modifier is None or phrase[1] >= modifier[1]):
            self._take_phrase(*phrase)
            return True
        return self._take_modifier(*modifier) if modifier is not None else False

    def _take_phrase(self, phrase: OffensePhrase, end: int) -> None:
        first = self.cursor.at
        self.cursor.at = end
        draft = self._draft(first)
        if draft.has_object and not self._goes_on(draft, phrase):
            draft = self._open(first)
        if phrase not in draft.offenses:
            draft.offenses.append(phrase)
        self._end(draft)

    def _goes_on(self, draft: Draft, phrase: OffensePhrase) -> bool:
        """True where an offense adds to a conspiracy's objects: "conspiracy to commit mail fraud and wire fraud"."""
        if draft.closed or draft.of_supervision:
            return bool(draft.of_supervision) and not draft.closed
        if self.joint == "(":
            return True
        if not draft.offenses:
            # an act and the thing it was done to, with nothing between
            return self.joint == "" and not draft.drugs
        return bool(draft.inchoate) and phrase.offense_class != "firearm" and self.joint in (",", "and", "or", "to", "")

    def _take_modifier(self, modifier: Modifier, end: int) -> bool:
        draft = self._draft()
        if modifier.kind == "revocation":
            if draft.has_object or draft.closed:
                draft = self._open(self.cursor.at)
            said = " ".join(token.word for token in self.cursor.tokens[self.cursor.at : end])
            draft.of_supervision = next(
                (name for name in ("supervised release", "probation", "special parole", "parole") if name in said),
                "supervision",
            )
        elif modifier.kind == "protected_place":
            draft.protected_place = True
        elif modifier.kind == "young_person":
            draft.young_person = True
        elif modifier.kind == "death":
            draft.death = True
        elif modifier.kind in ("misdemeanor", "felony"):
            draft.degree = modifier.kind
        elif modifier.kind == "lesser":
            draft.degree = "lesser included offense"
        elif modifier.kind == "knowing_use" and draft.drugs:
            draft.drugs[-1] = draft.drugs[-1]._replace(form="listed chemical")
        elif modifier.kind in ENHANCEMENTS:
            draft.enhancements.append(ENHANCEMENTS[modifier.kind])
        if modifier.provision is not None and modifier.provision not in draft.places:
            draft.places.append(modifier.provision)
        self.cursor.at = end
        self._end(draft)
        return True

    def _aiding(self) -> bool:
        cursor = self.cursor
        first = cursor.at
        if not cursor.phrase(*AIDING):
            return False
        cursor.phrase("and causing", "the same", "therein", "the commission of the same")
        draft = self._draft(first)
        # "distribution and aiding and abetting the distribution of ..." is one charge, still without its object
        if (draft.drugs or draft.offenses or draft.closed) and self._begins_charge():
            draft = self._open(first)
        draft.aiding = True
        self._end(draft)
        return True

    def _begins_charge(self) -> bool:
        """True if an act or an offense follows at once: "aiding and abetting the possession of ..."."""
        cursor = self.cursor
        start = cursor.at
        cursor.phrase("in the", "the", "to", "in", "an", "a")
        token = cursor.peek()
        begins = token is not None and (token.word in ACT_OF or token.word in INCHOATE_OF)
        begins = begins or phrase_table().match(self.words, cursor.at) is not None
        cursor.at = start
        return begins

    def _inchoate(self) -> bool:
        token = self.cursor.peek()
        kind = INCHOATE_OF.get(token.word) if token is not None else None
        if kind is None:
            return False
        first = self.cursor.at
        self.cursor.at += 1
        draft = self._draft(first)
        if (draft.has_object or draft.closed) and self.joint:
            draft = self._open(first)
        if kind not in draft.inchoate:
            draft.inchoate.append(kind)
        self._end(draft)
        return True

    # acts, drugs, amounts

    def _intent(self) -> bool:
        """ "with intent to distribute", "for distribution": what possession was for."""
        cursor = self.cursor
        start = cursor.at
        if not cursor.phrase(*INTENT) and not cursor.phrase(*FOR):
            return False
        intended: list[str] = []
        before_joint = cursor.at
        while True:
            cursor.take("unlawfully", "knowingly", "illegally", "the", "to", "further")
            token = cursor.peek()
            act = ACT_OF.get(token.word) if token is not None else None
            if act is None or act in intended or (token is not None and token.word.startswith("possess")):
                if intended:
                    cursor.at = before_joint
                break
            intended.append(act)
            cursor.at += 1
            before_joint = cursor.at
            if not cursor.take(",", "and", "or", "/"):
                break
            cursor.take("and", "or")
            again = cursor.peek()
            # "and distribution of", "and to distribute", "and distribute" a second time: an act of its own
            noun = (after := cursor.peek(1)) is not None and after.word == "of"
            if again is None or again.word not in VERBS or again.word.startswith("possess") or noun:
                cursor.at = before_joint
                break
        if not intended and cursor.looking_at("possess"):
            return True  # "conspiracy with intent to possess ...": the act follows
        if not intended:
            cursor.at = start
            return False
        draft = self._draft(start)
        draft.intent += [act for act in intended if act not in draft.intent]
        if "possess" not in draft.acts:
            draft.acts.append("possess")
        self._end(draft)
        return True

    def _act(self) -> bool:
        token = self.cursor.peek()
        act = ACT_OF.get(token.word) if token is not None else None
        if act is None or token is None:
            return False
        first = self.cursor.at
        draft = self._draft(first)
        if self.cursor.tokens[first - 1].word == "simple" and act == "possess" and first:
            act = "simple_possession"
        if self._opens_charge(draft, verb=token.word in VERBS):
            draft = self._open(first)
        self.cursor.at += 1
        if act not in draft.acts:
            draft.acts.append(act)
        self._end(draft)
        return True

    def _opens_charge(self, draft: Draft, verb: bool) -> bool:
        """True if an act begins another charge instead of adding to this one."""
        if self.joint in ("", "(", "to") and not (self.joint == "" and draft.closed):
            return False
        if draft.closed:
            return True
        if self.joint == "or":
            return False  # one charge in the alternative: "distribution of cocaine or manufacturing near a school"
        if draft.offenses:
            # "maintaining a place for manufacturing, distributing, and using": acts that the place was for
            return not (verb and draft.inchoate) and not (draft.acts and not draft.drugs)
        if not draft.drugs:
            return False
        return not draft.inchoate or (self.joint == "," and not verb)

    def _drug(self) -> bool:
        found = drug_table().match(self.words, self.cursor.at)
        if found is None:
            return False
        name, end = found
        first = self.cursor.at
        self.cursor.at = end
        draft = self._draft(first)
        if draft.closed and self.joint not in ("(", ""):
            draft = self._open(first)
        line = DrugLine(name.drug, name.form, self.quantity, note=name.note)
        if self.mixture and name.drug and not name.form:
            line = line._replace(form="mixture")
        for_making = any(phrase.key in ("listed_chemical", "drug_equipment") for phrase in draft.offenses)
        if name.drug and (for_making or self._made_from_chemical(draft, first)):
            line = line._replace(form="to be made")
        self._add_drug(draft, line)
        self.quantity, self.mixture, self.alias = None, False, False
        self._end(draft)
        self.after_drug = True
        return True

    def _made_from_chemical(self, draft: Draft, first: int) -> bool:
        """ "possess a List I chemical to manufacture methamphetamine": the drug was not yet there."""
        chemical = draft.drugs and draft.drugs[-1].form == "listed chemical"
        return bool(chemical) and [token.word for token in self.cursor.tokens[first - 2 : first]] == [
            "to",
            "manufacture",
        ]

    def _pure(self) -> bool:
        """ "methamphetamine, actual"."""
        last = self.now.drugs[-1] if self.now is not None and self.now.drugs else None
        if self.now is None or last is None or last.drug not in ("methamphetamine", "pcp", "amphetamine"):
            return False
        if not self.cursor.take("actual", "pure"):
            return False
        self.now.drugs[-1] = last._replace(drug=f"{last.drug}_actual", form="actual")
        self._end(self.now)
        return True

    def _add_drug(self, draft: Draft, line: DrugLine) -> None:
        """A second name of the drug just named is no second drug; a name after "a controlled substance" says which."""
        last = draft.drugs[-1] if draft.drugs else None
        if last is not None and self.bracket_names and line.quantity is None:
            draft.drugs[-1] = _also_named(last, line)
            return
        beside = self.after_drug and (self.joint in ("", "(") or self.alias)
        if last is not None and not self.after_drug and self.joint == "" and draft.intent[-1:] == ["manufacture"]:
            line = line._replace(form="to be made")  # "cocaine with intent to manufacture cocaine base"
        apposed = self.after_drug and self.joint in ("", "(", ",") and last is not None
        if apposed and last is not None and not last.drug and last.quantity is None and line.drug:
            draft.drugs[-1] = line._replace(schedule=last.schedule)  # "a controlled substance, 50 grams of heroin"
        elif apposed and last is not None and last.drug == line.drug and line.drug and line.quantity is None:
            draft.drugs[-1] = last._replace(form=last.form or line.form)  # 'cocaine base, "crack cocaine"'
        elif last is None or not beside or line.quantity is not None:
            draft.drugs.append(line)
        elif not line.drug:
            pass  # "cocaine, a narcotic controlled substance"
        elif not last.drug:
            draft.drugs[-1] = line._replace(quantity=last.quantity, schedule=last.schedule)
        elif (last.drug, line.drug) in (("cocaine", "cocaine_base"), ("methamphetamine", "ice")):
            draft.drugs[-1] = line._replace(quantity=last.quantity)
        else:
            draft.drugs.append(line)

    def _amount(self) -> bool:
        first = self.cursor.at
        quantity = take_quantity(self.cursor)
        if quantity is None:
            return False
        draft = self._draft(first)
        if quantity.unit == "plants" and not self.cursor.looking_at("of"):
            draft.drugs.append(DrugLine("marijuana_plants", "", quantity))
        elif self._belongs_to_last(draft, quantity):
            draft.drugs[-1] = draft.drugs[-1]._replace(quantity=quantity)
        elif self.quantity is None or self.quantity.amount is None:
            self.quantity = quantity
        elif (both := add(self.quantity, quantity)) is not None:
            self.quantity = both
        joint, after_drug = self.joint, self.after_drug
        self._end(draft)
        self.joint, self.after_drug = joint, after_drug
        return True

    def _belongs_to_last(self, draft: Draft, quantity: Quantity) -> bool:
        """True of an amount printed after its drug: "cocaine in excess of five kilograms", "cocaine base (50 grams)"."""
        if not draft.drugs or draft.drugs[-1].quantity is not None or self.joint == "and":
            return False
        if quantity.amount is None and self.joint != "(":
            return False
        ends = self.cursor.peek()
        return ends is None or ends.word in (",", ";", ")", "and", "\n", ".", "(")

    def _mixture(self) -> bool:
        cursor = self.cursor
        start = cursor.at
        cursor.take("a", "the", "an")
        if not cursor.phrase(*MIXTURES):
            cursor.at = start
            return False
        self.mixture = True
        joint, after_drug = self.joint, self.after_drug
        self._end(self._draft())
        self.joint, self.after_drug = joint, after_drug
        return True

    def _schedule(self) -> bool:
        """ "a Schedule II narcotic drug controlled substance"."""
        cursor = self.cursor
        start = cursor.at
        cursor.take("a", "the", "an")
        token = cursor.peek(1)
        if not cursor.take("schedule") or token is None or token.word not in SCHEDULES:
            cursor.at = start
            return False
        cursor.at += 1
        cursor.pass_over(*listed("narcotic drug controlled substance substances non narcotics stimulant"))
        draft = self._draft(start)
        schedule = SCHEDULES[token.word]
        if draft.drugs and draft.drugs[-1].drug:
            draft.drugs[-1] = draft.drugs[-1]._replace(schedule=schedule)
        else:
            draft.drugs.append(DrugLine("", "not named", self.quantity, schedule))
            self.quantity = None
        self._end(draft)
        self.after_drug = True
        return True

    def _also(self) -> bool:
        if self.now is None or not self.now.drugs or not self.cursor.phrase(*ALSO):
            return False
        self.alias = True
        return True

    def _glue(self) -> bool:
        token = self.cursor.peek()
        if token is None or token.word not in GLUE:
            return False
        if self.cursor.phrase("to wit"):
            self.joint = self.joint or ","  # 'cocaine base, to wit: "crack"': the same drug said again
            return True
        self.cursor.at += 1
        # "and to distribute" is joined by "and"; a comma before "and" gives way to it
        if token.word in JOINTS and not (token.word == "to" and self.joint in ("and", "or")):
            self.joint = JOINTS[token.word]
        return True

    # gathering

    def _draft(self, first: int | None = None) -> Draft:
        return self.now if self.now is not None else self._open(self.cursor.at if first is None else first)

    def _open(self, first: int) -> Draft:
        if self.now is not None and self.joint in ("and", "or"):
            bare = self.now.acts and not (self.now.drugs or self.now.offenses or self.now.closed or self.now.court)
            self.now.shares_object = bool(bare)
        self._close()
        self.now = Draft(first, first, self.item, counts=self.counts_ahead, of_supervision=self.supervision)
        self.counts_ahead = None
        return self.now

    def _end(self, draft: Draft) -> None:
        draft.last = self.cursor.at
        self.joint = ""
        self.after_drug = False

    def _close(self) -> None:
        if self.now is not None:
            if self.quantity is not None and self.now.drugs and self.now.drugs[-1].quantity is None:
                self.now.drugs[-1] = self.now.drugs[-1]._replace(quantity=self.quantity)
            elif self.quantity is not None and self.quantity.amount is not None:
                self.now.drugs.append(DrugLine("", "not named", self.quantity))
            if self.done and self.done[-1].shares_object and self.now.drugs:
                self.done[-1].drugs += self.now.drugs
                self.done[-1].shares_object = False
            if not self.now.empty:
                self.done.append(self.now)
        self.now = None
        self.quantity, self.mixture, self.alias, self.joint = None, False, False, ""

    def _result(self) -> Offense:
        cursor = self.cursor
        for draft in self.done:
            if draft.unknown and (draft.cites or self._cited_after(draft)):
                self._caption_of_cite(draft)
        unread = cursor.unread(GLUE)
        text = cursor.text
        cut_off = ""
        if len(text.strip()) in PAGE_LIMIT and not text.rstrip().endswith((".", ")", ";")):
            last = self.breaks[-1]
            place = cursor.tokens[last].start if last < len(cursor.tokens) else len(text)
            dangling = bool(cursor.tokens) and cursor.tokens[-1].word in GLUE
            if dangling or any(piece.end > place for piece in unread):
                cut_off = text[place:].strip()
                unread = tuple(piece for piece in unread if piece.end <= place)
        charges = tuple(self._charge(draft) for draft in self.done)
        return Offense(text, charges, unread, cut_off, corrections=tuple(cursor.corrections))

    def _cited_after(self, draft: Draft) -> bool:
        """True where a list of provisions closes the conviction: "mail fraud, bribery; 18 U.S.C. §§ 1341, 201"."""
        same = [other for other in self.done if other.item == draft.item]
        return same[-1].only_cites and not any(other.cites for other in same[:-1])

    def _caption_of_cite(self, draft: Draft) -> None:
        """Words beside a printed provision are its caption: the provision says what the charge is. Not so for amounts."""
        cursor = self.cursor
        for index in range(draft.first, draft.last):
            token = cursor.tokens[index]
            measured = token.kind in ("number", "money") or token.word in UNIT_NAMES or token.word in NUMBER_WORDS
            if not cursor.is_read(index) and (measured or token.word in drug_table().vocabulary):
                return
        cursor.at = draft.last
        cursor.mark_read(draft.first)

    def _charge(self, draft: Draft) -> Charge:
        tokens = self.cursor.tokens
        first = min(draft.first, len(tokens) - 1)
        start, end = tokens[first].start, tokens[max(draft.last - 1, first)].end
        return Charge(
            text=self.cursor.text[start:end],
            start=start,
            end=end,
            item=draft.item,
            inchoate=tuple(draft.inchoate),
            aiding=draft.aiding,
            acts=tuple(draft.acts),
            intent=tuple(draft.intent),
            drugs=tuple(draft.drugs),
            offenses=tuple(phrase.key for phrase in draft.offenses),
            offense_class=offense_class(draft),
            provisions=self._provisions(draft),
            counts=draft.counts or 1,
            counts_stated=draft.counts is not None,
            priors=tuple(draft.priors),
            protected_place=draft.protected_place,
            young_person=draft.young_person,
            death=draft.death,
            of_supervision=draft.of_supervision,
            enhancements=tuple(dict.fromkeys(enhancements(draft))),
            degree=draft.degree,
            remarks=tuple(draft.remarks),
            court=draft.court,
            names=tuple(phrase.name for phrase in draft.offenses),
        )

    def _provisions(self, draft: Draft) -> tuple[Provision, ...]:
        """Printed provisions if there are any; else those whose words the text uses."""
        if draft.cites:
            return tuple(dict.fromkeys(draft.cites))
        military = draft.court is not None and draft.court.kind != "district"
        if not self.words_name_provisions or military:
            return ()
        found = [*named_by_words(draft), *draft.places]
        return tuple(dict.fromkeys(p for p in found if self._existed(p, draft)))

    def _existed(self, named: Provision, draft: Draft) -> bool:
        if self.sentenced_in is None:
            return True
        since = SINCE.get(named.key, 0)
        for phrase in draft.offenses:
            if named in phrase.provisions:
                since = max(since, phrase.since)
        return since <= self.sentenced_in
