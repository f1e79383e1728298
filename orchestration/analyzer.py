"""The run of one analysis: document → plan → calls → findings → reconciliation → synthesis → Analysis."""

import hashlib
import secrets
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from docpanel import __version__
from docpanel.agents.analysis import Analysis
from docpanel.agents.asides import Aside
from docpanel.agents.baseline import baseline_aside
from docpanel.agents.completion import Provider
from docpanel.agents.deadline import Deadline
from docpanel.agents.questions import questions_aside
from docpanel.agents.requests import RequestBuilder
from docpanel.cache.documents import DocumentCache
from docpanel.cache.secret import install_secret
from docpanel.cache.store import Store
from docpanel.documents.document import Document
from docpanel.documents.inputs import InputFile
from docpanel.documents.limits import Limits
from docpanel.documents.loading import parse, read_bytes
from docpanel.documents.storage import FORMAT, dump_document, restore_document
from docpanel.orchestration.assembly import assemble
from docpanel.orchestration.context import RunContext, current_run
from docpanel.orchestration.errors import SettingsError
from docpanel.orchestration.events import EventBus, RunEvent
from docpanel.orchestration.models import build_model, require_key
from docpanel.orchestration.plan import ModelFacts, Plan, Planner, plan_offline
from docpanel.orchestration.pool import WorkerPool
from docpanel.orchestration.prices import Prices
from docpanel.orchestration.reading import Panelists, reading_step
from docpanel.orchestration.settings import Settings
from docpanel.orchestration.steps import chain
from docpanel.orchestration.synthesis import reconcile_step, synthesis_step
from docpanel.orchestration.tokens import TokenCounter
from docpanel.prompts.library import Library
from docpanel.prompts.template import PromptTemplate
from docpanel.prompts.variables import check_settings

__all__ = ["Analyzer"]


class Analyzer:
    """Analyses documents with one panel and one model; a context manager.

    `provider` replaces the configured one (tests script the mock that way). `subscriber` is told of
    every `RunEvent`.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        provider: Provider | None = None,
        subscriber: Callable[[RunEvent], None] | None = None,
    ) -> None:
        """Open the cache and choose the panel; nothing is sent.

        Raises:
            PromptError: the panel or a template cannot be used, or `--set` names what none declares.
            SettingsError: settings that exclude each other.
        """
        _check(settings)
        self.settings = settings
        self._needs_key = provider is None
        self.templates = _panel(settings)
        self._questions = questions_aside(settings.ask, settings.language)
        self._baseline = _baseline(settings, self.templates)
        self.events = EventBus()
        if subscriber is not None:
            self.events.subscribe(subscriber)
        self._store = Store(settings.cache_folder, size_limit_bytes=settings.cache_max_bytes)
        caching = {"read": settings.cache == "use", "write": settings.cache != "off"}
        self._documents = DocumentCache(self._store, **caching)
        self._pool = WorkerPool(settings.max_workers)
        self._requests = RequestBuilder(
            model=settings.model,
            secret=b"" if settings.offline else install_secret(settings.cache_folder),
            variables=settings.variables,
            language=settings.language,
        )
        self._prices = Prices(self._store if settings.cache != "off" else None)
        self._planner = Planner(
            ModelFacts(settings.model, settings.base_url, settings.context_window),
            TokenCounter(settings.model, self._store if settings.cache != "off" else None),
            self._prices,
            self._requests,
        )
        self._model, self._wire = build_model(
            settings, self._store, count_tokens=self._planner.count_request, provider=provider
        )
        self._runs: set[RunContext] = set()
        self.interrupted = False
        """Whether a run was cut short by Ctrl-C or `cancel`."""

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """End the calls under way and release threads, connections and the cache."""
        self.cancel()
        self._wire.close()
        self._pool.close(wait=False)
        self._store.close()

    def cancel(self) -> None:
        """End the runs under way, from any thread; what is finished is kept."""
        for context in tuple(self._runs):
            context.cancellation.request()

    def load(self, source: InputFile, limits: Limits | None = None) -> Document:
        """Read a document, or take it from the cache where the same bytes were parsed before.

        Raises:
            DocumentError: names the file, the cause and the way out.
        """
        limits = limits or Limits()
        data = read_bytes(source, limits)
        sha256 = hashlib.sha256(data).hexdigest()
        variant = f"{__version__} {FORMAT} {limits} {source.name.rpartition('.')[2].lower()}"
        stored = self._documents.get(sha256, variant)
        document = restore_document(source.name, stored) if stored is not None else None
        if document is None:
            document = parse(source.name, data, limits)
            self._documents.put(sha256, variant, dump_document(document))
        return document

    def plan(self, document: Document) -> Plan:
        """Say what would be asked, without asking.

        Raises:
            PlanError: the model's context window is too small for this panel.
        """
        questions, strategy = self._questions, self.settings.strategy
        if self.settings.offline:
            return plan_offline(document, self.templates, questions=questions, strategy=strategy)
        return self._planner.plan(
            document, self.templates, questions=questions, baseline=self._baseline, strategy=strategy
        )

    def analyze(self, document: Document, plan: Plan | None = None) -> Analysis:
        """Run the panel on a document; several threads may do so at the same time.

        A failed specialist or synthesizer makes the analysis partial, never an exception; so does
        Ctrl-C or `cancel`, which keep what was finished.

        Raises:
            SettingsError: there is no key.
            PermanentError: the provider refuses every call (401, 403, 404, quota).
            PlanError: see `plan`.
        """
        if self._needs_key:
            require_key(self.settings)
        started = time.monotonic()
        context = RunContext(
            run_id=secrets.token_hex(6),
            document=document.name,
            pool=self._pool,
            events=self.events,
            deadline=Deadline.after(self.settings.deadline_seconds),
        )
        context.cancellation.on_request(lambda: self._wire.cancel(context.run_id))
        self._runs.add(context)
        token = current_run.set(context)
        try:
            panelists = Panelists(
                None if self.settings.offline else self._model, self._requests, self._planner.counter.count
            )
            run = chain(chain(reading_step(panelists), reconcile_step()), synthesis_step(panelists))
            result = run.run(context, plan or self.plan(document))
            stopped = context.cancellation.requested and not context.cancellation.refused
            self.interrupted = self.interrupted or stopped
        finally:
            current_run.reset(token)
            self._runs.discard(context)
        return assemble(
            result,
            settings=self.settings,
            context=context,
            prices=self._prices,
            wall_seconds=time.monotonic() - started,
        )


def _check(settings: Settings) -> None:
    """Refuse what cannot be done together."""
    if settings.offline and settings.baseline:
        raise SettingsError(
            "--baseline compares the panel with one call to a model; --model offline has none"
        )


def _baseline(settings: Settings, templates: Sequence[PromptTemplate]) -> Aside | None:
    if not settings.baseline:
        return None
    return baseline_aside(templates, variables=settings.variables, language=settings.language)


def _panel(settings: Settings) -> tuple[PromptTemplate, ...]:
    """Choose the templates, in the library's order, and check that every `--set` has one that declares it."""
    library = Library((settings.prompts,) if settings.prompts else ())
    unknown = [name for name in settings.specialists if name not in library.names()]
    templates: Sequence[PromptTemplate] = (
        # An unknown name comes first: looking it up says what is wrong with it.
        tuple(library.get(name) for name in (*unknown, *library.names()) if name in settings.specialists)
        if settings.specialists
        else library.panel(settings.panel)
    )
    check_settings(templates, settings.variables)
    return tuple(templates)
