"""What such a document should say, and which of it nobody found."""

from docpanel.orchestration.reconciliation.hearing import Hearing

__all__ = ["expected", "not_found"]


def expected(hearing: Hearing) -> tuple[str, ...]:
    """Return what the templates of those who read expect, each item once, in the order of the panel."""
    items: dict[str, str] = {}
    for name in hearing.readers:
        template = hearing.templates.get(name)
        for item in template.expects if template else ():
            items.setdefault(item.casefold(), item)
    return tuple(items.values())


def not_found(hearing: Hearing) -> tuple[str, ...]:
    """Return what was expected and not found, in the order of the panel.

    One specialist that expects an item, has read everything and does not miss it has found it: then it is
    not listed, whoever else missed it. Whether a finding answers an item in other words is not guessed.
    """
    read = [report for report in hearing.reports if report.name in hearing.readers]
    missed: dict[str, str] = {}
    for report in read:
        for item in report.not_found:
            missed.setdefault(item.casefold(), item)
    for report in read:
        template = hearing.templates.get(report.name)
        own = {item.casefold() for item in report.not_found}
        for item in template.expects if template else ():
            if item.casefold() not in own:
                missed.pop(item.casefold(), None)
    return tuple(missed.values())
