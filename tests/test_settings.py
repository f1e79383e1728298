"""Settings: who overrides whom, what is refused and with which words, and which secrets stay secret."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from docpanel.orchestration.errors import SettingsError
from docpanel.orchestration.settings import ResolvedSettings, Settings, resolve_settings

LAYERS = ("docpanel.toml", ".env", "environment", "flag")
SECRET = "sk-test-0123456789abcdef"  # noqa: S105  # no key of anybody


def resolve(
    folder: Path, *, toml: str = "", dotenv: str = "", flags=None, **environment: str
) -> ResolvedSettings:
    """Write the two files and resolve."""
    for name, content in (("docpanel.toml", toml), (".env", dotenv)):
        path = folder / name
        path.unlink(missing_ok=True)
        if content:
            path.write_text(content, "utf-8")
    return resolve_settings(flags or {}, folder=folder, environment=environment)


def refused(folder: Path, **layers) -> str:
    """Return the one sentence with which the layers are refused."""
    with pytest.raises(SettingsError) as raised:
        resolve(folder, **layers)
    return str(raised.value)


def test_without_any_layer_the_defaults_hold(tmp_path: Path) -> None:
    resolved = resolve(tmp_path)
    assert resolved.settings == Settings(cache_folder=resolved.settings.cache_folder)
    assert set(resolved.origins.values()) == {"default"}
    assert set(resolved.origins) == set(Settings.model_fields)


@examples(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({layer: st.none() | st.integers(1, 500) for layer in LAYERS}))
def test_each_layer_overrides_the_ones_before(tmp_path: Path, given_values: dict[str, int | None]) -> None:
    toml, dotenv, variable, flag = (given_values[layer] for layer in LAYERS)
    resolved = resolve(
        tmp_path,
        toml=f"max_workers = {toml}\n" if toml else "",
        dotenv=f"DOCPANEL_MAX_WORKERS={dotenv}\n" if dotenv else "",
        flags={"max_workers": flag},
        **({"DOCPANEL_MAX_WORKERS": str(variable)} if variable else {}),
    )
    expected, origin = 16, "default"
    for layer in LAYERS:
        if given_values[layer] is not None:
            expected, origin = given_values[layer], layer
    assert (resolved.settings.max_workers, resolved.origins["max_workers"]) == (expected, origin)


def test_layers_that_name_different_settings_add_up(tmp_path: Path) -> None:
    found = resolve(tmp_path, toml="rpm = 60\n", dotenv="DOCPANEL_TPM=5000\n", DOCPANEL_SEED="7").settings
    assert (found.rpm, found.tpm, found.seed) == (60, 5000, 7)


def test_an_empty_variable_counts_as_not_set(tmp_path: Path) -> None:
    resolved = resolve(
        tmp_path,
        toml='model = "from-toml"\n',
        dotenv="DOCPANEL_MODEL=\nOPENAI_API_KEY=\n",
        DOCPANEL_MODEL="",
        OPENAI_BASE_URL="",
    )
    assert (resolved.settings.model, resolved.origins["model"]) == ("from-toml", "docpanel.toml")
    assert resolved.settings.api_key is None
    assert resolved.settings.base_url is None


def test_the_variables_of_openai_are_honoured_and_our_own_come_first(tmp_path: Path) -> None:
    theirs = {"OPENAI_API_KEY": SECRET, "OPENAI_BASE_URL": "http://a/v1"}
    found = resolve(tmp_path, **theirs).settings
    assert found.api_key
    assert (found.api_key.get_secret_value(), found.base_url) == (SECRET, "http://a/v1")
    assert resolve(tmp_path, **theirs, DOCPANEL_BASE_URL="http://b/v1").settings.base_url == "http://b/v1"


def test_variables_of_other_programs_are_no_concern_of_ours(tmp_path: Path) -> None:
    dotenv = "DATABASE_URL=postgres://x\nOPENAI_ORG_ID=o\n"
    resolve(tmp_path, dotenv=dotenv, PATH="/bin", _DOCPANEL_COMPLETE="bash_complete")


def test_lists_and_pairs_can_stand_in_one_variable(tmp_path: Path) -> None:
    found = resolve(
        tmp_path,
        DOCPANEL_SPECIALISTS=" business, summary,",
        DOCPANEL_HEADERS="X-Team: legal, Authorization: Basic YTpi=",
        DOCPANEL_VARIABLES="currency=EUR",
    ).settings
    assert found.specialists == ("business", "summary")
    assert found.headers == {"X-Team": "legal", "Authorization": "Basic YTpi="}
    assert found.variables == {"currency": "EUR"}


def test_the_same_can_be_written_as_lists_and_tables_of_toml(tmp_path: Path) -> None:
    toml = 'specialists = ["business", "summary"]\n[headers]\nX-Team = "legal"\n'
    found = resolve(tmp_path, toml=toml).settings
    assert (found.specialists, found.headers) == (("business", "summary"), {"X-Team": "legal"})


@pytest.mark.parametrize(
    ("layers", "shown"),
    [
        ({"toml": "max_worker = 3\n"}, ["max_worker,", "docpanel.toml", "did you mean max_workers?"]),
        ({"dotenv": "DOCPANEL_MODLE=x\n"}, ["DOCPANEL_MODLE", ".env", "did you mean model?"]),
        ({"DOCPANEL_PANNEL": "full"}, ["DOCPANEL_PANNEL", "environment", "did you mean panel?"]),
        ({"toml": "[docpanel]\nmodel = 'x'\n"}, ["docpanel, from docpanel.toml", "no such setting"]),
    ],
)
def test_an_unknown_name_is_refused_with_its_layer_and_the_nearest_name(
    layers: dict[str, str], shown: list[str], tmp_path: Path
) -> None:
    message = refused(tmp_path, **layers)
    assert all(part in message for part in shown), message


def test_a_name_like_no_other_gets_no_suggestion(tmp_path: Path) -> None:
    assert "did you mean" not in refused(tmp_path, DOCPANEL_XYZZY="1")


@pytest.mark.parametrize(
    ("layers", "shown"),
    [
        ({"toml": "max_workers = 0\n"}, ["max_workers, from docpanel.toml", "given: 0"]),
        ({"dotenv": "DOCPANEL_RPM=many\n"}, ["rpm, from .env", "integer", "given: 'many'"]),
        ({"DOCPANEL_CACHE": "on"}, ["cache, from environment", "'use', 'refresh' or 'off'", "given: 'on'"]),
        ({"DOCPANEL_CALL_SECONDS": "nan"}, ["call_seconds, from environment", "given: 'nan'"]),
        ({"flags": {"context_window": 10}}, ["context_window, from flag", "2000", "given: 10"]),
        ({"DOCPANEL_VARIABLES": "currency"}, ["variables, from environment", "write it as NAME=VALUE"]),
        ({"toml": "headers = { X-Team = 5 }\n"}, ["headers, from docpanel.toml", "string"]),
    ],
)
def test_a_bad_value_is_refused_with_its_setting_its_layer_and_itself(
    layers: dict[str, str], shown: list[str], tmp_path: Path
) -> None:
    message = refused(tmp_path, **layers)
    assert all(part in message for part in shown), message
    assert "\n" not in message


def test_a_layer_that_is_overridden_may_hold_a_bad_value(tmp_path: Path) -> None:
    """What does not count need not be right: `--rpm 5` helps whoever mistyped DOCPANEL_RPM."""
    assert resolve(tmp_path, flags={"rpm": 5}, DOCPANEL_RPM="many").settings.rpm == 5


@pytest.mark.parametrize("content", [b"model = \n", b"[x", b"\xff\xfe", b'model = "a"\nmodel = "b"\n'])
def test_a_settings_file_that_cannot_be_read_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "docpanel.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"docpanel\.toml cannot be read"):
        resolve_settings({}, folder=tmp_path, environment={})


def test_a_key_in_the_settings_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    message = refused(tmp_path, toml=f'api_key = "{SECRET}"\n')
    assert "api_key" in message
    assert SECRET not in message


def test_a_key_is_not_shown_by_anything_that_prints_settings(tmp_path: Path) -> None:
    resolved = resolve(tmp_path, dotenv=f"OPENAI_API_KEY={SECRET}\n")
    shown = [repr(resolved), str(resolved.settings), json.dumps(resolved.settings.model_dump(mode="json"))]
    assert all(SECRET not in text for text in shown)
    assert resolved.origins["api_key"] == ".env"


def test_a_bad_value_beside_a_key_does_not_show_the_key(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        resolve(tmp_path, OPENAI_API_KEY=SECRET, DOCPANEL_RPM="0")
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_can_be_set_from_the_environment(name: str, tmp_path: Path) -> None:
    values = {"model": "m", "strategy": "weighted", "cache": "off", "log_format": "json", "headers": "a=b",
              "variables": "a=b", "cache_max_bytes": "2000000", "context_window": "4000", "tpm": "200",
              "mock_failure_rate": "1", "base_url": "http://a/v1", "baseline": "true"}  # fmt: skip
    resolved = resolve(tmp_path, **{f"DOCPANEL_{name.upper()}": values.get(name, "7")})
    assert resolved.origins[name] == "environment"


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().model = "other"  # type: ignore[misc]  # that is the point
