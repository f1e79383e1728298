"""The answer to a question of the user, or that the document does not say."""

from docpanel.agents.analysis import Answer
from docpanel.agents.questions import NOT_SAID
from docpanel.reports.escaping import plain

__all__ = ["answer_text"]


def answer_text(answer: Answer) -> str:
    """Return the answer; without findings its text is the program's own word on why there is none."""
    return plain(answer.text) or NOT_SAID
