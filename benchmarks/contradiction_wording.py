"""How documents speak: the wordings from which `contradictions.py` writes its documents.

Two sets that share no template: on the first the comparison was built, the second checked it.
Holes: `{M}` and `{m}` the metric at the beginning of and inside a sentence, `{E}` the
entity, `{P}` the period, `{V}` the value, `{O}` another value, `{B}` the year before.
"""

from dataclasses import dataclass, field

__all__ = ["DOMAINS", "HELD_OUT", "TUNED", "Domain", "Metric", "Wording"]


@dataclass(frozen=True)
class Metric:
    """Something that has a value; `kind` says how the value is written, `low` and `high` bound it."""

    name: str
    kind: str
    low: float
    high: float
    unit: str = ""


@dataclass(frozen=True)
class Domain:
    """One kind of document: who it is about, what it measures, how it is divided, what fills it."""

    name: str
    entity: str
    generic: str
    others: tuple[str, ...]
    parts: tuple[str, ...]
    periods: tuple[str, ...]
    flows: tuple[Metric, ...] = ()
    states: tuple[Metric, ...] = ()
    dates: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    filler: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wording:
    """Templates by what they state."""

    flow: tuple[str, ...]
    state: tuple[str, ...]
    count: tuple[str, ...]
    duration: tuple[str, ...]
    date: tuple[str, ...]
    role: tuple[str, ...]
    negative: dict[str, tuple[str, ...]] = field(default_factory=dict)
    standing: dict[str, tuple[str, ...]] = field(default_factory=dict)
    counted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dated: dict[str, tuple[str, ...]] = field(default_factory=dict)
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)


YEARS = ("2019", "2020", "2021", "2022", "2023")

DOMAINS = (
    Domain(
        name="annual report",
        entity="Halden Marine",
        generic="the group",
        others=("Norvik Logistics", "Castellan Freight", "Brightwater Shipping"),
        parts=(
            "the Northern division",
            "the Offshore segment",
            "the Asian subsidiaries",
            "the parent company",
        ),
        periods=YEARS,
        flows=(
            Metric("revenue", "money", 2e6, 900e6),
            Metric("operating profit", "money", 1e6, 90e6),
            Metric("net income", "money", 1e6, 60e6),
            Metric("capital expenditure", "money", 1e6, 80e6),
            Metric("free cash flow", "money", 1e6, 50e6),
            Metric("order intake", "money", 5e6, 990e6),
            Metric("cost of sales", "money", 5e6, 700e6),
            Metric("personnel expenses", "money", 5e6, 200e6),
            Metric("research and development expenditure", "money", 1e6, 40e6),
            Metric("operating margin", "percent", 3, 30),
            Metric("equity ratio", "percent", 20, 70),
            Metric("staff turnover", "percent", 2, 20),
            Metric("freight volume", "measure", 10000, 90000, "tonnes"),
        ),
        states=(
            Metric("share capital", "money", 1e6, 90e6),
            Metric("credit facility", "money", 5e6, 300e6),
            Metric("payout ratio", "percent", 20, 60),
            Metric("employees", "count", 200, 9000),
            Metric("production sites", "count", 4, 60),
            Metric("vessels", "count", 5, 90),
        ),
        dates=(
            "annual general meeting",
            "acquisition of Tern Shipyards",
            "publication of the half-year report",
        ),
        roles=("chief executive", "chair of the supervisory board", "auditor", "head of investor relations"),
        headings=(
            "Letter to shareholders",
            "Market environment",
            "Results of operations",
            "Financial position",
            "Outlook",
            "Risk management",
            "Corporate governance",
            "Employees",
            "Sustainability",
            "Fleet",
        ),
        filler=(
            "Demand for {a} remained {b} throughout the period, although competition intensified.",
            "Management continued to invest in {a} and expects the effects to become visible over time.",
            "The board discussed {a} at length and concluded that no change of course was needed.",
            "Customers responded {b} to the new offer for {a}, particularly in the second half.",
            "Pressure on {a} eased after the renewal of two framework agreements in {d}.",
            "About {n} tonnes of old equipment were sold to a recycling firm near {d}.",
            "The programme for {a} was extended by {k} months and now includes all offices in {d}.",
            "As in earlier years, {a} accounted for a considerable part of our effort.",
            "We visited {k} customers in {d} to understand what they expect of {a}.",
        ),
    ),
    Domain(
        name="contract",
        entity="the Supplier",
        generic="the Supplier",
        others=("the Customer", "the Subcontractor", "the Guarantor"),
        parts=("Lot 2", "the pilot phase", "the Rotterdam site", "optional services"),
        periods=(),
        states=(
            Metric("contract price", "money", 50e3, 9e6),
            Metric("monthly service fee", "money", 1e3, 90e3),
            Metric("performance bond", "money", 10e3, 900e3),
            Metric("liability cap", "money", 100e3, 9e6),
            Metric("annual licence fee", "money", 5e3, 400e3),
            Metric("late payment interest", "percent", 2, 14),
            Metric("retention", "percent", 2, 12),
            Metric("guaranteed availability", "percent", 95, 99.9),
            Metric("notice period", "days", 14, 120),
            Metric("warranty period", "months", 6, 48),
            Metric("payment term", "days", 10, 90),
            Metric("cure period", "days", 5, 60),
            Metric("initial term", "months", 12, 72),
            Metric("named users", "count", 20, 900),
        ),
        dates=(
            "agreement",
            "commencement of the services",
            "handover of the documentation",
            "final acceptance test",
        ),
        roles=("project manager", "data protection officer", "escrow agent", "designated contact"),
        headings=(
            "Definitions",
            "Scope of services",
            "Fees and payment",
            "Warranty",
            "Liability",
            "Term and termination",
            "Confidentiality",
            "Governing law",
            "Service levels",
            "Insurance",
        ),
        filler=(
            "The parties shall cooperate in good faith with regard to {a} and inform each other.",
            "Nothing in this clause limits the rights of either party in respect of {a}.",
            "Any change to {a} requires the written consent of both parties.",
            "The Customer shall provide access to {a} during normal working hours.",
            "Where {a} is affected by force majeure, the obligations of the parties are suspended.",
            "Copies of {a} are kept at the offices in {d} and may be inspected on request.",
            "A reminder may be sent {k} days after a meeting in {d} if no minutes were received.",
            "Clause {k} applies accordingly to {a}.",
            "The annex lists {n} items of equipment that belong to {a}.",
        ),
    ),
    Domain(
        name="study",
        entity="the trial",
        generic="the study",
        others=("the earlier Danish trial", "the Calder cohort", "the pilot study"),
        parts=("the treatment arm", "the placebo arm", "women", "the Lyon centre", "participants over 65"),
        periods=(),
        states=(
            Metric("participants", "count", 80, 4000),
            Metric("centres", "count", 4, 60),
            Metric("adverse events", "count", 12, 500),
            Metric("response rate", "percent", 20, 90),
            Metric("dropout rate", "percent", 2, 30),
            Metric("median age", "measure", 30, 80, "years"),
            Metric("median follow-up", "months", 6, 60),
            Metric("daily dose", "measure", 5, 400, "mg"),
            Metric("mean systolic pressure", "measure", 110, 170, "mmHg"),
            Metric("mean body weight", "measure", 55, 100, "kg"),
            Metric("study budget", "money", 100e3, 9e6),
        ),
        dates=("recruitment", "interim analysis", "database lock", "first visit"),
        roles=("principal investigator", "trial statistician", "chair of the ethics committee"),
        headings=(
            "Background",
            "Methods",
            "Participants",
            "Statistical analysis",
            "Results",
            "Safety",
            "Discussion",
            "Limitations",
            "Conclusion",
            "Funding",
        ),
        filler=(
            "Earlier work on {a} has been inconclusive, not least because of differing definitions.",
            "We adjusted for {a} in all models and repeated the analysis without it.",
            "Patients with {a} were seen by a physician at each visit.",
            "The assessment of {a} followed the protocol and was blinded.",
            "Missing data on {a} were imputed with chained equations.",
            "In a survey of {n} physicians in {d}, opinions on {a} were {b}.",
            "Questionnaires on {a} were returned by {k} clinics in {d}.",
            "The samples were stored in {d} and analysed in batches of {k}.",
        ),
    ),
    Domain(
        name="minutes",
        entity="the council",
        generic="the municipality",
        others=("the county", "the school board", "the neighbouring parish"),
        parts=("the harbour district", "the library", "the eastern ward", "the water works"),
        periods=("2021", "2022", "2023", "2024"),
        flows=(
            Metric("tax revenue", "money", 1e6, 60e6),
            Metric("road maintenance costs", "money", 100e3, 5e6),
            Metric("energy consumption", "measure", 500, 9000, "MWh"),
            Metric("visitor numbers", "plain", 2000, 90000),
            Metric("waste volume", "measure", 800, 9000, "tonnes"),
            Metric("heating costs", "money", 20e3, 900e3),
            Metric("grant income", "money", 50e3, 3e6),
        ),
        states=(
            Metric("purchase price of the depot", "money", 100e3, 4e6),
            Metric("parking fee", "money", 1, 20),
            Metric("parking spaces", "count", 40, 900),
            Metric("speed limit", "measure", 20, 80, "km/h"),
            Metric("objection period", "days", 14, 60),
            Metric("property tax rate", "percent", 1, 9),
        ),
        dates=("public hearing", "opening of the new bridge", "deadline for tenders", "next meeting"),
        roles=("mayor", "treasurer", "chair of the planning committee", "clerk"),
        headings=(
            "Apologies",
            "Minutes of the last meeting",
            "Planning matters",
            "Finance",
            "Roads and transport",
            "Schools",
            "Any other business",
            "Environment",
            "Public questions",
        ),
        filler=(
            "Members discussed {a} and asked the office to prepare a paper.",
            "A resident from {d} raised concerns about {a}.",
            "The motion on {a} was carried with {k} votes against.",
            "It was agreed to return to {a} when more is known.",
            "The officer explained that {a} depended on the decision of the ministry.",
            "Councillors thanked the volunteers for their work on {a}.",
            "A petition on {a} with {n} signatures was received from {d}.",
            "Repairs near {d} took {k} weeks and were {b} received.",
        ),
    ),
    Domain(
        name="technical specification",
        entity="the pump",
        generic="the unit",
        others=("the backup compressor", "model X200", "the legacy controller"),
        parts=("the motor", "the outdoor version", "stage 2", "the control cabinet"),
        periods=(),
        states=(
            Metric("rated power", "measure", 2, 90, "kW"),
            Metric("supply voltage", "measure", 110, 690, "V"),
            Metric("operating pressure", "measure", 2, 60, "bar"),
            Metric("flow rate", "measure", 20, 900, "m³/h"),
            Metric("total weight", "measure", 40, 4000, "kg"),
            Metric("maximum operating temperature", "measure", 40, 180, "°C"),
            Metric("sound level", "measure", 40, 95, "dB"),
            Metric("shaft diameter", "measure", 10, 200, "mm"),
            Metric("minimum inlet pressure", "measure", 1, 9, "bar"),
            Metric("efficiency", "percent", 40, 96),
            Metric("service interval", "months", 3, 36),
            Metric("mounting bolts", "count", 4, 40),
            Metric("sensors", "count", 3, 60),
            Metric("unit price", "money", 900, 90e3),
        ),
        dates=("factory acceptance test", "delivery of the first unit", "release of the firmware"),
        roles=("responsible engineer", "approval authority", "document owner"),
        headings=(
            "General",
            "Operating conditions",
            "Electrical data",
            "Mechanical data",
            "Installation",
            "Maintenance",
            "Safety",
            "Spare parts",
            "Tests",
            "Transport and storage",
        ),
        filler=(
            "Before work on {a} begins, the supply must be isolated and secured.",
            "Check {a} for leaks and wear whenever the cover is open.",
            "The arrangement of {a} is shown in Figure {k}.",
            "Use only original parts for {a}.",
            "Store {a} in a dry place and protect it from frost.",
            "Tighten the {k} screws of {a} crosswise.",
            "A label with the number {n} is fixed next to {a}.",
            "Tests in {d} showed that {a} behaves {b} under load.",
        ),
    ),
)

TUNED = Wording(
    flow=(
        "{M} in {P} was {V}.",
        "In {P}, {m} came to {V}.",
        "{M} for {P} amounted to {V}.",
        "{E} reported {m} of {V} for {P}.",
        "In {P}, {E} recorded {m} of {V}, reflecting the conditions in most markets.",
        "{M} reached {V} in {P}.",
        "{M} rose to {V} in {P}.",
        "{M} ({P}): {V}",
        "At {V}, {m} in {P} was in line with what we had planned for.",
        "{M} went from {O} in {B} to {V} in {P}.",
        "The {m} of {E} stood at {V} in {P}.",
        "{P} {m} was {V}, compared with {O} in {B}.",
    ),
    state=(
        "The {m} is {V}.",
        "The {m} amounts to {V}.",
        "The {m} of {E} is {V}.",
        "{M}: {V}",
        "The {m} shall be {V}.",
        "A {m} of {V} applies.",
        "The {m} has been set at {V}, as described above.",
        "For {E}, a {m} of {V} was laid down.",
    ),
    count=(
        "{E} has {V}.",
        "There are {V} in total.",
        "In all, {E} counts {V}.",
        "A total of {V} belong to {E}.",
        "Number of {m}: {N}",
    ),
    duration=(
        "The {m} is {V}.",
        "The {m} shall be {V}.",
        "{M}: {V}",
        "A {m} of {V} applies.",
    ),
    date=(
        "The {m} takes place on {V}.",
        "The {m} is scheduled for {V}.",
        "Date of the {m}: {V}",
        "{V} is the date of the {m}.",
    ),
    role=(
        "The {m} is {V}.",
        "{V} is the {m}.",
        "{M}: {V}",
        "{V} serves as {m}.",
    ),
    negative={
        "restated": (
            "{M} for {P} was restated from {O} to {V}.",
            "{M} for {P}, previously reported as {O}, is now {V}.",
            "After correction of an error, {m} in {P} was {O}.",
        ),
        "scope": (
            "In {S}, {m} in {P} was {O}.",
            "{M} of {S} in {P} amounted to {O}.",
            "Of this, {O} was attributable to {S}.",
            "Excluding {S}, {m} in {P} was {O}.",
            "{S} contributed {O} to {m} in {P}.",
            "{M} in {P} was {O} without {S}.",
        ),
        "qualified": (
            "Adjusted {m} in {P} was {O}.",
            "Average {m} per employee in {P} was {O}.",
            "{M} before exceptional items in {P} was {O}.",
            "Domestic {m} in {P} came to {O}.",
        ),
        "plan": (
            "The budget for {P} had provided for {m} of {O}.",
            "We had expected {m} of {O} for {P}.",
            "The target for {m} in {P} was {O}.",
            "{M} in {P} was forecast at {O}.",
        ),
        "bound": (
            "{M} in {P} was expected to exceed {O}.",
            "{M} in {P} must not fall below {O} under the loan agreement.",
            "The covenant allows {m} in {P} of at most {O}.",
        ),
        "change": (
            "{M} rose by {O} in {P}.",
            "{M} was {O} higher in {P} than in the year before.",
            "The increase in {m} in {P} was {O}.",
        ),
        "entity": (
            "{X} reported {m} of {O} for {P}.",
            "{M} of {X} in {P} was {O}.",
            "At {X}, {m} in {P} came to {O}.",
        ),
        "claim": (
            "According to {X}, {m} in {P} was {O}.",
            "{X} claims that {m} in {P} was {O}.",
            "A newspaper wrote that {m} in {P} was {O}.",
        ),
        "example": (
            "If {m} in {P} were {O}, the limit would be exceeded.",
            "For example, {m} in {P} of {O} would lead to a lower bonus.",
            "Suppose that {m} in {P} was {O}.",
        ),
    },
    standing={
        "scope": (
            "The {m} for {S} is {O}.",
            "In the case of {S}, the {m} is {O}.",
            "In {S}, the {m} is {O}.",
        ),
        "qualified": ("The reduced {m} is {O}.", "The extended {m} is {O}.", "The average {m} is {O}."),
        "condition": (
            "If the parties agree in writing, the {m} is {O}.",
            "After the first year, the {m} is {O}.",
            "The {m} is {O} in exceptional cases.",
        ),
        "plan": ("The planned {m} was {O}.", "For next year, a {m} of {O} is intended."),
        "bound": (
            "The {m} must not exceed {O}.",
            "The {m} is at least {O}.",
            "A {m} of up to {O} is possible.",
        ),
        "change": ("The {m} was raised by {O}.", "From 2025 onwards, the {m} will be {O}."),
        "restated": (
            "The {m}, originally {O}, was changed to {V}.",
            "The former {m} was {O}.",
            "In the first draft the {m} was {O}.",
        ),
        "entity": ("The {m} of {X} is {O}.", "For {X}, the {m} is {O}."),
        "claim": ("{X} claims that the {m} is {O}.", "According to {X}, the {m} is {O}."),
        "example": (
            "If the {m} were {O}, nothing would change.",
            "For example, a {m} of {O} would be too high.",
        ),
    },
    counted={
        "entity": ("{X} has {O}.", "There are {O} at {X}."),
        "part": ("Of these, {O} were inspected.", "In {S}, there are {O}.", "{O} were replaced."),
        "bound": ("There are at least {O} in total.", "{E} may have up to {O}."),
    },
    dated={
        "entity": ("The {m} of {X} takes place on {O}.",),
        "restated": (
            "The {m} was postponed from {O} to {V}.",
            "The {m} had originally been planned for {O}.",
        ),
        "other": (
            "Documents for the {m} must be sent by {O}.",
            "The minutes of the {m} were approved on {O}.",
        ),
    },
    named={
        "entity": ("The {m} of {X} is {O}.",),
        "former": ("Until 2021, the {m} was {O}.", "The former {m}, {O}, has left."),
        "deputy": ("The deputy {m} is {O}.", "{O} will succeed the {m} next year."),
    },
)

HELD_OUT = Wording(
    flow=(
        "For {P}, {E} posted {m} of {V}.",
        "{M} totalled {V} in {P}.",
        "We closed {P} with {m} of {V}.",
        "{M} came in at {V} for {P}, which the auditors have confirmed.",
        "With {m} of {V}, {P} was a year of consolidation.",
        "During {P}, {m} climbed to {V}.",
        "{M} of {V} was achieved in {P}.",
        "{E} achieved {m} of {V} in {P}.",
        "In the case of {m}, the figure for {P} is {V}.",
        "{P}: {m} of {V}",
        "{M} fell to {V} in {P} from {O} in {B}.",
        "{M} in {P} ran to {V} (prior year: {O}).",
    ),
    state=(
        "The {m} equals {V}.",
        "The {m} has a value of {V}.",
        "{E} has a {m} of {V}.",
        "{M} = {V}",
        "{M} | {V}",
        "It was agreed that the {m} is {V}.",
        "The {m} is fixed at {V} and applies unless otherwise agreed.",
        "With a {m} of {V}, {E} meets the requirements.",
    ),
    count=(
        "{E} comprises {V}.",
        "{V} belong to {E}.",
        "The total number of {m} is {N}.",
        "{E} now includes {V}, spread over several regions.",
        "Altogether {V} were counted.",
    ),
    duration=(
        "The {m} runs for {V}.",
        "The {m} lasts {V}.",
        "The parties agree on a {m} of {V}.",
        "{M} | {V}",
        "The {m} equals {V}.",
    ),
    date=(
        "The {m} will be on {V}.",
        "The date set for the {m} is {V}.",
        "The {m} starts on {V}.",
        "{M}: {V}",
    ),
    role=(
        "{V} acts as {m}.",
        "The position of {m} is held by {V}.",
        "{V}, {m}",
        "{V} was appointed {m}.",
    ),
    negative={
        "restated": (
            "The figure for {m} in {P} has been revised to {O}.",
            "{M} for {P} had originally been stated as {O}.",
            "Comparative {m} for {P} was adjusted to {O} under the new standard.",
        ),
        "scope": (
            "{S} achieved {m} of {O} in {P}.",
            "{M} for {P} came to {O} in {S}.",
            "{M} in {P}, including {S}, amounted to {O}.",
            "For {S} alone, {m} in {P} was {O}.",
            "{O} of {m} in {P} came from {S}.",
            "On the part of {S}, {m} stood at {O} in {P}.",
        ),
        "qualified": (
            "Net {m} in {P} was {O}.",
            "{M} per share in {P} was {O}.",
            "{M} after tax in {P} was {O}.",
            "Like-for-like {m} in {P} totalled {O}.",
        ),
        "plan": (
            "{M} of {O} had been planned for {P}.",
            "Guidance for {P} was {m} of {O}.",
            "Analysts anticipated {m} of {O} in {P}.",
            "{M} in {P} should reach {O} under the business plan.",
        ),
        "bound": (
            "{M} in {P} exceeded {O}.",
            "{M} in {P} was less than {O}.",
            "{M} in {P} lay between {O} and {O2}.",
        ),
        "change": (
            "{M} grew by {O} during {P}.",
            "In {P}, {m} was down {O} on the previous year.",
            "We lifted {m} by {O} in {P}.",
        ),
        "entity": (
            "For {P}, {X} published {m} of {O}.",
            "{X} closed {P} with {m} of {O}.",
            "{X}, our main competitor, had {m} of {O} in {P}.",
        ),
        "claim": (
            "In the view of {X}, {m} in {P} was {O}.",
            "{X} alleges {m} of {O} for {P}.",
            "Press reports put {m} in {P} at {O}.",
        ),
        "example": (
            "Assuming {m} of {O} in {P}, the ratio would improve.",
            "A hypothetical {m} of {O} in {P} was used for the test.",
            "Had {m} in {P} been {O}, no bonus would have been paid.",
        ),
    },
    standing={
        "scope": (
            "As regards {S}, the {m} is {O}.",
            "The {m} applicable to {S} equals {O}.",
            "{S} has a {m} of {O}.",
        ),
        "qualified": (
            "The preliminary {m} is {O}.",
            "The statutory {m} is {O}.",
            "The remaining {m} is {O}.",
        ),
        "condition": (
            "Where more than 500 units are ordered, the {m} equals {O}.",
            "In winter, the {m} is {O}.",
            "During the test run the {m} is {O}.",
        ),
        "plan": ("The {m} should be {O} by 2027.", "A {m} of {O} is aimed at."),
        "bound": ("The {m} exceeds {O}.", "The {m} lies between {O} and {O2}.", "The {m} is limited to {O}."),
        "change": ("The {m} was reduced by {O}.", "The {m} has since increased by {O}."),
        "restated": (
            "Amendment 1 changes the {m} to {O}.",
            "The previous {m} of {O} no longer applies.",
            "Instead of {O}, the {m} is now {V}.",
        ),
        "entity": ("{X} has a {m} of {O}.", "The {m} equals {O} for {X}."),
        "claim": ("{X} maintains that the {m} equals {O}.", "In the opinion of {X}, the {m} is {O}."),
        "example": ("Assuming a {m} of {O}, the result would differ.", "Suppose the {m} is {O}."),
    },
    counted={
        "entity": ("{X} comprises {O}.", "At {X}, {O} were counted."),
        "part": ("Among them, {O} are new.", "{S} includes {O}.", "A further {O} were added."),
        "bound": ("No fewer than {O} were counted.", "More than {O} belong to {E}."),
    },
    dated={
        "entity": ("The {m} at {X} is on {O}.",),
        "restated": ("The {m} has been moved from {O} to {V}.", "The {m} was initially set for {O}."),
        "other": ("Registration for the {m} closes on {O}.", "The report on the {m} appeared on {O}."),
    },
    named={
        "entity": ("{O} acts as {m} of {X}.",),
        "former": ("Before that, {O} acted as {m}.", "{O} retired as {m} in 2019."),
        "deputy": ("{O} acts as interim {m}.", "The assistant to the {m} is {O}."),
    },
)
