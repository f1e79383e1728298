"""The claim ledger: every sentence maps to findings, their quotations, and so to page and place.

A sentence that cites nothing, something unknown or only what is not verified, that states a figure or a
date which none of its findings has, or that says the opposite of what it cites, is withheld with the reason.
"""

import re
from collections.abc import Iterable, Mapping

from docpanel.agents.analysis import Sentence, Withheld
from docpanel.agents.findings import Finding
from docpanel.agents.grounding.binding import swapped
from docpanel.agents.grounding.figures import Ground, figures_beyond, worked_out
from docpanel.agents.grounding.matter import WORD, matter
from docpanel.agents.grounding.wording import foreign_words, unrelated
from docpanel.documents.critical import contradicts
from docpanel.documents.lookup.critical_words import DOWN, MODALS, NEGATIONS, UP, of_direction

__all__ = ["ClaimLedger"]

LONGEST_SENTENCE = 480
"""Characters; what is longer was cut at the schema's limit, or is no sentence, and a cut one may mean
the opposite of the whole."""

CITED = re.compile(r"\s*[\[(]\s*((?:[a-z][a-z0-9_-]*-\d+)(?:\s*[,;]\s*[a-z][a-z0-9_-]*-\d+)*)\s*[\])]")
PAGES = re.compile(
    r"\s*[(\[]?\b(?:pages?|pp?\.)\s?(?P<pages>\d+(?:(?:\s?[,–-]\s?|\s(?:and|to)\s)\d+)*)[)\]]?", re.IGNORECASE
)
SUBJECT = (
    r"(?:the|a|an|its|their|his|her|this|that)\s|[^\W\d_]+\s(?:is|was|are|were|has|have|had|will|did|does"
    r"|rose|fell|grew|increased|decreased|declined|dropped|improved|worsened)\b"
)
CLAUSES = re.compile(
    r"[;:]\s+|,?\s+(?:but|while|whereas|although|though|however|yet)\s+|,\s+(?:and\s+)?"
    rf"|\s+and\s+(?={SUBJECT})",
    re.IGNORECASE,
)
"""Where a clause ends; a bare `and` ends one only before the subject of the next."""

SHORTEST_CLAUSE = 2
COMPARABLE = 0.6
"""Share of the best finding's common words from which another may be meant by a clause. Read, not tuned."""

QUESTION_MARKS = "?\N{FULLWIDTH QUESTION MARK}\N{ARABIC QUESTION MARK}\N{GREEK QUESTION MARK}"
STATEMENT = re.compile(r"[.!。！]['\"”’)]*\s+\S|[。！]")
ABBREVIATED = re.compile(
    r"\b(?:[A-Za-z]|No|Nr|vs|Mr|Mrs|Dr|St|Inc|Ltd|Co|Corp|approx|e\.g|i\.e|etc|ca)\.(?=\s)"
)


class ClaimLedger:
    """The findings that sentences may stand on, by id."""

    def __init__(self, findings: Mapping[str, Finding]) -> None:
        """Keep the findings; each is read when a sentence first cites it."""
        self._findings = findings
        self._grounds: dict[str, tuple[str, ...]] = {}

    def ground(self, text: str, cited: Iterable[str], *, prescribes: bool = False) -> Sentence | Withheld:
        """Return the sentence with its verified findings, or what was withheld and why.

        Ids that stand in brackets in the text count as cited and are taken out of it. A sentence that
        `prescribes` says what to do: its direction and negation are not those of what it cites.
        """
        bare, named = _without_ids(text)
        ids = tuple(dict.fromkeys([*(name.strip("[]() ") for name in cited), *named]))
        reason = self._unfounded(bare, ids)
        verified = tuple(name for name in ids if not reason and self._findings[name].verified)
        reason = reason or self.objection(bare, verified, prescribes=prescribes) or self._doubtful(bare, ids)
        if reason:
            return Withheld(text=text, reason=reason, finding_ids=ids)
        return Sentence(text=bare, finding_ids=verified)

    def objection(self, text: str, cited: Iterable[str], *, prescribes: bool = False) -> str | None:
        """Say what a sentence states beyond or against verified findings, None where it does not."""
        findings = [self._findings[name] for name in cited]
        said = _without_pages(text, findings)
        texts = [part for item in findings for part in self._texts(item)]
        advised = [item.recommendation or "" for item in findings] if prescribes else []
        ground = Ground.of(texts)
        beyond = (*figures_beyond(said, ground, synthesis=True), *foreign_words(said, [*texts, *advised]))
        if beyond:
            return f"states what none of its findings has: {', '.join(beyond)}"
        if (
            not prescribes
            and not ground.shares_figure(said)
            and unrelated(said, texts, several=len(findings) > 1)
        ):
            return "speaks of something else than its findings"
        opposed = () if prescribes else self._opposed(said, findings, ground) or swapped(said, texts)
        return f"says otherwise than its findings: {', '.join(opposed)}" if opposed else None

    def question(self, text: str) -> str | Withheld:
        """Return the question, or what was withheld and why: a statement is none, nor is a foreign figure."""
        bare, named = _without_ids(text)
        reason = None
        if not bare.rstrip("\"'”’) ").endswith(tuple(QUESTION_MARKS)):
            reason = "is no question"
        elif STATEMENT.search(ABBREVIATED.sub("", bare)):
            reason = "makes a statement beside its question"
        elif len(bare) > LONGEST_SENTENCE:
            reason = _too_long()
        else:
            known = [item for item in self._findings.values() if item.verified]
            pages = _without_pages(bare, known)
            beyond = figures_beyond(pages, Ground.of(part for item in known for part in self._texts(item)))
            if beyond:
                reason = f"states what no verified finding has: {', '.join(beyond)}"
        return Withheld(text=text, reason=reason, finding_ids=named) if reason else bare

    def _unfounded(self, text: str, ids: tuple[str, ...]) -> str | None:
        if not any(character.isalnum() for character in text):
            return "says nothing"
        if not ids:
            return "cites no finding"
        unknown = [name for name in ids if name not in self._findings]
        if unknown:
            return f"cites unknown findings: {', '.join(unknown)}"
        if not any(self._findings[name].verified for name in ids):
            return f"cites only findings that are not verified: {'; '.join(map(self._doubt, ids))}"
        return _too_long() if len(text) > LONGEST_SENTENCE else None

    def _doubtful(self, text: str, ids: tuple[str, ...]) -> str | None:
        """Say which clause is taken from findings none of which is verified.

        A clause is taken from those that it shares most words with. A true finding beside it in the
        sentence does not make it true.
        """
        if all(self._findings[name].verified for name in ids):
            return None
        for clause in _clauses(text):
            words = matter(clause)
            shared = {
                name: len(words & matter(f"{self._findings[name].subject} {self._findings[name].claim}"))
                for name in ids
            }
            best = max(shared.values())
            nearest = tuple(name for name in ids if shared[name] == best)
            if best and not any(self._findings[name].verified for name in nearest):
                doubts = "; ".join(map(self._doubt, nearest))
                return f"rests in part on a finding that is not verified: {doubts}"
        return None

    def _doubt(self, name: str) -> str:
        finding = self._findings[name]
        altered = [word for item in finding.evidence if item.match == "altered" for word in item.differs]
        if finding.differs:
            return f"{name} is not what it quotes ({', '.join(finding.differs)})"
        if any(item.match == "altered" for item in finding.evidence):
            return f"the quotation of {name} was altered ({', '.join(altered) or 'other words'})"
        return f"the quotations of {name} were not found in the document"

    def _texts(self, finding: Finding) -> tuple[str, ...]:
        """Return what a finding states: subject, claim, attributes, and quotations that were found."""
        if finding.id not in self._grounds:
            quotes = (item.quote for item in finding.evidence if item.verified)
            self._grounds[finding.id] = (
                finding.subject, finding.claim, *finding.attributes.values(), *quotes
            )  # fmt: skip
        return self._grounds[finding.id]

    def _opposed(self, text: str, findings: list[Finding], ground: Ground) -> tuple[str, ...]:
        """Name what a clause says otherwise than every finding that it may speak of.

        A figure that is worked out differs from each that is stated, and is none the worse for it.
        """
        yielded = worked_out(text, ground)
        for clause in _clauses(text):
            words = matter(clause)
            shared = {item.id: len(words & matter(f"{item.subject} {item.claim}")) for item in findings}
            best = max(shared.values(), default=0)
            near = [item for item in findings if best and shared[item.id] >= COMPARABLE * best]
            found = [
                tuple(word for word in _against(clause, item) if word.split(" for ")[0] not in yielded)
                for item in near
            ]
            if found and all(found):
                return found[0]
        return ()


def _against(clause: str, finding: Finding) -> tuple[str, ...]:
    """Name what a clause says otherwise than a finding, unless one of its quotations says it as well."""
    against = contradicts(clause, finding.claim)
    if not against:
        return ()
    quotes = [item.quote for item in finding.evidence if item.verified]
    return () if any(_bears_out(quote, clause) for quote in quotes) else against


def _bears_out(quote: str, clause: str) -> bool:
    """Say whether a quotation, or a clause of it, has wording, figures, turn and direction of a clause.

    A quotation that is only silent bears out nothing.
    """
    if contradicts(clause, quote):
        return False
    return any(_says_same(part, clause) for part in (quote, *_clauses(quote)))


def _says_same(part: str, clause: str) -> bool:
    words = matter(clause)
    if 2 * len(words & matter(part)) < len(words) or figures_beyond(clause, [part]):
        return False
    ours, theirs = (list(map(str.casefold, WORD.findall(text))) for text in (clause, part))
    if sum(map(_denies, ours)) % 2 != sum(map(_denies, theirs)) % 2:
        return False
    ways = ({of_direction(word) for word in text if word in UP | DOWN} for text in (ours, theirs))
    duties = (MODALS & set(text) for text in (ours, theirs))
    return all(mine <= other for mine, other in (tuple(ways), tuple(duties)))


def _denies(word: str) -> bool:
    return word in NEGATIONS or word.endswith(("n't", "n’t"))


def _clauses(text: str) -> list[str]:
    """Return the clauses of a sentence; pieces too short to say something stay with the one before."""
    clauses: list[str] = []
    start = 0
    for joint in (*CLAUSES.finditer(text), None):
        end = joint.start() if joint else len(text)
        piece = text[start:end]
        if joint and len(piece.split()) < SHORTEST_CLAUSE:
            continue
        clauses.append(piece)
        start = joint.end() if joint else end
    if len(clauses) > 1 and len(clauses[-1].split()) < SHORTEST_CLAUSE:
        last = clauses.pop()
        clauses[-1] = f"{clauses[-1]} {last}"
    return clauses


def _without_ids(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text on one line without ids in brackets, and these ids."""
    named = [name for match in CITED.finditer(text) for name in re.split(r"\s*[,;]\s*", match[1])]
    return " ".join(CITED.sub("", text).split()), tuple(named)


def _without_pages(text: str, findings: Iterable[Finding]) -> str:
    """Take out references to pages on which the findings' quotations stand: they are no figures."""
    cited = {place.page for item in findings for place in item.evidence if place.verified}

    def drop(match: "re.Match[str]") -> str:
        named = {int(number) for number in re.findall(r"\d+", match["pages"])}
        return "" if named <= cited else match[0]

    return PAGES.sub(drop, text)


def _too_long() -> str:
    return f"is longer than {LONGEST_SENTENCE} characters: too long for one sentence"
