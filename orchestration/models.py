"""From settings to a model that specialists can call."""

import logging
from collections.abc import Callable

from docpanel.agents.completion import Completion, CompletionRequest, Provider
from docpanel.agents.errors import ProviderError
from docpanel.agents.providers.openai_compatible import DEFAULT_BASE_URL
from docpanel.agents.providers.registry import ProviderOptions, create
from docpanel.cache.responses import ResponseCache
from docpanel.cache.single_flight import SingleFlight
from docpanel.cache.store import Store
from docpanel.orchestration.calls import CachedModel
from docpanel.orchestration.context import current_run, current_step
from docpanel.orchestration.errors import SettingsError
from docpanel.orchestration.events import RunEvent
from docpanel.orchestration.settings import Settings
from docpanel.orchestration.wire import Wire, WireOptions

__all__ = ["build_model", "require_key"]

logger = logging.getLogger(__name__)

WAYS_OUT = """no API key is set. Three ways to go on:
  - with an OpenAI key:            export OPENAI_API_KEY=...
  - with a local model server:     analyze --base-url http://localhost:11434/v1 --model llama3.1 FILE
  - without any language model:    analyze --model offline FILE"""


def require_key(settings: Settings) -> None:
    """Say the three ways out where the public provider would be asked without a key.

    Raises:
        SettingsError: there is neither a key nor another base URL.
    """
    if settings.model in {"offline", "mock"} or settings.api_key or settings.base_url:
        return
    raise SettingsError(WAYS_OUT)


def build_model(
    settings: Settings,
    store: Store,
    *,
    count_tokens: Callable[[CompletionRequest], int],
    provider: Provider | None = None,
) -> tuple[CachedModel, Wire]:
    """Put cache, single flight, wire and provider together; `provider` replaces the configured one."""
    name = "mock" if settings.model == "mock" else "openai"
    wire = Wire(
        (lambda: provider) if provider is not None else (lambda: create(name, _options(settings))),
        WireOptions(
            rpm=settings.rpm,
            tpm=settings.tpm,
            max_attempts=settings.max_attempts,
            attempt_seconds=settings.attempt_seconds,
            call_seconds=settings.call_seconds,
        ),
        count_tokens=count_tokens,
        on_retry=_on_retry,
        on_wait=_on_wait,
    )
    responses = ResponseCache(store, read=settings.cache == "use", write=settings.cache != "off")
    address = (settings.base_url or DEFAULT_BASE_URL).rstrip("/").casefold()
    endpoint = f"mock {settings.seed}" if name == "mock" else f"openai {address}"
    return CachedModel(wire, responses, SingleFlight(), endpoint, _on_answer), wire


def _options(settings: Settings) -> ProviderOptions:
    return ProviderOptions(
        base_url=settings.base_url,
        api_key=settings.api_key.get_secret_value() if settings.api_key else None,
        headers=settings.headers,
        options={
            "seed": str(settings.seed),
            "latency_seconds": str(settings.mock_latency_seconds),
            "failure_rate": str(settings.mock_failure_rate),
        },
    )


def _on_answer(request: CompletionRequest, completion: Completion) -> None:
    run = current_run.get()
    run.ledger.record(request.label, completion)
    if completion.cached:
        run.events.emit(RunEvent("cached", current_step.get(), usage=completion.usage))
    else:
        run.events.emit(RunEvent("answered", current_step.get(), usage=completion.usage))
    logger.debug("answer of %d output tokens, cached: %s", completion.usage.output_tokens, completion.cached)


def _on_retry(_request: CompletionRequest, error: ProviderError, seconds: float) -> None:
    run = current_run.get()
    run.ledger.record_retry()
    logger.info("trying again in %.1f s: %s", seconds, error)
    run.events.emit(RunEvent("retried", current_step.get(), detail=str(error), seconds=seconds))


def _on_wait(_request: CompletionRequest, seconds: float) -> None:
    current_run.get().events.emit(RunEvent("waited", current_step.get(), seconds=seconds))
