"""What an official text of a grant says, as structure, with the part not understood beside it.

    parse_sentence("Life imprisonment; 10 years' supervised release (May 1, 2009)")
    parse_terms("Prison sentence commuted to expire on May 17, 2017")
    parse_district("Middle District of Florida; February 11, 2009")
    parse_offense("Possession with intent to distribute 50 grams or more of cocaine base, 21 U.S.C. § 841(a)(1)")

Each gives a frozen value with ``text`` (as printed), the structure, ``unread`` (pieces not understood, with their
places; empty if all was) and ``describe()`` (plain text that the same parser reads back). Parsers never raise on text.
"""

from clemency.ledger.text.cites import Provision, provision
from clemency.ledger.text.dates import When, parse_date
from clemency.ledger.text.district import Court, CourtEntry, Courts, District, districts, parse_district
from clemency.ledger.text.lengths import LIFE, Length
from clemency.ledger.text.offense import parse_offense
from clemency.ledger.text.offense_model import Charge, DrugLine, Offense, Priors
from clemency.ledger.text.offense_tables import OffensePhrase, offense_phrases
from clemency.ledger.text.quantity import Quantity
from clemency.ledger.text.sentence import parse_sentence
from clemency.ledger.text.sentence_model import Amended, Judgment, Part, PrisonTotal, Runs, Sentence, Stage
from clemency.ledger.text.terms import Commuted, Condition, Intact, Remission, Terms, parse_terms
from clemency.ledger.text.tokens import Correction, Unread

__all__ = [
    "LIFE",
    "Amended",
    "Charge",
    "Commuted",
    "Condition",
    "Correction",
    "Court",
    "CourtEntry",
    "Courts",
    "District",
    "DrugLine",
    "Intact",
    "Judgment",
    "Length",
    "Offense",
    "OffensePhrase",
    "Part",
    "Priors",
    "PrisonTotal",
    "Provision",
    "Quantity",
    "Remission",
    "Runs",
    "Sentence",
    "Stage",
    "Terms",
    "Unread",
    "When",
    "districts",
    "offense_phrases",
    "parse_date",
    "parse_district",
    "parse_offense",
    "parse_sentence",
    "parse_terms",
    "provision",
]
