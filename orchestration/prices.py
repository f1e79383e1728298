"""What tokens cost and how many fit, from the snapshot of prices that a package carries.

The snapshot (genai-prices) is never updated over the network; a name that it does not know has no
price, which is something else than a price of zero.
"""

import importlib.metadata
from typing import TYPE_CHECKING

from docpanel.agents.completion import Usage
from docpanel.cache.keys import key
from docpanel.orchestration.model_names import WITHOUT_MODEL, family_name
from docpanel.orchestration.tokens import CountStore

if TYPE_CHECKING:
    from genai_prices.types import ModelInfo

__all__ = ["Prices"]

_OPENAI_URL = "https://api.openai.com/v1"


class Prices:
    """Prices and context windows by model name; the snapshot is loaded (0.4 s) when first asked.

    `store` remembers context windows: every run needs one, and a cached run should load nothing.
    """

    def __init__(self, store: CountStore | None = None) -> None:
        """Remember the store; nothing is loaded yet."""
        self._store = store

    def price_of(self, model: str, usage: Usage, base_url: str | None = None) -> float | None:
        """Return what `usage` costs in US dollars, or None where that is not known.

        Who serves the model sets the price, so it is looked up with the provider to whom `base_url`
        belongs (None: OpenAI). For any other address, a server of one's own or a gateway, nothing is
        known, whatever the model is called.
        """
        if model in WITHOUT_MODEL:
            return None
        address = base_url or _OPENAI_URL
        for name in dict.fromkeys((model.strip().lower(), model.strip().lower().removeprefix("openai/"))):
            price = _calculate(name, address, usage)
            if price is not None:
                return price
        return None

    def context_window(self, model: str) -> int | None:
        """Return how many tokens fit into `model`, or None where that is not known.

        That does not depend on who serves it, as far as anybody says.
        """
        if model in WITHOUT_MODEL:
            return None
        if self._store is None:
            return _context_window(model)
        version = importlib.metadata.version("genai-prices")
        name = key("window", {"model": model, "snapshot": version})
        stored = self._store.get(name)
        if stored is None or not (stored.isascii() and stored.isdigit()):
            stored = str(_context_window(model) or 0)
            self._store.set(name, stored)
        return int(stored) or None


def _context_window(model: str) -> int | None:
    for name in dict.fromkeys((model.strip().lower(), family_name(model))):
        found = _find(name, None)
        if found is not None and found.context_window:
            return found.context_window
    return None


def _find(name: str, base_url: str | None) -> "ModelInfo | None":
    """Return the model that the provider at `base_url` (None: whoever is known for it) calls `name`."""
    from genai_prices import data_snapshot  # noqa: PLC0415  # 0.4 s, only where a price is asked

    try:
        _, found = data_snapshot.get_snapshot().find_provider_model(name, None, None, base_url)
    except LookupError:
        return None
    return found


def _calculate(name: str, base_url: str, usage: Usage) -> float | None:
    import genai_prices  # noqa: PLC0415  # 0.4 s, only where a price is asked

    found = _find(name, base_url)
    if found is None:
        return None
    tokens = genai_prices.Usage(
        input_tokens=usage.input_tokens,
        cache_read_tokens=min(usage.cached_input_tokens, usage.input_tokens),
        output_tokens=usage.output_tokens,
    )
    calculation = genai_prices.calc_price(tokens, name, provider_api_url=base_url)
    price = calculation.model_price
    # Models that bill by the request or the minute have no price for tokens: the sum would be zero.
    if price.input_mtok is None or price.output_mtok is None:
        return None
    return float(calculation.total_price)
