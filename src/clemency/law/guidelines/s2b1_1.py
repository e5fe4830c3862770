"""USSG §2B1.1 (theft, property destruction, fraud) and §2F1.1 (fraud, until 2001-10-31).

The loss table is that of the day: 1987, 1989 (amends. 99, 154), the consolidation of 2001 (amend. 617), its two rungs of
2003-01-25 (amend. 647), the inflation of 2015 (amend. 791). Base levels 4 and 6, then 6, and 7 from 2003-11-01 where the
statutory maximum is 20 years or more. The loss is what the court found: its definition changed too, and is not computed.

The levels that the cross-references of (c) lead to are facts. §2B1.2 (until 1993) and §2B1.3 (until 2001) are in
`s2b1_2`.
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, MOST_DOLLARS, REPLACED, Fact, Guideline, all_facts

LOSS = Fact("loss", "What loss did the court find, in dollars?", MOST_DOLLARS, needed=True)
SHARED = (
    Fact("mass_marketing", "Was it committed through mass-marketing?"),
    Fact("more_than_minimal_planning", "Was there more than minimal planning (before 2001-11-01)?"),
    Fact("misrepresentation", "A false claim to act for a charity or agency, bankruptcy fraud, violation of an order?"),
    Fact("sophisticated_means", "A relocated scheme, one from abroad, or sophisticated means?"),
    Fact("identity_or_devices", "Device-making equipment, access devices or means of identification?"),
    Fact("risk_or_weapon", "A reckless risk of death or serious injury, or a dangerous weapon?"),
    Fact("institution_endangered", "Was a financial institution, or a company, substantially endangered?"),
    Fact("gross_receipts_over_1000000", "More than $1,000,000 in gross receipts from a financial institution?"),
)
THEFT = (
    Fact("maximum_20_years", "Is the statutory maximum of the count 20 years or more?", needed=True),
    LOSS,
    Fact("victims", "How many victims?", 10**9),
    Fact("victims_hardship", "How many victims suffered substantial financial hardship?", 10**9),
    *SHARED,
    Fact("theft_from_person", "Was it a theft from the person of another?"),
    Fact("receiving_business", "Was the defendant in the business of receiving and selling stolen property?"),
    Fact("firearm_or_drug_taken", "Was a firearm or controlled substance taken (before 1995-11-01)?"),
    Fact("undelivered_mail", "Was undelivered mail taken (before 2001-11-01)?"),
    Fact("vehicle_scheme", "An organized scheme to steal vehicles or vehicle parts?"),
    Fact("cargo_scheme", "An organized scheme to steal cargo?"),
    Fact("trade_secret_abroad", "A trade secret, to be sent out of the United States?"),
    Fact("trade_secret_foreign_government", "A trade secret, for a foreign government?"),
    Fact("national_cemetery", "Property of a national cemetery or veterans' memorial?"),
    Fact("email_harvesting", "18 U.S.C. § 1037, with addresses obtained by improper means?"),
    Fact("health_care_loss", "What loss to a Government health care program, in dollars?", MOST_DOLLARS),
    Fact("medical_products", "Conduct of 18 U.S.C. § 670?"),
    Fact("medical_products_insider", "Conduct of 18 U.S.C. § 670 by one in the supply chain?"),
    Fact("disaster_fraud", "Fraud on disaster or emergency benefits?"),
    Fact("personal_information", "18 U.S.C. § 1030 with intent to obtain personal information, or its dissemination?"),
    Fact("computer_infrastructure", "18 U.S.C. § 1030, critical infrastructure or a government computer?"),
    Fact("computer_damage", "18 U.S.C. § 1030(a)(5)(A)?"),
    Fact("computer_disruption", "18 U.S.C. § 1030, substantial disruption of critical infrastructure?"),
    Fact("social_security_fraud", "42 U.S.C. § 408(a), § 1011(a) or § 1383a(a), maximum ten years (from 2018-11-01)?"),
    Fact("securities_officer", "Securities or commodities law, by an officer, broker or adviser?"),
    CROSS_REFERENCE,
    REPLACED,
)
FRAUD = (
    LOSS,
    *SHARED,
    Fact("foreign_bank_accounts", "Foreign bank accounts or transactions to conceal the fraud (before 1998-11-01)?"),
)


GUIDELINES = {
    "2B1.1": Guideline("2B1.1", "Theft, property destruction and fraud", THEFT, all_facts, GUIDELINES_FROM),
    "2F1.1": Guideline("2F1.1", "Fraud and deceit", FRAUD, all_facts, GUIDELINES_FROM, parse_day("2001-10-31")),
}
