"""What calls cost with the model of a run."""

from dataclasses import dataclass

from docpanel.orchestration.ledger import Asked
from docpanel.orchestration.prices import Prices
from docpanel.orchestration.settings import Settings

__all__ = ["Spending"]


@dataclass(frozen=True, slots=True)
class Spending:
    """Prices the calls of one run."""

    settings: Settings
    prices: Prices

    def price_of(self, asked: Asked) -> float | None:
        """Return the US dollars that were paid for calls, None where that is unknown."""
        if self.settings.model in {"offline", "mock"} or not asked.calls:
            return 0.0
        if not asked.usage.input_tokens:
            return None  # a server that does not report usage may still bill it
        return self.prices.price_of(self.settings.model, asked.usage, self.settings.base_url)
