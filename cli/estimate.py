"""What a run would ask and cost, for `--estimate`."""

from docpanel.documents.document import Document
from docpanel.orchestration.plan import Plan
from docpanel.orchestration.settings import Settings

__all__ = ["describe_plan", "pages_of"]


def describe_plan(plan: Plan, settings: Settings) -> str:
    """Return a few lines: document, calls, tokens, price."""
    document = plan.document
    lines = [f"{document.name}: {pages_of(document)}, {document.words:,} words"]
    if not plan.calls:
        readers = len(plan.templates) + len(plan.asides)
        return "\n".join([*lines, f"  {readers} rule readers, no language model: no calls, no cost"])
    parts = len(plan.chunks)
    whole = "the whole document" if parts == 1 else f"{parts} parts of it"
    calls = f"{len(plan.calls)} calls to {settings.model}"
    lines += [
        f"  {calls}: {_readers(plan)} with {whole}, and one synthesis",
        f"  {plan.input_tokens:,} tokens in ({plan.tokens_label}), at most {plan.max_output_tokens:,} out",
        f"  {_price(plan)}",
    ]
    return "\n".join([*lines, *(f"  note: {warning}" for warning in plan.warnings)])


def _readers(plan: Plan) -> str:
    """Return who reads the document: `8 specialists, one for 2 questions, one baseline`."""
    readers = [f"{len(plan.templates)} specialists"]
    if plan.questions is not None:
        asked = len(plan.questions.template.expects)
        readers.append(f"one for {'the question' if asked == 1 else f'{asked} questions'}")
    if plan.baseline is not None:
        readers.append("one baseline")
    return ", ".join(readers)


def pages_of(document: Document) -> str:
    """Return the number of pages in words."""
    count = len(document.pages)
    return f"{count:,} page{'' if count == 1 else 's'}"


def _price(plan: Plan) -> str:
    if plan.estimated_usd is None:
        return "price unknown"
    return f"${plan.estimated_usd:.4f} if every answer takes its full length; without repairs and retries"
