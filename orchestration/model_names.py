"""What a model's name says apart from who serves it and how it was tuned."""

__all__ = ["WITHOUT_MODEL", "family_name"]

WITHOUT_MODEL = frozenset({"mock", "offline"})
"""Names behind which no paid model stands."""


def family_name(model: str) -> str:
    """Return `gpt-4o-mini` for `openai/gpt-4o-mini`, `GPT-4o-mini` and `ft:gpt-4o-mini:acme::id`."""
    name = model.strip().lower().rpartition("/")[2]
    return name.removeprefix("ft:").partition(":")[0] if name.startswith("ft:") else name
