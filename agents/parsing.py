"""From the text of a model to a checked answer, with one repair turn."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from docpanel.agents.completion import Completion, CompletionRequest, Model
from docpanel.agents.deadline import Deadline
from docpanel.agents.errors import AnswerError
from docpanel.agents.requests import repair

__all__ = ["ask", "parse_answer"]

A = TypeVar("A", bound=BaseModel)
MOST_PROBLEMS = 5


def ask(
    model: Model,
    request: CompletionRequest,
    answer: type[A],
    *,
    deadline: Deadline,
    check: Callable[[A], str | None] = lambda _: None,
) -> A:
    """Ask, validate, and let the model repair its answer once.

    `check` names what is wrong with a valid answer, or None. After the repair turn the answer is taken
    if it is valid, whatever `check` says of it then.

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
    except AnswerError:
        if first is not None:
            return first
        model.forget(request)
        model.forget(second)
        raise


def parse_answer(completion: Completion, answer: type[A], schema: Mapping[str, Any]) -> A:
    """Read a completion as `answer`: byte-order marks and code fences are forgiven, nothing else.

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
            f"{'.'.join(map(str, item['loc'])) or 'answer'}: {item['msg']}"
            for item in error.errors(include_url=False)[:MOST_PROBLEMS]
        ]
        raise AnswerError("the answer does not match the schema: " + "; ".join(problems)) from error


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
        return value[: schema.get("maxLength")]
    if isinstance(value, list) and "items" in schema:
        return [_trimmed(item, schema["items"]) for item in value[: schema.get("maxItems")]]
    if isinstance(value, dict) and "properties" in schema:
        known = schema["properties"]
        return {name: _trimmed(item, known.get(name, {})) for name, item in value.items()}
    return value
