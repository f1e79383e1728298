"""Currencies: the signs, codes and words that stand before or behind a sum of money."""

import re

__all__ = ["CURRENCY_AFTER", "CURRENCY_BEFORE", "currency_of"]

SIGNS = {
    "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD",
    "NT$": "TWD", "R$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW",
    "₽": "RUB", "₺": "TRY", "₪": "ILS", "zł": "PLN", "Rs.": "INR", "Fr.": "CHF", "SFr.": "CHF",
}  # fmt: skip
CODES = (
    "USD EUR GBP JPY CHF CAD AUD NZD CNY HKD SGD INR SEK NOK DKK PLN CZK HUF RON BRL MXN ZAR KRW TRY RUB ILS "
    "AED SAR THB IDR MYR PHP TWD UAH CLP COP ARS EGP NGN KES PKR VND ISK BGN"
)
WORDS = {
    "us dollar": "USD", "u.s. dollar": "USD", "dollar": "USD", "canadian dollar": "CAD", "dólares": "USD",
    "australian dollar": "AUD", "euro": "EUR", "pounds sterling": "GBP", "sterling": "GBP",
    "swiss franc": "CHF",
    "franken": "CHF", "yen": "JPY", "rupee": "INR", "yuan": "CNY", "renminbi": "CNY",
}  # fmt: skip

_signs = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
_codes = CODES.replace(" ", "|")
_words = "|".join(re.escape(word) for word in sorted(WORDS, key=len, reverse=True))
CURRENCY_BEFORE = re.compile(rf"(?:(?<![A-Za-z])(?:{_codes})|{_signs})[ \u00a0\u202f]?$")
CURRENCY_AFTER = re.compile(
    rf"[ \u00a0\u202f\n]?(?:(?:{_signs})(?!\s?\d)|(?:{_codes})\b(?!\s?\d)|(?:de |d'|-)?(?i:(?:{_words})s?)\b)"
)


def currency_of(printed: str) -> str:
    """Return the ISO 4217 code of a sign, a code or a word; a bare `$` is taken for the US dollar."""
    name = printed.strip(" \u00a0\u202f\n-")
    if name in SIGNS:
        return SIGNS[name]
    if name in CODES.split():
        return name
    word = " ".join(re.sub(r"^(?:de |d')", "", name).lower().split())
    return WORDS.get(word) or WORDS[word.removesuffix("s")]
