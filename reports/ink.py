"""Colour on a terminal: the few styles that the report uses, or none of them."""

from dataclasses import dataclass

__all__ = ["Ink"]


@dataclass(frozen=True, slots=True)
class Ink:
    """Wraps text in ANSI codes where `color` is on; apply it last, since codes have no width."""

    color: bool = False

    def strong(self, text: str) -> str:
        """Mark what one should read first."""
        return self._wrap("1", text)

    def quiet(self, text: str) -> str:
        """Mark what one may pass over."""
        return self._wrap("2", text)

    def heading(self, text: str) -> str:
        """Mark the name of a section."""
        return self._wrap("1;36", text)

    def good(self, text: str) -> str:
        """Mark what went well."""
        return self._wrap("32", text)

    def warning(self, text: str) -> str:
        """Mark what must not be overlooked."""
        return self._wrap("1;33", text)

    def bad(self, text: str) -> str:
        """Mark what failed."""
        return self._wrap("1;31", text)

    def _wrap(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text
