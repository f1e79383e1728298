"""The general marks of language that the English rules look for: money, dates, duties, causes, sources."""

import re

__all__ = [
    "ADMINISTRATIVE",
    "AMOUNT",
    "ATTRIBUTED",
    "COST_HEADING",
    "COUNT",
    "DATE",
    "DEADLINE",
    "DUTY",
    "FINDING",
    "GAP",
    "HARM",
    "HEDGE",
    "MONEY",
    "PURPOSE",
    "RESULT",
    "RISK",
    "VALUE",
]

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)"
)
COST_HEADING = re.compile(
    r"\b(?:costs?|prices?|pricing|fees?|payments?|budget|financial|economic|rates?)\b", re.IGNORECASE
)
DATE = re.compile(
    rf"\b(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH},?\s+\d{{4}}"
    rf"|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|{MONTH}\s+\d{{4}}|Q[1-4]\s+\d{{4}})"
)
AMOUNT = (
    r"(?:(?:US|A|C|HK)?[$€£¥]\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:million|billion|thousand|bn|[mMkK])\b)?"
    r"|\b(?:USD|EUR|GBP|CHF|JPY)\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:million|billion|thousand)\b)?"
    r"|\b\d[\d.,]*\d?(?:\s?(?:million|billion|Mio\.|Mrd\.|millions|milliards|millones|milioni|mln)(?: de| d')?)?"
    r"\s?(?:dollars|euros?|Euros?|pounds|USD|EUR|GBP|CHF|€))"
)
MONEY = re.compile(AMOUNT)
DURATION = (
    r"(?:\d+|one|two|three|four|five|six|seven|ten|twelve|fourteen|fifteen|thirty|sixty|ninety)(?:\s\(\d+\))?"
    r"[ -](?:business |working |calendar )?(?:hours?|days?|weeks?|months?|years?)"
)
DEADLINE = re.compile(
    rf"\b(?:(?:by|before|until|no later than|not later than|on or before|due(?: on| by)?|expires? on|ends? on|"
    rf"effective)\s+(?:the\s+)?{DATE.pattern}|within\s+{DURATION}|deadlines?\b|{DURATION}['’]? (?:prior )?notice|"
    rf"no later than|not later than|before (?:further|any|its|each|the) \w+|prior to (?:each|its|the|any|return\w*)\b)",
    re.IGNORECASE,
)
DUTY = re.compile(
    r"\b(?:must|shall|(?:is|are|be|was|were) (?:required|obliged|obligated) to|would (?:also )?require|requires?\b(?! no)|"
    r"(?:proposes?|proposing) to (?:also )?(?:require|mandate)|mandat(?:e|es|ed|ing)|prohibits?|may not\b|"
    r"(?:agrees?|undertakes?|commits?) to|only if|is responsible for|are responsible for|has to|have to)\b",
    re.IGNORECASE,
)
RISK = re.compile(
    r"\b(?:risks?|hazard(?:s|ous)?|unsafe|dangers?|dangerous|threat(?:s|en\w*)?|liab(?:le|ility|ilities)|penalt(?:y|ies)|"
    r"breach(?:es)?|default|terminat(?:e|es|ion)|litigation|lawsuits?|vulnerab\w+|loss(?:es)?|damages?|shortfall|"
    r"delays?|could (?:cause|lead|result|affect|prevent|lose)|may (?:cause|lead to|result in)|not addressed)\b",
    re.IGNORECASE,
)
HARM = re.compile(
    r"\b(?:fatalit(?:y|ies)|deaths?|died|killed|injur(?:y|ies|ed)|accidents?|crash(?:es|ed)?|failures?|failed|fails?|"
    r"lost|los(?:s|ses)|difficulty|impact with|collapse[sd]?|outages?|breached|victims?)\b",
    re.IGNORECASE,
)
VALUE = re.compile(
    r"\b(?:revenues?|profits?|margins?|savings?|saves?|saved|benefits?|growth|grew|grows?|gains?|market share|warrant(?:y|ies)|"
    r"reduc(?:e|es|ed|ing) (?:the )?(?:cost|price|time|risk)\w*|covered under|discounts?)\b",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"(?<![\w$.,–-])(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(?:%|percent|per cent|(?!CFR|FR|U\.S)[a-zA-Z-]{3,})"  # noqa: RUF001
)
PURPOSE = re.compile(
    r"\b(?:proposes?|proposed to|purpose of|aims? (?:to|at)|intend(?:s|ed) to|objective|seeks? to|is designed to|"
    r"this (?:paper|report|article|study|document|agreement|contract|policy|guide|page|book|section|proposed \w+|"
    r"proposal|rule|order|AD|notice|project|letter|message) (?:\w+ )?(?:describes?|presents?|explains?|covers?|sets?|"
    r"governs?|applies|replaces|would|provides?|is|was|shows?|reviews?|introduces?)|we (?:propose|present|show|describe|"
    r"recommend|introduce)|agrees? (?:to|that)|to address the|in order to|to ensure that)\b",
    re.IGNORECASE,
)
FINDING = re.compile(
    r"\b(?:f(?:ou|i)nds? (?:that|no)|findings (?:show|suggest|indicate)|determined|concluded|concludes?|revealed|reveals|"
    r"indicate[sd]?|show(?:s|ed|n)? (?:that|how)|demonstrat(?:e|es|ed) that|confirmed|estimate[sd]? (?:that|at)|discovered|"
    r"identified that|decided|ruled that|held that|"
    r"does not meet|do not meet|did not meet)\b",
    re.IGNORECASE,
)
RESULT = re.compile(
    r"\b(?:result(?:s|ed|ing)? (?:in|from)|caus(?:e|es|ed|ing)|led to|leads? to|leading to|due to|because of|as a result|"
    r"therefore|consequently|so that|thereby|prompted by|contribut(?:e|ed|es|ing) to|prevent(?:s|ed)?|(?:would|will) "
    r"(?:use|permit|allow|enable|limit|disable|compare|replace|remove))\b",
    re.IGNORECASE,
)
GAP = re.compile(
    r"\b(?:no (?:\w+ )?(?:data|evidence|information|estimates?|records?|details?|figures?|agreement|results?)|(?:is|are|was|were|remains?) (?:still )?(?:unknown|missing|pending|incomplete|insufficient)|"
    r"not (?:yet )?(?:known|available|determined|decided|clear|specified|defined|included|been (?:determined|decided|"
    r"completed|tested))|unclear|unspecified|to be (?:determined|decided|confirmed|announced|agreed)|TBD|TBC|under investigation|remains? (?:open|to be)|lack of|lacks|lacked|without "
    r"(?:explanation|evidence|data)|had no prior|preliminary (?:results?|data|findings?|figures?|estimates?))\b",
    re.IGNORECASE,
)
HEDGE = re.compile(
    r"\b(?:may vary|might|perhaps|possibly|probably|presumably|apparently|appears? to|seems? to|roughly|approximately|"
    r"as appropriate|if (?:needed|necessary|possible|appropriate|applicable)|where (?:possible|appropriate|applicable)|"
    r"reasonabl[ey](?! available)|some or all|substantial(?:ly)?|significant(?:ly)?|certain|various|generally|usually|in general|"
    r"as soon as possible|timely|adequate(?:ly)?|sufficient(?:ly)?|to the extent|some of|others?wise|could be|may be|likely|"
    r"deems? appropriate|and/or|etc)\b",
    re.IGNORECASE,
)
ATTRIBUTED = re.compile(
    r"\b(?:according to|as (?:reported|stated|summarized|summarised|shown|described) (?:in|by)|reported (?:by|in|that)|"
    r"reports?\b[^.]{0,60}\bindicates?|data from|published (?:by|in)|cited (?:in|by)|investigation reports?|"
    r"survey(?:s|ed)?|stud(?:y|ies) (?:by|of|show\w*|found)|audited|measured|reviewed|evaluated all)\b",
    re.IGNORECASE,
)
ADMINISTRATIVE = re.compile(
    r"https?:|www\.|@\w|\btelephone|\bphone\b|\bfax\b|\be-?mail\b|\baddress(?:es)? (?:section|listed|above)|"
    r"\bdocket\b|\bcontact\b|\bcomments?\b|\bsubmi(?:t|ssions?)\b|\bcopyright\b|all rights reserved|\bclick\b|"
    r"\bsubscribe\b|\bunsubscribe\b|published in the|\bnotice to the public|notices to the public|these notices",
    re.IGNORECASE,
)
