"""Guidelines of ch. 2 of a level or two, which the Commission's cases seldom show: prisons, public officials, taxes, others.

§§2A4.2, 2A5.1, 2A5.3, 2B1.5, 2B6.1, 2C1.3, 2C1.5, 2C1.8, 2D1.9, 2D1.14, 2D2.3, 2D3.1, 2D3.2, 2E5.3, 2G2.3, 2G2.5, 2G3.2,
2H2.1, 2H3.1 to 2H3.3, 2H4.2, 2J1.1, 2K1.1, 2K1.5, 2K1.6, 2K3.2, 2L2.5, 2N1.1 to 2N1.3, 2N3.1, 2P1.3, 2Q1.1, 2Q1.4, 2Q1.6, 2T1.7,
2T1.8, 2T2.1, 2T2.2, 2X5.1, 2X7.1, 2X7.2. Where a section sends to the most analogous guideline, its level is a fact. §2K1.6
was explosives meant for another offense until 1991-10-31 (level 18), and is recordkeeping since. §2H3.1(a) says to apply the
greater of 9 and 6; 6 is read as meant for the lesser offenses that it names.
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
ANALOGOUS = Fact("analogous_level", "The level of the most analogous guideline?", MOST_LEVEL, needed=True, least=1)
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
    "2E5.3": (
        "Records of benefit plans and unions",
        (Fact("other_level", "Level of the theft, bribe or obstruction it was to hide (0: none)?", MOST_LEVEL),),
        "",
    ),
    "2G3.2": (
        "Obscene telephone communications",
        (
            Fact("minor_or_daytime", "To a person under eighteen, or broadcast by day (from 1989-11-01)?"),
            Fact("commerce_level", "Levels of the fraud table for the volume of commerce (from 1989-11-01)?", 30),
        ),
        "",
    ),
    "2H2.1": (
        "Obstructing an election",
        (
            Fact("force", "By force or its threat?", needed=True),
            Fact("fraud_or_other_means", "By forgery, fraud, theft, bribery, deceit or other means?", needed=True),
        ),
        "",
    ),
    "2H3.1": (
        "Interception of communications",
        (
            Fact("lesser_offense", "26 U.S.C. § 7213A or § 7216; since 2007 a maximum of up to one year (from 2001)?"),
            Fact("commercial", "For commercial advantage or economic gain?"),
            Fact("convicted_119", "Convicted under 18 U.S.C. § 119 (from 2008-11-01)?"),
            Fact("convicted_119_computer", "Convicted under it, made public by a computer (from 2008-11-01)?"),
            CROSS_REFERENCE,
        ),
        "",
    ),
    "2H3.2": ("Eavesdropping devices", (Fact("commercial", "For pecuniary gain?"),), ""),
    "2H3.3": ("Obstructing correspondence", (REPLACED,), ""),
    "2H4.2": (
        "Migrant and seasonal workers",
        (
            Fact("serious_injury", "Serious bodily injury?"),
            Fact("bodily_injury", "Bodily injury?"),
            Fact("prior_adjudication", "After an adjudication for similar misconduct?"),
        ),
        "2001-05-01",
    ),
    "2J1.1": ("Contempt", (ANALOGOUS,), "1989-11-01"),
    "2K3.2": ("Mailing injurious articles", (ANALOGOUS,), "1990-11-01"),
    "2N1.1": (
        "Tampering with a risk of injury",
        (
            Fact("serious_injury", "Serious bodily injury (from 1991-11-01)?"),
            Fact("injury_between_serious_and_permanent", "Between serious and permanent injury (from 1991-11-01)?"),
            Fact("permanent_injury", "Permanent or life-threatening injury (from 1991-11-01)?"),
            CROSS_REFERENCE,
        ),
        "",
    ),
    "2N1.2": ("False information of tampering", (CROSS_REFERENCE, REPLACED), ""),
    "2N1.3": ("Tampering to injure business", (), ""),
    "2Q1.1": ("Knowing endangerment by pollution", (), ""),
    "2Q1.4": (
        "Public water systems",
        (
            Fact("threat_with_conduct", "Only a threat, with conduct showing intent (from 2003-11-01)?", needed=True),
            Fact("threat_only", "Only a threat, without such conduct (from 2003-11-01)?", needed=True),
            Fact("risk_created", "A risk of death or serious bodily injury (until 2003-10-31)?"),
            Fact("serious_injury", "Serious bodily injury (from 2003-11-01)?"),
            Fact("injury_between_serious_and_permanent", "Between serious and permanent injury (from 2003-11-01)?"),
            Fact("permanent_injury", "Permanent or life-threatening injury (from 2003-11-01)?"),
            Fact("disruption_or_cost", "Disruption, or a costly cleanup?"),
            Fact("ongoing_release", "An ongoing, continuous or repetitive release?"),
            Fact("influence_or_extort", "To influence the government or to extort (until 2003-10-31)?"),
            CROSS_REFERENCE,
        ),
        "",
    ),
    "2Q1.6": (
        "Injurious devices on federal lands",
        (Fact("other_level", "Level of §2D1.9, §2B1.1 or §2A2.2, where it applies (0: none)?", MOST_LEVEL),),
        "1989-11-01",
    ),
    "2X5.1": ("Other felonies", (ANALOGOUS,), ""),
    "2X7.1": (
        "Border tunnels",
        (
            Fact("construction", "Convicted under 18 U.S.C. § 555(a)?", needed=True),
            Fact("smuggling_level", "Convicted under § 555(c): level of the smuggling offense (0: not)?", MOST_LEVEL),
        ),
        "2007-11-01",
    ),
    "2X7.2": (
        "Submersible vessels",
        (
            Fact("failure_to_heave_to", "Failure to heave to?"),
            Fact("attempt_to_sink", "An attempt to sink the vessel?"),
            Fact("sinking", "The sinking of the vessel?"),
        ),
        "2009-11-01",
    ),
}
GUIDELINES = {
    section: Guideline(section, title, facts, all_facts, parse_day(first) if first else GUIDELINES_FROM)
    for section, (title, facts, first) in FACTS.items()
}
