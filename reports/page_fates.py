"""What became of the pages, in sentences: without text, not sent, cut off, cited by nobody."""

from collections.abc import Sequence

from docpanel.agents.analysis import Analysis
from docpanel.reports.citations import page_ranges

__all__ = ["coverage_sentences", "fully_cited", "pages_cited_by_nobody"]


def coverage_sentences(analysis: Analysis) -> list[str]:
    """Return a sentence for each fate that a reader should know; nothing where every page was used."""
    pages = analysis.coverage
    blank = [page.page for page in pages if not page.has_text]
    unsent = [page.page for page in pages if page.has_text and not page.sent]
    cut_off = [page.page for page in pages if page.cut_off]
    uncited = pages_cited_by_nobody(analysis)
    sentences = (
        (blank, f"Without text, so that nobody read {_it(blank)}: {_pages(blank)}."),
        (unsent, f"Not sent: {_pages(unsent)}."),
        (cut_off, f"Probably cut off by the model's server: {_pages(cut_off)}."),
        (uncited, f"No specialist cited {_pages(uncited)}."),
    )
    return [sentence for found, sentence in sentences if found]


def fully_cited(analysis: Analysis) -> bool:
    """Say whether every page had text, was sent whole and was cited; not so where nothing is known of any."""
    pages = analysis.coverage
    return bool(pages) and all(
        page.sent and page.has_text and not page.cut_off and page.cited_by for page in pages
    )


def pages_cited_by_nobody(analysis: Analysis) -> list[int]:
    """Return the pages that were read without leaving a trace; none where there is but one page."""
    if len(analysis.coverage) < 2 or not analysis.findings():  # noqa: PLR2004  # a page and another one
        return []
    read = [page for page in analysis.coverage if page.has_text and page.sent and not page.cut_off]
    return [page.page for page in read if not page.cited_by]


def _pages(pages: Sequence[int]) -> str:
    """Return `page 8`, or `pages 9-12` with a dash."""
    return f"page{'' if len(pages) == 1 else 's'} {page_ranges(pages)}"


def _it(pages: Sequence[int]) -> str:
    return "it" if len(pages) == 1 else "them"
