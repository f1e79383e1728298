"""From the text of a model to a checked answer, with one repair turn."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from docpanel.agents.completion import Completion, CompletionRequest, Model
from docpanel.agents.deadline import Deadline
from docpanel.agents.errors import AgentError, AnswerError, PermanentError
from docpanel.agents.requests import repair

__all__ = ["ask", "parse_answer"]

A = TypeVar("A", bound=BaseModel)
MOST_PROBLEMS = 5
MOST_CHARACTERS = 120


def ask(
    model: Model,
    request: CompletionRequest,
    answer: type[A],
    *,
    deadline: Deadline,
    check: Callable[[A], str | None] = lambda _: None,
) -> A:
    """Ask, validate, and let the model repair its answer once.

    `check` names what is wrong with a valid answer, or None. After the repair turn a valid answer is
    taken, whatever `check` says of it then; where the repair fails, the first one is, if it was valid.

    Raises:
        AnswerError: neither answer could be read; both are forgotten, so the next run asks again.
        ProviderError: the model did not answer.
    """
    completion = model.complete(request, deadline=deadline)
    first: A | None = None
    try:
        first = parse_answer(completion, answer, request.schema)
        problem = check(first)
    except AnswerError as error:
        problem = str(error)
    if problem is None and first is not None:
        return first
    second = repair(request, completion, problem or "")
    try:
        return parse_answer(model.complete(second, deadline=deadline), answer, request.schema)
    except PermanentError:
        raise
    except AgentError as error:
        if first is not None:
            return first
        if isinstance(error, AnswerError):
            model.forget(request)
            model.forget(second)
        raise


def parse_answer(completion: Completion, answer: type[A], schema: Mapping[str, Any]) -> A:
    """Read a completion as `answer`; what stands around its JSON object (fences, prose) is forgiven.

    Raises:
        AnswerError: says what is wrong in words that the model can act on.
    """
    try:
        data = json.loads(_object_in(completion.text), object_pairs_hook=_unique, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        if completion.finish_reason == "length":
            problem = (
                "the answer was cut off before its end; answer again with fewer findings and shorter claims"
            )
            raise AnswerError(problem) from error
        raise AnswerError(f"the answer is no valid JSON object ({error})") from error
    try:
        return answer.model_validate(_trimmed(data, schema))
    except ValidationError as error:
        problems = [
            f"{'.'.join(map(str, item['loc'])) or 'answer'}"[:MOST_CHARACTERS]
            + f": {item['msg']}"[:MOST_CHARACTERS]
            for item in error.errors(include_url=False)[:MOST_PROBLEMS]
        ]
        raise AnswerError("the answer does not match the schema: " + "; ".join(problems)) from error


def _cut(text: str, limit: int) -> str:
    """Cut a text that is too long behind a whole word: half a word stands in no document."""
    cut = text[:limit]
    if not text[limit : limit + 1].isalnum():
        return cut
    return cut.rsplit(None, 1)[0] or cut


def _object_in(text: str) -> str:
    """Return the part between the first and the last brace: what stands around it is a fence or prose."""
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that says one thing twice."""
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return result


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no JSON number")


def _trimmed(value: Any, schema: Mapping[str, Any]) -> Any:
    """Cut what is only too long: a fourth quotation or a long summary is no reason to ask again."""
    if isinstance(value, str) and "anyOf" in schema:
        schema = next((option for option in schema["anyOf"] if option.get("type") == "string"), schema)
    if isinstance(value, str):
        return _cut(value, schema.get("maxLength", len(value)))
    if isinstance(value, list) and "items" in schema:
        return [_trimmed(item, schema["items"]) for item in value[: schema.get("maxItems")]]
    if isinstance(value, dict) and "properties" in schema:
        known = schema["properties"]
        return {name: _trimmed(item, known.get(name, {})) for name, item in value.items()}
    return value
