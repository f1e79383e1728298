"""One report of a specialist that read a long document in parts."""

from collections.abc import Sequence

from docpanel.agents.findings import Finding, Score, SpecialistReport

__all__ = ["merge_reports"]

WORST_FIRST = ("failed", "omitted", "fallback", "ok")


def merge_reports(reports: Sequence[SpecialistReport]) -> SpecialistReport:
    """Merge the reports of one specialist on the parts of one document, in the parts' order.

    Equal claims with the same category on the same quotation are one, the more important kept; scores
    are means; an item is not found where every part was read and none found it; the status is the worst
    of the parts, so that a specialist who missed one is never `ok`.
    """
    first = reports[0]
    if len(reports) == 1:
        return first
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in (item for report in reports for item in report.findings):
        places = ((item.start, item.end, item.quote) for item in finding.evidence)
        same = (finding.category, finding.claim.casefold(), *places)
        known = kept.setdefault(same, finding)
        if finding.importance > known.importance:
            kept[same] = finding
    ordered = sorted(kept.values(), key=lambda item: -item.importance)
    read = [report for report in reports if report.status in {"ok", "fallback"}]
    status = next(word for word in WORST_FIRST if any(report.status == word for report in reports))
    return first.model_copy(
        update={
            "status": status,
            "reader": "rules" if all(report.reader == "rules" for report in reports) else "model",
            "model": next((report.model for report in reports if report.model), None),
            "summary": "\n".join(report.summary for report in reports if report.summary),
            "scores": _mean_scores(read),
            "findings": tuple(
                finding.model_copy(update={"id": f"{first.name}-{number}"})
                for number, finding in enumerate(ordered, 1)
            ),
            "not_found": tuple(
                item for item in first.not_found if all(item in report.not_found for report in reports)
            ),
            "error": next((report.error for report in reports if report.error), None),
        }
    )


def _mean_scores(reports: Sequence[SpecialistReport]) -> dict[str, Score]:
    """Return the mean of each score, with the first reason that was given."""
    names = dict.fromkeys(name for report in reports for name in report.scores)
    merged = {}
    for name in names:
        given = [report.scores[name] for report in reports if name in report.scores]
        value = sum(score.value for score in given) / len(given)
        merged[name] = Score(value=round(value, 3), reason=given[0].reason)
    return merged
