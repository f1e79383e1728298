"""What every format says in the same words: status, who read, money, calls, how a quotation was found."""

from collections.abc import Sequence

from docpanel.agents.analysis import Analysis
from docpanel.agents.findings import Evidence, Finding, Match, SpecialistReport
from docpanel.agents.questions import QUESTIONS
from docpanel.reports.citations import Citations
from docpanel.reports.escaping import plain

__all__ = [
    "MATCHES",
    "OUTCOMES",
    "calls",
    "claim_differs",
    "cost",
    "dollars",
    "how_found",
    "is_mock",
    "name_all",
    "panel",
    "percent",
    "plural",
    "quotations",
    "status_line",
    "tokens",
    "troubles",
    "who_read",
]

MATCHES: dict[Match, str] = {
    "exact": "verbatim",
    "normalized": "verbatim but for spacing, hyphens or marks",
    "fuzzy": "found with small differences",
    "altered": "ALTERED: the document says otherwise",
    "missing": "NOT FOUND in the document",
}
"""How a quotation was found, for a person."""

CENTS_FROM = 0.1
"""Smaller amounts of dollars are shown to the hundredth of a cent."""

STATUSES = {"partial": "PARTIAL", "failed": "FAILED", "budget": "STOPPED BY THE COST CAP"}
OUTCOMES = {"ok": "left gaps", "fallback": "read by rules", "failed": "failed", "omitted": "left out"}
"""What befell a specialist, after its name."""

NAMES_SHOWN = 3
"""So many specialists are named in one breath; the others are counted."""

SHORT_ERROR = 40
"""An error of at most so many characters fits into the status line."""


def status_line(analysis: Analysis) -> str:
    """Return `COMPLETE`, or what is missing: `PARTIAL 7/8: sentiment timed out`."""
    if analysis.status == "complete":
        return "COMPLETE"
    reports = panel(analysis)
    done = sum(report.status == "ok" for report in reports)
    head = f"{STATUSES[analysis.status]} {done}/{len(reports)}"
    reasons = _reasons(analysis) or (["synthesis by rules"] if _stood_in(analysis) else [])
    return f"{head}: {'; '.join(reasons)}" if reasons else head


def panel(analysis: Analysis) -> tuple[SpecialistReport, ...]:
    """Return the reports of the specialists; whoever answered the user's questions is none of them."""
    return tuple(report for report in analysis.specialists if report.name != QUESTIONS)


def who_read(analysis: Analysis) -> str:
    """Return who spoke: the model, the rule readers, or the mock, which nobody may take for an analysis."""
    if is_mock(analysis):
        return "mock (not an analysis)"
    spoke = [report for report in analysis.specialists if report.status in {"ok", "fallback"}]
    by_rules = [report.name for report in spoke if report.reader == "rules"]
    model = plain(analysis.model)
    if not spoke:
        return f"nobody ({model} was asked)"
    if len(by_rules) == len(spoke):
        offline = all(report.status == "ok" for report in spoke)
        return "rule readers (no language model)" + ("" if offline else f" in place of {model}")
    others = {
        f"{plain(report.model or '')} for {report.name}" for report in spoke if _other_model(report, analysis)
    }
    rules = [f"rule reader{'s' if len(by_rules) > 1 else ''} for {name_all(by_rules)}"] if by_rules else []
    return "; ".join(
        [model, *sorted(others), *rules, *(["synthesis by rules"] if _stood_in(analysis) else [])]
    )


def is_mock(analysis: Analysis) -> bool:
    """Say whether any answer was made up by the mock provider."""
    models = (analysis.model, *(report.model or "" for report in analysis.specialists))
    return any(model.partition(":")[0] == "mock" for model in models)


def troubles(analysis: Analysis) -> list[str]:
    """Return what went wrong and what was done about it, once for those it befell alike."""
    alike: dict[tuple[str, str], list[str]] = {}
    for report in analysis.specialists:
        if report.status != "ok" or report.error:
            alike.setdefault((report.status, plain(report.error or "")), []).append(report.name)
    return [
        f"{name_all(names)} {OUTCOMES[status]}" + (f": {reason}" if reason else "")
        for (status, reason), names in alike.items()
    ]


def name_all(names: Sequence[str]) -> str:
    """Return specialists by name, the fourth and further ones as a number."""
    more = len(names) - NAMES_SHOWN
    return ", ".join(map(plain, names[:NAMES_SHOWN])) + (f" +{more}" if more > 0 else "")


def percent(value: float) -> str:
    """Return a number from 0 to 1 as `86%`."""
    return f"{value:.0%}"


def plural(count: int, word: str) -> str:
    """Return `1 page`, `1,200 pages`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def cost(analysis: Analysis) -> str:
    """Return the money against the estimate and the cap; an unknown price is said, never shown as 0."""
    spent = analysis.cost
    if not analysis.usage.calls and not spent.usd:
        return "nothing was spent"
    parts = ["price unknown" if spent.usd is None else f"cost {dollars(spent.usd)}"]
    parts += [] if spent.estimated_usd is None else [f"{dollars(spent.estimated_usd)} estimated"]
    parts += [] if spent.cap_usd is None else [f"cap {dollars(spent.cap_usd)}"]
    return ", ".join(parts)


def dollars(amount: float | None) -> str:
    """Return `$0.0256`, `$12.50`, or that the price is unknown."""
    if amount is None:
        return "price unknown"
    return f"${amount:,.4f}" if 0 < amount < CENTS_FROM else f"${amount:,.2f}"


def calls(analysis: Analysis) -> str:
    """Return how many calls were sent, answered from our cache, and repeated."""
    usage = analysis.usage
    if not usage.calls and not usage.cached_calls:
        return "no model was called"
    return ", ".join(
        [plural(usage.calls, "call")]
        + [f"{count} {what}" for count, what in ((usage.cached_calls, "cached"), (usage.retries, "retried"))]
    )


def tokens(analysis: Analysis) -> str:
    """Return the billed tokens, with the share of the input that the provider had in its cache."""
    usage = analysis.usage
    if not usage.input_tokens and not usage.output_tokens:
        return ""
    share = usage.cached_input_tokens / usage.input_tokens if usage.input_tokens else 0.0
    return f"{usage.input_tokens:,} tokens in ({percent(share)} prefix-cached), {usage.output_tokens:,} out"


def quotations(citations: Citations) -> str:
    """Return how many quotations were found in the document."""
    found, total = citations.verified_quotations
    return f"quotations verified {found}/{total}" if total else "no quotations"


def how_found(evidence: Evidence) -> str:
    """Return how a quotation was found, and what an altered one says otherwise."""
    differs = f" ({'; '.join(map(plain, evidence.differs))})" if evidence.differs else ""
    return MATCHES[evidence.match] + differs


def claim_differs(finding: Finding) -> str:
    """Return what a claim says otherwise than its own quotation, or nothing."""
    what = "; ".join(map(plain, finding.differs))
    return f"the claim says otherwise than its quotation ({what})" if what else ""


def _reasons(analysis: Analysis) -> list[str]:
    troubled = [report for report in analysis.specialists if report.status != "ok"]
    if len(troubled) == 1 and (error := plain(troubled[0].error or "")) and len(error) <= SHORT_ERROR:
        return [f"{troubled[0].name} {error}"]
    befell = {status: [report.name for report in troubled if report.status == status] for status in OUTCOMES}
    total = len(analysis.specialists)
    return [
        f"{'all' if len(names) == total else name_all(names)} {OUTCOMES[status]}"
        for status, names in befell.items()
        if names
    ]


def _stood_in(analysis: Analysis) -> bool:
    """Say whether rules wrote the synthesis of what models read."""
    return analysis.synthesis.author == "rules" and any(
        report.reader == "model" and report.status == "ok" for report in analysis.specialists
    )


def _other_model(report: SpecialistReport, analysis: Analysis) -> bool:
    """Say whether another model answered; providers add a date to the name that was asked for."""
    return bool(report.model) and not str(report.model).startswith(analysis.model)
