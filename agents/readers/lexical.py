"""The generic reader, for a specialist that has no remit of its own: it looks for what the template names."""

from collections import Counter

from docpanel.agents.readers.lexicon import function_words
from docpanel.agents.readers.passage import Passage
from docpanel.agents.readers.passages import Passages
from docpanel.agents.readers.phrases import subject_of
from docpanel.agents.readers.rules import Draft, Reading, RuleReader
from docpanel.agents.readers.selection import Choice, claim_of, pick
from docpanel.agents.readers.tokens import fold

__all__ = ["READER", "LexicalReader"]

LIMIT = 6
STEM = 5
STUMP = 2


class LexicalReader(RuleReader):
    """Quotes the sentences that hold most words of a template's description, categories and expects."""

    def examine(self, text: Passages) -> Reading:
        """Return the passages that answer the template, and the expectations of which no word occurs."""
        topics = {name: _stems(name.replace("_", " ").replace("-", " ")) for name in self.template.categories}
        asked = Counter(_stems(self.template.description)) + Counter(
            stem for item in self.template.expects for stem in _stems(item)
        )
        for stems in topics.values():
            asked.update(stems)
        choices = []
        for passage in text.sound:
            held = set(_stemmed(passage))
            hits = sum(min(asked[stem], 2) for stem in held if stem in asked)
            if hits:
                choices.append(Choice(passage, hits + passage.weight, "named"))
        chosen = pick(choices, LIMIT)
        top = max((choice.score for choice in chosen), default=1.0)
        drafts = tuple(self._draft(choice, top, topics, text) for choice in chosen)
        occurring = {stem for passage in text.passages for stem in _stemmed(passage)}
        missing = tuple(
            item
            for item in self.template.expects
            if text.english and _stems(item) and not _stems(item) & occurring
        )
        return Reading(
            summary=_summary(self.template.title, len(choices), text), drafts=drafts, not_found=missing
        )

    def _draft(self, choice: Choice, top: float, topics: dict[str, frozenset[str]], text: Passages) -> Draft:
        held = set(_stemmed(choice.passage))
        category = max(topics, key=lambda name: len(topics[name] & held))
        return Draft(
            subject=subject_of(text, choice.passage),
            claim=claim_of(choice.passage),
            category=category,
            quotes=(choice.passage.span,),
            importance=0.3 + 0.4 * choice.score / top,
            confidence=0.4 + (0.15 if topics[category] & held else 0.0),
        )


def _stems(text: str) -> frozenset[str]:
    words = (word.strip(".,;:()").lower() for word in text.split())
    return frozenset(
        fold(word)[:STEM] for word in words if len(word) > STUMP and word not in function_words("en")
    )


def _stemmed(passage: Passage) -> list[str]:
    return [term[:STEM] for term in passage.terms]


def _summary(title: str, hits: int, text: Passages) -> str:
    total = len(text.passages)
    if not total:
        return f"{title}: the text holds no whole sentences, so nothing was searched."
    if not hits:
        return f"{title}: none of the {total} sentences holds a word of this specialist's remit."
    return (
        f"{title}: {hits} of {total} sentences hold words of this specialist's remit, and the closest are "
        "quoted. "
        "This is a search for words, not a judgement."
    )


READER = LexicalReader
