"""Words of which each one can turn a sentence round, by what they are; keys as `key_of` writes them.

The families are closed lists, read out of grammars and reports rather than tuned. English is complete
enough to rely on; of other languages only negations stand here, since every other word must agree anyway.
"""

from functools import cache
from types import MappingProxyType
from typing import Literal

__all__ = ["DOWN", "MODALS", "NEGATIONS", "UP", "Kind", "kind_of_word", "negates_prefix", "of_direction"]

Kind = Literal["number", "unit", "currency", "date", "negation", "direction", "modal", "quantifier", "name"]

_NEGATIONS = """
not no never without neither nor none nobody nothing nowhere cannot hardly scarcely barely except unless
fail fails failed failing failure lack lacks lacked lacking absent absence false
nicht kein keine keinen keiner keinem keines nie niemals nichts ohne weder
ne pas jamais sans aucun aucune rien nunca jamas sin ningun ninguna nada non senza nessun nessuna mai
\u4e0d \u6ca1 \u6c92 \u7121 \u65e0 \u672a \u975e \u5426 \u52ff \u83ab
\u0644\u0627 \u0644\u0645 \u0644\u0646 \u0644\u064a\u0633 \u063a\u064a\u0631
\u05dc\u05d0 \u05d0\u05d9\u05df \u05d1\u05dc\u05d9
\u043d\u0435 \u043d\u0435\u0442 \u0431\u0435\u0437 \u043d\u0438
"""
_UP = """
rise rises rose risen rising increase increases increased increasing increasingly grow grows grew grown
growing growth gain gains gained gaining climb climbs climbed climbing improve improves improved
improving improvement more higher highest greater greatest above over up upward upwards upper maximum
most after exceed exceeds exceeded exceeding expand expands expanded expanding expansion raise raises
raised raising accelerate accelerates accelerated accelerating strengthen strengthens strengthened surge
surged surges surging profit profits win wins won better best add adds added adding accept accepts
accepted accepting approve approves approved approving approval allow allows allowed allowing permit
permits permitted permitting include includes included including agree agrees agreed agreeing support
supports supported supporting larger largest longer earlier before start starts started begin begins
began open opens opened buy buys bought inflow inflows surplus asset assets
"""
_DOWN = """
fall falls fell fallen falling decrease decreases decreased decreasing decline declines declined
declining drop drops dropped dropping shrink shrinks shrank shrunk shrinking lose loses lost losing loss
losses worsen worsens worsened worsening less fewer lower lowest smaller smallest below under down
downward downwards minimum least reduce reduces reduced reducing reduction cut cuts cutting slow slows
slowed slowing slump slumped slumps plunge plunged plunges weaken weakens weakened worse worst remove
removes removed removing reject rejects rejected rejecting deny denies denied denying denial forbid
forbids forbidden prohibit prohibits prohibited prohibiting exclude excludes excluded excluding disagree
disagrees disagreed disagreeing oppose opposes opposed opposing shorter later stop stops stopped end ends
ended close closes closed sell sells sold outflow outflows deficit liability liabilities deteriorate
deteriorates deteriorated deteriorating
"""
_MODALS = """
shall must may might should can could will would ought need needs required requires require optional
mandatory recommended obliged
"""
_QUANTIFIERS = """
all some any each every both either only few many much several most majority minority half least always
sometimes often rarely seldom usually entire entirely partly partially approximately about nearly almost
exactly if when until since during
"""
_NUMBERS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand
thousands million millions billion billions trillion trillions dozen once twice thrice double doubled triple
tripled third quarter first second fourth fifth sixth seventh eighth ninth tenth bn mn m k
"""
_DATES = """
january february march april june july august september october november december jan feb mar apr jun jul
aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow
annual annually quarterly monthly weekly daily
"""
_UNITS = """
percent percentage point points pp basis bp bps second seconds minute minutes hour hours day days week weeks
month months year years quarters mm cm km meter meters metre metres mile miles foot feet ft inch inches yard
yards mg kg gram grams kilogram kilograms tonne tonnes ton tons lb lbs pound pounds ounce ounces liter
liters litre litres gallon gallons kw mw gw kwh mwh gwh watt watts volt volts hz khz mhz ghz knots mph kph
degree degrees celsius fahrenheit kelvin byte bytes kb mb gb tb acre acres hectare hectares barrel barrels
\u00b0 \u00a7 < > = \u2264 \u2265 \u00b1 \u2248 \u00d7 \u00f7 + ~
"""
_CURRENCIES = """
usd eur gbp chf jpy cny rmb inr cad aud sek nok dkk rub krw brl mxn zar dollar dollars euro euros yen yuan
franc francs rupee rupees pound sterling cent cents $ \u00a2 \u00a3 \u00a5 \u20a9 \u20ac \u20b9 \u20bd \u20ba
"""

NEGATIONS = frozenset(_NEGATIONS.split())
UP = frozenset(_UP.split())
DOWN = frozenset(_DOWN.split())
MODALS = frozenset(_MODALS.split())

_NEGATING_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis", "de")
_SHORTEST_STEM = 3


@cache
def _kinds() -> MappingProxyType[str, Kind]:
    families: list[tuple[Kind, str]] = [
        ("quantifier", _QUANTIFIERS),
        ("direction", _UP + _DOWN),
        ("modal", _MODALS),
        ("unit", _UNITS),
        ("currency", _CURRENCIES),
        ("date", _DATES),
        ("number", _NUMBERS),
        ("negation", _NEGATIONS),
    ]
    return MappingProxyType({word: kind for kind, words in families for word in words.split()})


def kind_of_word(key: str) -> Kind | None:
    """Return what a word is critical as, or None; numbers in digits and names are told by their shape."""
    if key.endswith("n't"):
        return "negation"
    return _kinds().get(key)


def of_direction(key: str) -> Literal["up", "down"]:
    """Return which way a word of `UP` or `DOWN` points."""
    return "up" if key in UP else "down"


def negates_prefix(one: str, other: str) -> bool:
    """Say whether the two differ by a prefix that denies, as likely and unlikely do."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return len(shorter) >= _SHORTEST_STEM and any(longer == prefix + shorter for prefix in _NEGATING_PREFIXES)
