"""The package as it is installed: every module and template is there, and every public name exists."""

import importlib
import importlib.metadata
import pkgutil
import tomllib
from pathlib import Path

import pytest

import docpanel

TREE = Path(__file__).parent.parent
INSTALLED = Path(docpanel.__file__).parent
PROJECT = tomllib.loads((TREE / "pyproject.toml").read_text("utf-8"))
ROOMS = ["agents", "cache", "cli", "documents", "orchestration", "prompts", "reports"]


def sources() -> list[Path]:
    return [
        path.relative_to(TREE)
        for room in ROOMS
        for path in sorted((TREE / room).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]


def test_every_module_and_template_of_the_tree_is_installed_as_it_is() -> None:
    missing = [str(path) for path in sources() if not (INSTALLED / path).is_file()]
    assert missing == []
    stale = [str(path) for path in sources() if (INSTALLED / path).read_bytes() != (TREE / path).read_bytes()]
    assert stale == []


def test_the_wheel_takes_every_room() -> None:
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert set(ROOMS) <= set(wheel["only-include"])
    assert all(wheel["sources"][room] == f"docpanel/{room}" for room in ROOMS)
    here = {path.name for path in TREE.iterdir() if (path / "__init__.py").is_file()}
    assert here == set(ROOMS)


def modules() -> list[str]:
    return [module.name for module in pkgutil.walk_packages(docpanel.__path__, "docpanel.")]


@pytest.mark.parametrize("name", modules())
def test_every_module_says_what_it_offers_and_has_it(name: str) -> None:
    module = importlib.import_module(name)
    offered = getattr(module, "__all__", ())
    assert [item for item in offered if not hasattr(module, item)] == []
    assert len(set(offered)) == len(offered)


def test_the_two_commands_are_installed() -> None:
    scripts = {point.name: point.value for point in importlib.metadata.entry_points(group="console_scripts")}
    assert scripts["analyze"] == "docpanel.cli.analyze:main"
    assert scripts["docpanel"] == "docpanel.cli.docpanel:main"
