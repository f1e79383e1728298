"""Logging with run, document and specialist on every line; never document text, never a key."""

import json
import logging
import sys
from typing import Literal

from docpanel.orchestration.context import current_run, current_step

__all__ = ["set_up_logging"]


class RunFilter(logging.Filter):
    """Adds what the present thread or task works on to each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass."""
        run = current_run.get(None)
        record.run = run.run_id if run else "-"
        record.document = run.document if run else "-"
        record.specialist = current_step.get() or "-"
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        fields = {
            "time": self.formatTime(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "run": record.__dict__["run"],
            "document": record.__dict__["document"],
            "specialist": record.__dict__["specialist"],
            "message": record.getMessage(),
        }
        if record.exc_info:
            fields["error"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False)


def set_up_logging(level: int, style: Literal["human", "json"]) -> None:
    """Send docpanel's own records of at least `level` to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(RunFilter())
    # Without --verbose only what nobody may miss is shown, and it is addressed to a person.
    brief = level > logging.INFO
    human = logging.Formatter(
        "docpanel: %(message)s" if brief else "%(levelname)s %(run)s %(document)s %(specialist)s: %(message)s"
    )
    handler.setFormatter(JsonFormatter() if style == "json" else human)
    logger = logging.getLogger("docpanel")
    logger.handlers[:] = [handler]
    logger.setLevel(level)
    logger.propagate = False
    logging.getLogger("docpanel.cache").setLevel(min(level, logging.WARNING))
