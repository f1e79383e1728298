"""The checksum of an analysis: it shows that a report was changed, not who made it.

digest = sha256 of the canonical JSON (sorted keys, no white space, ASCII) of every field but `digest`,
`run_id` and `timings`, so that equal analyses have equal digests
"""

import hashlib
import json

from docpanel.agents.analysis import Analysis

__all__ = ["digest_of", "is_sealed_as_written", "sealed"]

UNSEALED = {"digest", "run_id", "timings"}


def sealed(analysis: Analysis) -> Analysis:
    """Return the analysis with its digest; to be called last, on what the report will hold."""
    return analysis.model_copy(update={"digest": digest_of(analysis)})


def is_sealed_as_written(analysis: Analysis) -> bool:
    """Say whether the analysis is the one that was sealed; one without a digest is not."""
    return analysis.digest == digest_of(analysis)


def digest_of(analysis: Analysis) -> str:
    """Return the digest, in hexadecimal, that the analysis should have.

    It is taken of what a reader of the JSON report gets back: there an integer that a copy put into a
    field of fractions is a fraction again.
    """
    written = json.loads(json.dumps(analysis.model_dump(mode="json")))
    record = Analysis.model_validate(written).model_dump(mode="json", exclude=UNSEALED)
    canonical = json.dumps(record, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
