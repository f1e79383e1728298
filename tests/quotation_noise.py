"""Noise that leaves a quotation true, and mutations that make it false; each by its own seed."""

import random
import re
import unicodedata
from collections.abc import Callable

__all__ = ["MUTATIONS", "NOISES", "scanned"]

Change = Callable[[str, random.Random], "str | None"]
"""Returns the changed text, or None where there is nothing to change."""

SHAPES = [("rn", "m"), ("m", "rn"), ("l", "1"), ("o", "0"), ("i", "l"), ("e", "c"), ("c", "e"), ("h", "b")]
SHAPES += [("cl", "d"), ("s", "5"), ("vv", "w"), ("u", "n"), ("I", "l"), ("O", "0"), ("g", "q"), ("B", "8")]
LIGATURES = [("ffi", "\ufb03"), ("ffl", "\ufb04"), ("ff", "\ufb00"), ("fi", "\ufb01"), ("fl", "\ufb02")]
MONTHS = ["January", "February", "March", "April", "June", "July", "August", "September", "October"]
MONTHS += ["November", "December"]
DIRECTIONS = [
    ("increase", "decrease"),
    ("rose", "fell"),
    ("up", "down"),
    ("above", "below"),
    ("more", "less"),
]
DIRECTIONS += [("higher", "lower"), ("greater", "smaller"), ("before", "after"), ("accept", "reject")]
DIRECTIONS += [("include", "exclude"), ("agree", "disagree"), ("maximum", "minimum"), ("improve", "worsen")]
DIRECTIONS += [("allow", "forbid"), ("approve", "reject"), ("support", "oppose"), ("gain", "loss")]
DIRECTIONS += [
    ("reduce", "raise"),
    ("least", "most"),
    ("add", "remove"),
    ("upper", "lower"),
    ("over", "under"),
]
MODALS = ["must", "may", "shall", "should", "can", "could", "would", "will"]
UNITS = [("million", "billion"), ("percent", "percentage points"), ("%", " percentage points"), ("$", "€")]
UNITS += [
    ("hours", "days"),
    ("days", "weeks"),
    ("minutes", "hours"),
    ("feet", "metres"),
    ("seconds", "minutes"),
]
UNITS += [("months", "years"), ("work-hours", "work-days"), ("work-hour", "work-day"), ("degrees", "radians")]
UNITS += [
    ("hour", "day"),
    ("year", "month"),
    ("miles", "kilometres"),
    ("euros", "dollars"),
    ("thousand", "million"),
]
VERBS = r"\b(is|are|was|were|will|would|must|may|shall|should|can|could|does|did|do|has|have|had)\b"
NEGATIONS = r"\b(not|never|no|without|cannot|neither|nor)\b"
NUMBER_WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve"]


def _some(text: str, pattern: str, put: Callable[[re.Match[str]], str], chance: random.Random) -> str | None:
    """Replace one match of `pattern`, drawn by lot."""
    found = list(re.finditer(pattern, text))
    if not found:
        return None
    match = chance.choice(found)
    return text[: match.start()] + put(match) + text[match.end() :]


def white_space(text: str, chance: random.Random) -> str:
    """Put other white space between words."""
    kinds = [" ", "  ", "\n", "\t", "\u00a0", "\r\n", "\u2009", " \n "]
    return "".join(chance.choice(kinds) if part.isspace() else part for part in re.split(r"(\s+)", text))


def hyphenation(text: str, chance: random.Random) -> str:
    """Break long words over two lines."""

    def broken(match: re.Match[str]) -> str:
        word = match[0]
        if chance.random() < 0.6:
            return word
        at = chance.randrange(2, len(word) - 2)
        return word[:at] + chance.choice(["-\n", "\u00ad", "\u2010\n", "-\r\n  "]) + word[at:]

    return re.sub(r"(?<![\w-])[a-z]{7,}(?![\w-])", broken, text)


def ligatures(text: str, _: random.Random) -> str | None:
    """Write fi and the like as one character."""
    changed = text
    for letters, ligature in LIGATURES:
        changed = changed.replace(letters, ligature)
    return changed if changed != text else None


def quote_marks(text: str, chance: random.Random) -> str:
    """Write quotation marks and apostrophes in another way, and put the quotation in marks."""
    text = re.sub("[\u2019']", lambda _: chance.choice(["'", "\u2019"]), text)
    text = re.sub('[\u201c\u201d"]', lambda _: chance.choice(['"', "\u201c", "\u201d"]), text)
    return chance.choice(["“{}”", '"{}"', "«{}»", "‘{}’", "„{}“"]).format(text)


def unicode_forms(text: str, chance: random.Random) -> str:
    """Write the same characters in another Unicode form, with invisible ones between them."""
    form = chance.choice(["NFD", "NFKD", "invisible", "wide"])
    if form == "invisible":
        return "".join(
            c + (chance.choice("\u200b\u00ad\u2060") if chance.random() < 0.1 else "") for c in text
        )
    if form == "wide":
        return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalpha() else c for c in text)
    return unicodedata.normalize("NFD", text)


def dashes(text: str, chance: random.Random) -> str | None:
    """Write hyphens and dashes in another way."""
    changed = re.sub(r"(?<=\w)[-\u2010\u2011](?=\w)", lambda _: chance.choice("\u2010\u2011\u2013-"), text)
    changed = re.sub(
        r" [\u2014\u2013] |\u2014", lambda _: chance.choice([" - ", " \u2014 ", "\u2014"]), changed
    )
    return changed if changed != text else None


def scanned(text: str, chance: random.Random, share: float = 0.12) -> str:
    """Confuse letters of plain words as scanners do; never in a figure."""

    def read(match: re.Match[str]) -> str:
        word = match[0]
        fitting = [shape for shape in SHAPES if shape[0] in word]
        if not fitting or chance.random() > share:
            return word
        written, seen = chance.choice(fitting)
        return word.replace(written, seen, 1)

    return re.sub(r"(?<![\w$.,-])[A-Za-z]{5,}(?![\w-])", read, text)


def scan(text: str, chance: random.Random) -> str | None:
    """Return what a scanner makes of it: letters, and now and then a lost space."""
    changed = scanned(text, chance)
    if chance.random() < 0.4:
        changed = _some(changed, r"(?<=[a-z]{3}) (?=[a-z]{3})", lambda _: "", chance) or changed
    return changed if changed != text else None


def careless(text: str, chance: random.Random) -> str | None:
    """Lose an article, a comma, the capitals, a hyphen or a ligature, or add a footnote's mark."""
    kind = chance.randrange(6)
    if kind == 0:
        return _some(
            text,
            r"(?<=\w )(?:the|an?|of) (?=[a-z]{4,})(?!few|little|third|quarter|half|lot)",
            lambda _: "",
            chance,
        )
    if kind == 1:
        return _some(text, r"(?<=[a-z]),(?= )", lambda _: "", chance)
    if kind == 2:
        return text.lower() if not re.search(r"\b(US|May|March|IT|Will|Bill|Mark)\b", text) else None
    if kind == 3:
        return _some(text, r"(?<=[a-z]{3})-(?=[a-z]{3})", lambda _: chance.choice(["", " "]), chance)
    if kind == 4:
        return _some(text, r"(?<=[a-z]{3})[.,](?= )", lambda m: f"{m[0]}[{chance.randrange(1, 40)}]", chance)
    return _some(text, "fi|fl|ff", lambda _: "", chance)


def digit(text: str, chance: random.Random) -> str | None:
    """Change one digit."""
    return _some(text, r"\d", lambda m: chance.choice([d for d in "0123456789" if d != m[0]]), chance)


def number_word(text: str, chance: random.Random) -> str | None:
    """Change a number in words."""
    pattern = rf"\b(?:{'|'.join(NUMBER_WORDS)})\b"
    return _some(text, pattern, lambda m: chance.choice([w for w in NUMBER_WORDS if w != m[0]]), chance)


def unit(text: str, chance: random.Random) -> str | None:
    """Change a unit or a scale."""
    fitting = [(old, new) for old, new in UNITS if re.search(_whole(old), text)]
    if not fitting:
        return None
    old, new = chance.choice(fitting)
    return _some(text, _whole(old), lambda _: new, chance)


def _whole(word: str) -> str:
    return rf"\b{word}\b" if word.isalpha() else re.escape(word)


def negation_added(text: str, chance: random.Random) -> str | None:
    """Put a `not` behind a verb."""
    return _some(text, VERBS + r"(?! not\b)", lambda m: f"{m[0]} {chance.choice(['not', 'never'])}", chance)


def negation_removed(text: str, chance: random.Random) -> str | None:
    """Take a negation out."""
    return _some(text, r"(?<=\w )" + NEGATIONS + r" ", lambda _: "", chance) or _some(
        text, r"n[’']t\b", lambda _: "", chance
    )


def direction(text: str, chance: random.Random) -> str | None:
    """Turn a direction round, in whatever inflection."""
    both = DIRECTIONS + [(b, a) for a, b in DIRECTIONS]
    fitting = [(old, new) for old, new in both if re.search(rf"\b{old}(?=s?\b|d\b|ed\b|ing\b)", text)]
    if not fitting:
        return None
    old, new = chance.choice(fitting)
    return _some(text, rf"\b{old}(?=s?\b|d\b|ed\b|ing\b)", lambda _: new, chance)


def name(text: str, chance: random.Random) -> str | None:
    """Put another name for one."""
    names = [
        "Boeing",
        "Airbus",
        "Collins",
        "Lufthansa",
        "FAA",
        "EASA",
        "NTSB",
        "Canada",
        "Seattle",
        "Martinez",
    ]
    pattern = r"(?<=[a-z,] )(?:[A-Z][a-z]{3,}|[A-Z]{3,})\b"
    return _some(text, pattern, lambda m: chance.choice([n for n in names if n != m[0]]), chance)


def date(text: str, chance: random.Random) -> str | None:
    """Change a month or a year."""
    months = rf"\b(?:{'|'.join(MONTHS)})\b"
    changed = _some(text, months, lambda m: chance.choice([n for n in MONTHS if n != m[0]]), chance)
    return changed or _some(
        text, r"\b(?:19|20)\d\d\b", lambda m: str(int(m[0]) + chance.choice([-1, 1, 10])), chance
    )


def swapped_clause(text: str, chance: random.Random) -> str | None:
    """Let two stretches of a sentence change places."""
    words = text.split()
    if len(words) < 8:
        return None
    size = chance.choice([1, 2, 3])
    first = chance.randrange(0, len(words) - 2 * size - 1)
    second = chance.randrange(first + size + 1, len(words) - size + 1)
    one, two = words[first : first + size], words[second : second + size]
    if {_bare(w) for w in one} == {_bare(w) for w in two} or not (_tells(one) and _tells(two)):
        return None
    return " ".join([*words[:first], *two, *words[first + size : second], *one, *words[second + size :]])


def _bare(word: str) -> str:
    return re.sub(r"\W", "", word).lower()


def _tells(words: list[str]) -> bool:
    return any(len(_bare(word)) > 3 for word in words)


def modal(text: str, chance: random.Random) -> str | None:
    """Change what is a duty and what a liberty."""
    return _some(
        text,
        rf"\b(?:{'|'.join(MODALS)})\b",
        lambda m: chance.choice([w for w in MODALS if w != m[0]]),
        chance,
    )


NOISES: dict[str, Change] = {
    "white space": white_space,
    "hyphenation": hyphenation,
    "ligature": ligatures,
    "quote marks": quote_marks,
    "Unicode": unicode_forms,
    "dashes": dashes,
    "OCR": scan,
    "careless": careless,
}
MUTATIONS: dict[str, Change] = {
    "digit": digit,
    "number word": number_word,
    "unit": unit,
    "negation added": negation_added,
    "negation removed": negation_removed,
    "direction": direction,
    "name": name,
    "date": date,
    "swapped clause": swapped_clause,
    "modal": modal,
}
