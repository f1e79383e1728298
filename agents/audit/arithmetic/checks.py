"""The arithmetic audit: every sum, share, change and conversion of a document that can be done again."""

from collections.abc import Iterator

from docpanel.agents.audit.arithmetic.changes import changes
from docpanel.agents.audit.arithmetic.column_relations import column_relations
from docpanel.agents.audit.arithmetic.computation import Computation
from docpanel.agents.audit.arithmetic.conversions import conversions
from docpanel.agents.audit.arithmetic.differences import differences
from docpanel.agents.audit.arithmetic.durations import durations
from docpanel.agents.audit.arithmetic.equations import equations
from docpanel.agents.audit.arithmetic.grids import Grid, grids
from docpanel.agents.audit.arithmetic.multiples import multiples
from docpanel.agents.audit.arithmetic.payments import payments
from docpanel.agents.audit.arithmetic.rates import rates
from docpanel.agents.audit.arithmetic.row_relations import row_relations
from docpanel.agents.audit.arithmetic.row_sums import row_sums
from docpanel.agents.audit.arithmetic.shares import remainders, shares
from docpanel.agents.audit.arithmetic.spelled import spelled
from docpanel.agents.audit.arithmetic.statements import Statement, continued, pages, statements
from docpanel.agents.audit.arithmetic.sums import averages, sums, wholes
from docpanel.agents.audit.arithmetic.table_sums import column_sums
from docpanel.agents.audit.arithmetic.table_words import ROUNDING_NOTE
from docpanel.documents.document import Document, Span
from docpanel.documents.figures.numerals import decimal_mark

__all__ = ["check_arithmetic"]


def check_arithmetic(document: Document) -> tuple[Computation, ...]:
    """Return what was computed again, in the order of the text; one entry for a printed figure."""
    found: dict[tuple[int, int], Computation] = {}
    for computation in _computations(document):
        place = (computation.place.start, computation.place.end)
        # A figure that one computation confirms is not refuted by another.
        if place not in found or (computation.agrees and not found[place].agrees):
            found[place] = computation
    wrong = {item.place for item in found.values() if not item.agrees}
    return tuple(found[place] for place in sorted(found) if not _follows(found[place], wrong))


def _follows(computation: Computation, wrong: set[Span]) -> bool:
    """Say whether a mismatch has its cause in a part that is refuted itself."""
    return not computation.agrees and any(part in wrong for part in computation.parts)


def _computations(document: Document) -> Iterator[Computation]:
    rounded = ROUNDING_NOTE.search(document.text) is not None
    mark = decimal_mark(document.text)
    for grid in grids(document, mark):
        yield from _of_table(grid, rounded=rounded)
    for statement in statements(document, mark):
        yield from _of_sentence(statement)
    for statement in continued(document, mark):
        yield from changes(statement)
    for statement in pages(document, mark):
        yield from equations(statement)


def _of_sentence(statement: Statement) -> Iterator[Computation]:
    for check in (equations, payments, differences, changes, shares, remainders, sums, averages, wholes):
        yield from check(statement)
    yield from conversions(statement)
    yield from durations(statement)
    for check in (rates, multiples, spelled):
        yield from check(statement)


def _of_table(grid: Grid, *, rounded: bool) -> Iterator[Computation]:
    yield from row_sums(grid, rounded=rounded)
    yield from column_relations(grid, rounded=rounded)
    yield from column_sums(grid, rounded=rounded)
    yield from row_relations(grid, rounded=rounded)
