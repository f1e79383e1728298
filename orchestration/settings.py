"""Every setting, its bounds, and where its value came from."""

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from docpanel.orchestration.errors import SettingsError
from docpanel.prompts.asides import MAX_QUESTION_CHARACTERS, MAX_QUESTIONS

__all__ = ["ResolvedSettings", "Settings", "resolve_settings"]

TOML_NAME = "docpanel.toml"
PREFIX = "DOCPANEL_"
SECRET = {"api_key", "headers"}
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
OPENAI_VARIABLES = {"OPENAI_API_KEY": "api_key", "OPENAI_BASE_URL": "base_url"}


def _pairs(value: object) -> object:
    """Read `A=1, B=2` or `A: 1, B: 2`, as an environment variable holds a mapping."""
    if not isinstance(value, str):
        return value
    result = {}
    for part in filter(None, (part.strip() for part in value.split(","))):
        separator = min((mark for mark in "=:" if mark in part), key=part.index, default="")
        if not separator:
            raise ValueError("write it as NAME=VALUE, several separated by commas")
        name, _, content = part.partition(separator)
        result[name.strip()] = content.strip()
    return result


def _words(value: object) -> object:
    """Read `a, b`, as an environment variable holds a list."""
    return (
        tuple(word.strip() for word in value.split(",") if word.strip()) if isinstance(value, str) else value
    )


def _lines(value: object) -> object:
    """Read one question a line, as an environment variable holds several; a comma belongs to its question."""
    return tuple(line for line in value.splitlines() if line.strip()) if isinstance(value, str) else value


def _questions(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return each question once, on one line, without control characters."""
    asked = tuple(dict.fromkeys(CONTROL.sub("", " ".join(value.split())) for value in values))
    if not all(asked):
        raise ValueError("a question is empty")
    longest = max(map(len, asked), default=0)
    if longest > MAX_QUESTION_CHARACTERS:
        raise ValueError(f"a question has at most {MAX_QUESTION_CHARACTERS} characters, not {longest:,}")
    if len(asked) > MAX_QUESTIONS:
        raise ValueError(f"at most {MAX_QUESTIONS} questions can be asked at once")
    return asked


def _address(value: str) -> str:
    """Refuse what no request could be sent to."""
    if not re.match(r"https?://[^/\s]", value.strip()):
        raise ValueError("must begin with http:// or https:// and name a host")
    return value.strip()


def _key(value: SecretStr) -> SecretStr:
    """Refuse a key that no header can carry, without showing any of it."""
    if not re.fullmatch(r"[!-~]+", value.get_secret_value().strip()):
        raise ValueError("holds blanks, line breaks or characters that no key has")
    return SecretStr(value.get_secret_value().strip())


def _strategy(value: str) -> str:
    """Refuse a strategy that there is not; the names of built-in ones need no module of theirs."""
    from docpanel.orchestration.reconciliation.strategy import strategy_names  # noqa: PLC0415  # --help must stay light

    if value not in strategy_names():
        raise ValueError(f"choose one of {', '.join(strategy_names())}")
    return value


Url = Annotated[str, AfterValidator(_address)]
Pairs = Annotated[dict[str, str], BeforeValidator(_pairs)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Questions = Annotated[tuple[str, ...], BeforeValidator(_lines), AfterValidator(_questions)]


class Settings(BaseModel):
    """All settings of a run.

    `model` is a provider's model name, or `offline` (rule readers, no language model) or `mock`.
    `specialists`, where given, replaces `panel`. `rpm` and `tpm` are requests and tokens a minute.
    `attempt_seconds` bounds one request, `call_seconds` a call with its retries, `deadline_seconds`
    the whole run. `cache` is `use`, `refresh` (ask again, store) or `off`. `ask` are questions to be
    answered from the document; `baseline` asks one reader everything at once, beside the panel.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = Field(default="gpt-4o-mini", pattern=r"\S")
    base_url: Url | None = None
    api_key: Annotated[SecretStr, AfterValidator(_key)] | None = None
    headers: Pairs = Field(default_factory=dict, repr=False)
    panel: str = Field(default="full", min_length=1)
    specialists: Words = ()
    prompts: Path | None = None
    variables: Pairs = Field(default_factory=dict)
    strategy: Annotated[str, AfterValidator(_strategy)] = "weighted"
    ask: Questions = ()
    baseline: bool = False
    language: str | None = None
    max_workers: int = Field(default=16, ge=1, le=512)
    rpm: int | None = Field(default=None, ge=1)
    tpm: int | None = Field(default=None, ge=100)
    max_attempts: int = Field(default=4, ge=1, le=20)
    attempt_seconds: float = Field(default=120.0, gt=0, le=3600)
    call_seconds: float = Field(default=300.0, gt=0, le=7200)
    deadline_seconds: float | None = Field(default=None, gt=0)
    context_window: int | None = Field(default=None, ge=2000)
    cache: Literal["use", "refresh", "off"] = "use"
    cache_folder: Path = Field(default_factory=lambda: Path(platformdirs.user_cache_dir("docpanel")))
    cache_max_bytes: int = Field(default=1 << 30, ge=1 << 20)
    log_format: Literal["human", "json"] = "human"
    seed: int = 0
    mock_latency_seconds: float = Field(default=0.0, ge=0, le=60)
    mock_failure_rate: float = Field(default=0.0, ge=0, le=1)

    @property
    def offline(self) -> bool:
        """Say whether rule readers do all the work."""
        return self.model == "offline"


@dataclass(frozen=True, slots=True)
class ResolvedSettings:
    """Settings and, by field, the layer that each value came from."""

    settings: Settings
    origins: Mapping[str, str]


def resolve_settings(
    flags: Mapping[str, object], *, folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> ResolvedSettings:
    """Merge the layers, each overriding the one before.

    Defaults, `docpanel.toml` and `.env` of `folder` (the current one), the environment, `flags`
    (fields that are None were not given).

    Raises:
        SettingsError: names the setting, the layer, the bad value and what is allowed.
    """
    folder = folder or Path.cwd()
    layers = [
        (TOML_NAME, _toml_layer(folder / TOML_NAME)),
        (".env", _variables_layer(_dotenv(folder / ".env"))),
        ("environment", _variables_layer(os.environ if environment is None else environment)),
        ("flag", {name: value for name, value in flags.items() if value is not None}),
    ]
    merged: dict[str, object] = {}
    origins = dict.fromkeys(Settings.model_fields, "default")
    for origin, values in layers:
        for name, value in values.items():
            if name not in Settings.model_fields:
                raise SettingsError(_unknown(name, origin))
            merged[name] = value
            origins[name] = origin
    try:
        return ResolvedSettings(Settings.model_validate(merged), origins)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        name = str(problem["loc"][0])
        given = "" if name in SECRET else f" (given: {problem['input']!r})"
        message = problem["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name}, from {origins.get(name, 'flag')}: {message}{given}") from error


def _unknown(name: str, origin: str) -> str:
    near = difflib.get_close_matches(name, Settings.model_fields, n=1)
    shown = PREFIX + name.upper() if origin in {".env", "environment"} else name
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"{shown}, from {origin}: there is no such setting{hint}"


def _toml_layer(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path.name} cannot be read: {error}") from error
    if "api_key" in values:
        raise SettingsError(f"{path.name} holds api_key; secrets belong in the environment or in .env")
    return values


def _dotenv(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values  # noqa: PLC0415  # only where the file exists

    try:
        return {name: value or "" for name, value in dotenv_values(path).items()}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name} cannot be read: {error}") from error


def _variables_layer(variables: Mapping[str, str]) -> dict[str, object]:
    """Pick ours among environment variables; an empty one counts as not set."""
    layer: dict[str, object] = {
        field: variables[name] for name, field in OPENAI_VARIABLES.items() if variables.get(name)
    }
    for name, value in variables.items():
        if name.startswith(PREFIX) and value:
            layer[name.removeprefix(PREFIX).lower()] = value
    return layer
