"""How much one document may cost before it is refused."""

from dataclasses import dataclass, fields

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one document; beyond any of them it is refused with one clear line.

    The defaults read a 2,000-page report and keep a document under 1 GB and 30 s in total. Memory and
    CPU time are enforced by the operating system on the child process that parses. Windows has neither
    limit and macOS ignores the one on memory: there the time on the clock, and the bounds on bytes,
    pages and characters, stand alone.
    """

    max_bytes: int = 100_000_000
    max_pages: int = 5_000
    max_characters: int = 5_000_000
    max_unpacked_bytes: int = 400_000_000
    parse_seconds: float = 20.0
    memory_bytes: int = 768 * 1024 * 1024

    def __post_init__(self) -> None:
        """Refuse bounds that nothing could satisfy."""
        for bound in fields(self):
            value = getattr(self, bound.name)
            if value <= 0:
                raise ValueError(f"{bound.name} must be greater than zero, not {value!r}")
