"""Where a document says two things of one entity, metric, period and unit.

What is stated is filed under what it is about and its unit, so that the work is linear in the document.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docpanel.agents.analysis import Conflict
from docpanel.agents.audit.contradictions.conflicts import Group, conflict_of
from docpanel.agents.audit.contradictions.extraction import TELLS_CHANGE, Extracted, extract
from docpanel.agents.audit.contradictions.names import same_person
from docpanel.agents.audit.contradictions.neutral_words import VAGUE
from docpanel.agents.audit.contradictions.scopes import is_parted
from docpanel.agents.audit.contradictions.stated_values import Measured, Stated
from docpanel.documents.document import Document

__all__ = ["Contradictions", "find_contradictions"]

MOST_VALUES = 3
"""More values of one thing are a list that was misread, no contradiction; three are for a model to judge."""

MOST_PARALLEL = 2
"""Two sections that differ in more than two things describe two things, such as divisions or years."""

MOST_CANDIDATES = 20
"""Each one is a question to a model."""


@dataclass(frozen=True, slots=True)
class Contradictions:
    """What was found, the gravest first; `compared` counts the values that were read.

    `conflicts` hold by rules alone. `candidates` lack an element, or are told as the word of others, so that
    only a model could tell.
    """

    conflicts: tuple[Conflict, ...]
    candidates: tuple[Conflict, ...]
    compared: int


@dataclass(frozen=True, slots=True)
class _Found:
    groups: list[Group]
    period: str | None
    certain: bool

    @property
    def sections(self) -> frozenset[int]:
        return frozenset(group.stated[0].section for group in self.groups)


def find_contradictions(document: Document) -> Contradictions:
    """Return where `document` gives one thing two values; of an empty document, nothing."""
    extracted = extract(document)
    filed: dict[tuple[frozenset[str], str], list[Stated]] = defaultdict(list)
    for item in extracted.stated:
        if item.about and item.doubt != TELLS_CHANGE:
            filed[item.about, item.measured.unit].append(item)
    found = [one for same in filed.values() if len(same) > 1 for one in _told_once(_compare(same, extracted))]
    parallel = Counter(one.sections for one in found if one.certain)
    certain: list[Conflict] = []
    doubtful: list[Conflict] = []
    for one in found:
        alone = len(one.sections) == 1 or parallel[one.sections] <= MOST_PARALLEL
        conflict = conflict_of(document, one.groups, one.period)
        (certain if one.certain and alone else doubtful).append(conflict)
    return Contradictions(
        tuple(sorted(certain, key=_order)),
        tuple(sorted(doubtful, key=_order)[:MOST_CANDIDATES]),
        len(extracted.stated),
    )


def _order(conflict: Conflict) -> tuple[float, int]:
    return -conflict.severity, conflict.positions[0].evidence[0].start or 0


def _compare(about_one: list[Stated], extracted: Extracted) -> Iterator[_Found]:
    """Yield the conflicts in what is stated about one thing."""
    periods: dict[str | None, list[Stated]] = defaultdict(list)
    for item in _unlisted(about_one):
        periods[item.period].append(item)
    for period, same in periods.items():
        sure = [item for item in same if not item.doubt]
        for some in (sure, same):
            groups = _distinct(some)
            if 1 < len(groups) <= MOST_VALUES and not _explained(groups, period, extracted):
                certain = some is sure and len(groups) < MOST_VALUES and _is_certain(some)
                certain = certain and not _in_two_scopes(*groups)
                yield _Found(groups, period, certain)
                break
    if None in periods and len(periods) > 1:
        yield from _without_period(periods, extracted)


def _told_once(found: Iterable[_Found]) -> Iterator[_Found]:
    """Leave out what the same two places oppose a second time, as a change from one year to the next does."""
    seen: set[frozenset[int]] = set()
    for one in found:
        places = frozenset(item.place.start for group in one.groups for item in group.stated)
        if places not in seen:
            yield one
        seen.add(places)


def _without_period(periods: dict[str | None, list[Stated]], extracted: Extracted) -> Iterator[_Found]:
    """Yield a value that is given without a period, where it is that of none of the periods given."""
    undated = _distinct(periods[None])
    if len(undated) != 1 or undated[0].stated[0].measured.names_day:
        return
    dated = _distinct(item for period, items in periods.items() if period for item in items)
    agrees = any(_agree(undated[0].stated[0].measured, group.stated[0].measured) for group in dated)
    if not agrees and len(dated) == 1 and not _explained([*undated, *dated], None, extracted):
        yield _Found([*undated, *dated], None, certain=False)


def _unlisted(stated: list[Stated]) -> list[Stated]:
    """Leave out places that give one thing several values: which of them is meant cannot be told."""
    values: dict[tuple[int, str | None], list[Stated]] = defaultdict(list)
    for item in stated:
        values[item.place.start, item.period].append(item)
    return [items[0] for items in values.values() if len(_distinct(items)) == 1]


def _distinct(stated: Iterable[Stated]) -> list[Group]:
    """Group what agrees within what its writing shows."""
    groups: list[Group] = []
    for item in stated:
        home = next((group for group in groups if _fits(item, group)), None)
        if home:
            home.stated.append(item)
        elif len(groups) <= MOST_VALUES:
            groups.append(Group([item]))
    return groups


def _fits(item: Stated, group: Group) -> bool:
    return _agree(item.measured, group.stated[0].measured)


def _agree(left: Measured, right: Measured) -> bool:
    if isinstance(left.value, str) or isinstance(right.value, str):
        if left.unit == "person":
            return same_person(str(left.value), str(right.value))
        return left.value == right.value
    return abs(left.value - right.value) <= max(left.step, right.step) / 2


def _explained(groups: list[Group], period: str | None, extracted: Extracted) -> bool:
    """Say whether the document itself tells that one of the values was changed."""
    about = groups[0].stated[0].about
    values = [item.measured for group in groups for item in group.stated]
    return any(
        about <= told.words
        and (period is None or not told.periods or period in told.periods)
        and any(one.unit == other.unit and _agree(one, other) for one in told.values for other in values)
        for told in extracted.restating
    )


def _in_two_scopes(one: Group, other: Group) -> bool:
    return is_parted([item.scope for item in one.stated], [item.scope for item in other.stated])


def _is_certain(stated: list[Stated]) -> bool:
    """Say whether the words tell enough, all speak of one time, and no two rows are compared."""
    about = stated[0].about
    if (len(about) == 1 and about <= VAGUE) or len({item.past for item in stated}) > 1:
        return False
    tabled = [item for item in stated if item.table is not None]
    if len({item.title for item in tabled}) > 1:
        return False
    return len(tabled) < len(stated) or len({item.table for item in tabled}) > 1
