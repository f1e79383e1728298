"""What a run would ask and cost, for `--estimate`."""

from docpanel.orchestration.plan import Plan
from docpanel.orchestration.settings import Settings

__all__ = ["describe_plan"]


def describe_plan(plan: Plan, settings: Settings) -> str:
    """Return a few lines: document, calls, tokens, price."""
    document = plan.document
    lines = [f"{document.name}: {len(document.pages)} pages, {document.words:,} words"]
    if not plan.calls:
        readers = len(plan.templates)
        return "\n".join([*lines, f"  {readers} rule readers, no language model: no calls, no cost"])
    parts = len(plan.chunks)
    whole = "the whole document" if parts == 1 else f"{parts} parts of it"
    calls = f"{len(plan.calls)} calls to {settings.model}"
    lines += [
        f"  {calls}: {len(plan.templates)} specialists with {whole}, and one synthesis",
        f"  {plan.input_tokens:,} tokens in ({plan.tokens_label}), at most {plan.max_output_tokens:,} out",
        f"  {_price(plan)}",
    ]
    return "\n".join([*lines, *(f"  note: {warning}" for warning in plan.warnings)])


def _price(plan: Plan) -> str:
    if plan.estimated_usd is None:
        return "price unknown"
    return (
        f"at most ${plan.estimated_usd:.4f}, with every answer at its full length and no discount for caching"
    )
