"""Guidelines of ch. 2 of a level or two, which the Commission's cases seldom show: prisons, public officials, taxes, others.

§§2A4.2, 2A5.1, 2A5.3, 2B1.5, 2B6.1, 2C1.3, 2C1.5, 2C1.8, 2D1.9, 2D1.14, 2D2.3, 2D3.1, 2D3.2, 2G2.3, 2G2.5, 2K1.1, 2K1.5,
2K1.6, 2L2.5, 2N3.1, 2P1.3, 2T1.7, 2T1.8, 2T2.1, 2T2.2. §2K1.6 was explosives meant for another offense until 1991-10-31
(level 18), and is recordkeeping since.
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import (
    CROSS_REFERENCE,
    MOST_DOLLARS,
    MOST_LEVEL,
    REPLACED,
    UNDERLYING,
    Fact,
    Guideline,
    all_facts,
)

VALUE = Fact("value", "What value did the court find, in dollars?", MOST_DOLLARS, needed=True)
TAX_LOSS = Fact("tax_loss", "What tax was not paid or deposited, in dollars?", MOST_DOLLARS, needed=True)

FACTS: dict[str, tuple[str, tuple[Fact, ...], str]] = {
    "2A4.2": ("Ransom money", (REPLACED,), ""),
    "2A5.1": ("Aircraft piracy", (Fact("death", "Did death result?"),), ""),
    "2A5.3": ("Crimes aboard aircraft", (UNDERLYING,), "1988-10-15"),
    "2B1.5": (
        "Cultural heritage resources",
        (
            VALUE,
            Fact("protected_place", "From a park, landmark, monument, cemetery, museum or the World Heritage List?"),
            Fact("special_resource", "Human remains, cultural patrimony, a sacred object or another listed resource?"),
            Fact("commercial", "For pecuniary gain or commerce?"),
            Fact("pattern", "A pattern of such misconduct?"),
            Fact("weapon", "A dangerous weapon brandished or threatened?"),
            CROSS_REFERENCE,
        ),
        "2002-11-01",
    ),
    "2B6.1": (
        "Vehicle identification numbers",
        (
            VALUE,
            Fact("receiving_business", "In the business of receiving and selling stolen property (from 1989-11-01)?"),
            Fact("vehicle_scheme", "An organized scheme to steal or receive vehicles or parts?"),
        ),
        "",
    ),
    "2C1.3": (
        "Conflict of interest",
        (Fact("harm_to_government", "Actual or planned harm to the government?"), CROSS_REFERENCE),
        "",
    ),
    "2C1.5": ("Payment to obtain public office", (), ""),
    "2C1.8": (
        "Campaign contributions",
        (
            VALUE,
            Fact("foreign_national", "By or from a foreign national?"),
            Fact("foreign_government", "By or from a foreign government?"),
            Fact("government_funds", "Governmental funds, or for a specific federal benefit?"),
            Fact("thirty_transactions", "Thirty or more illegal transactions?"),
            Fact("coercion", "Through intimidation, threat or coercion?"),
            CROSS_REFERENCE,
        ),
        "2003-01-25",
    ),
    "2D1.9": ("Dangerous devices to protect drugs", (), ""),
    "2D1.14": (
        "Narco-terrorism",
        (UNDERLYING, Fact("without_terrorism_adjustment", "Does §3A1.4 (terrorism) not apply?", needed=True)),
        "2007-11-01",
    ),
    "2D2.3": (
        "Common carrier under the influence",
        (
            Fact("death", "Did death result (from 1989-11-01)?", needed=True),
            Fact("serious_injury", "Did serious bodily injury result (from 1989-11-01)?", needed=True),
        ),
        "",
    ),
    "2D3.1": ("Registration numbers of drugs", (), ""),
    "2D3.2": ("Regulatory drug offenses", (), ""),
    "2G2.3": ("Selling or buying of children", (), "1989-11-01"),
    "2G2.5": ("Recordkeeping of explicit material", (REPLACED,), "1991-11-01"),
    "2K1.1": ("Storage and theft reports of explosives", (), ""),
    "2K1.5": (
        "Weapons aboard aircraft",
        (
            Fact("reckless", "Willfully or recklessly without regard for human life?"),
            Fact("prohibited", "Prohibited by another federal law from possessing it?"),
            Fact("negligent", "Lawful elsewhere, with mere negligence?"),
            CROSS_REFERENCE,
        ),
        "",
    ),
    "2K1.6": (
        "Explosives: licensees",
        (Fact("other_level", "Level of the intended offense or homicide (until 1991; 0: none)?", MOST_LEVEL), REPLACED),
        "",
    ),
    "2L2.5": ("Canceled naturalization certificate", (), ""),
    "2N3.1": ("Odometers", (REPLACED,), ""),
    "2P1.3": (
        "Riot in a prison",
        (
            Fact("risk_of_death", "A substantial risk of death or serious bodily injury?", needed=True),
            Fact("major_disruption", "A major disruption of the institution?", needed=True),
        ),
        "",
    ),
    "2T1.7": ("Trust account for taxes", (TAX_LOSS,), ""),
    "2T1.8": ("Withholding statements", (), ""),
    "2T2.1": ("Alcohol and tobacco taxes", (TAX_LOSS,), ""),
    "2T2.2": ("Regulatory tax offenses", (), ""),
}
GUIDELINES = {
    section: Guideline(section, title, facts, all_facts, parse_day(first) if first else GUIDELINES_FROM)
    for section, (title, facts, first) in FACTS.items()
}
