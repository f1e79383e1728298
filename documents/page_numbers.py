"""Page numbers in a sentence: `page 3`, `pages 3-5, 8`."""

from collections.abc import Sequence

__all__ = ["pages_named"]


def pages_named(numbers: Sequence[int]) -> str:
    """Return the pages as a person would list them; neighbours become a range."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1] = [ranges[-1][0], number]
        else:
            ranges.append([number])
    listed = ", ".join("-".join(str(number) for number in ends) for ends in ranges)
    return f"page{'s' if len(numbers) > 1 else ''} {listed}"
