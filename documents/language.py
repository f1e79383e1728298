"""The language of a text, from its script and its commonest words; no model, no network."""

import re
import unicodedata
from collections import Counter

__all__ = ["detect"]

SAMPLE_CHARACTERS = 40_000
FEWEST_LETTERS = 20
FEWEST_WORDS = 12
SCRIPT_SHARE = 0.5
KANA_SHARE = 0.05
"""Japanese mixes kana into its Chinese characters; a Chinese text has none."""
FEWEST_STOP_WORDS = 0.12
"""Running text has 25 to 50 % stop words, a table or a list of names hardly any."""
LEAD = 1.15
"""How far the best language must be ahead of the next; Danish and Norwegian come closest to each other."""
LATIN_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
SCRIPTS = {
    "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "HANGUL": "ko", "GREEK": "el", "HEBREW": "he",
    "ARABIC": "ar", "THAI": "th", "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta", "GEORGIAN": "ka",
    "ARMENIAN": "hy", "CYRILLIC": "ru",
}  # fmt: skip
MARKS = (
    ("ru", "ыэё", "ru"),
    ("ru", "іїєґ", "uk"),
    ("ar", "پچژگی", "fa"),
)
"""Letters that tell languages of one script apart: script's usual language, letters, language."""
STOP_WORDS = {
    "en": "the of and to in a is that for it as was with be by on not he his this are or have from at "
    "which but an they were you we has been their will would shall any all such may if other no",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an "
    "werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so zum kann oder "
    "wurde",
    "fr": "le la de et les des en un une du dans que qui est pour au par sur pas plus ne se ce il sont "
    "avec son aux ou sa cette ont être été leur mais nous vous elle ses ces comme à l'on",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le "
    "ha me si sin sobre este entre cuando ser son también fue había era muy años está",
    "it": "di e il la che in un a per è una del non della con i sono le si da dei al nel come più gli "
    "alla ha anche lo delle ma nella questo o suo dal se ed su essere stato cui ai",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à "
    "seu sua ou ser quando muito nos já também só pelo pela até isso ela entre foi são",
    "nl": "de van een het en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog "
    "naar door over heeft worden wordt was deze dit hij zij kan wel geen werd hebben",
    "sv": "och i att det som en på är av för med den till inte har de ett om var jag men vi så från kan "
    "när nu han skulle vid ska man eller också sig hade där alla efter sin detta denna",
    "da": "og i at det en den til er som på de med han af for ikke der var mig sig men et har om vi havde "
    "hun nu over da fra du ud sin dem os op hans hvor eller hvad skal selv efter blev",
    "no": "og i at det en den til er som på de med han av for ikke der var meg seg men et har om vi hadde "
    "hun nå over da fra du ut sin dem oss opp hans hvor eller hva skal selv etter ble",
    "fi": "ja on ei että se oli hän mutta ovat joka kun myös tai sen ole jos niin kuin voi mukaan sekä "
    "sitä olla vain jonka tämä ennen jälkeen kanssa mitä hänen ollut tämän jotka siitä",
    "pl": "i w na z się do nie to że jest o jak za od po przez ale dla są tym oraz które który która ich "
    "jego być może był jej już tego tylko co lub przy może ze został przed",
    "cs": "a v na se je že s z do to i o ve k pro za by ale od po jako jsou který která které byl být "
    "jeho nebo podle už jen také při až není však bylo mezi tak si této",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi ne ama kadar sonra en her o var değil ya "
    "ise veya olduğu tarafından bunu göre iki ki mi diye oldu bütün hem",  # Turkish has a dotless i
    "ro": "de și în la cu a pe că nu o din care pentru se este mai un sunt au al ale prin sau fost după "
    "fi dar lui ce să fără până sale când acest această între către",
    "hu": "a az és hogy nem is egy ez van de volt meg csak mint már vagy el ha azt még ami be kell lehet "
    "után ezt pedig amely között által minden szerint más",
}
PROFILES = {code: frozenset(words.split()) for code, words in STOP_WORDS.items()}


def detect(text: str) -> str | None:
    """Return the ISO 639-1 code of the language that most of the text is in, or None when unsure."""
    sample = _sample(text)
    scripts = Counter(_script(letter) for letter in sample if letter.isalpha())
    letters = scripts.total()
    if letters < FEWEST_LETTERS:
        return None
    if scripts["ja"] > KANA_SHARE * letters and scripts["ja"] + scripts["zh"] > SCRIPT_SHARE * letters:
        return "ja"
    script, count = scripts.most_common(1)[0]
    if count < SCRIPT_SHARE * letters or script is None:
        return None
    return _by_words(sample) if script == "latin" else _by_marks(sample, script)


def _sample(text: str) -> str:
    """Return the text, of a long one its beginning, middle and end."""
    if len(text) <= SAMPLE_CHARACTERS:
        return text
    part, middle = SAMPLE_CHARACTERS // 3, len(text) // 2
    return "\n".join((text[:part], text[middle : middle + part], text[-part:]))


def _script(letter: str) -> str | None:
    if letter.isascii():
        return "latin"
    name = unicodedata.name(letter, "").split(" ", 1)[0]
    return "latin" if name == "LATIN" else SCRIPTS.get(name)


def _by_marks(sample: str, usual: str) -> str | None:
    seen = [
        language for script, marks, language in MARKS if script == usual and any(m in sample for m in marks)
    ]
    if usual == "ru":  # without such letters it may be Bulgarian, Serbian or another
        return seen[0] if len(seen) == 1 else None
    return seen[0] if seen else usual


def _by_words(sample: str) -> str | None:
    words = LATIN_WORD.findall(sample.lower())
    if len(words) < FEWEST_WORDS:
        return None
    counts = Counter(words)
    shares = {code: sum(counts[word] for word in profile) / len(words) for code, profile in PROFILES.items()}
    (best, share), (_, next_share) = Counter(shares).most_common(2)
    return best if share >= FEWEST_STOP_WORDS and share >= LEAD * next_share else None
