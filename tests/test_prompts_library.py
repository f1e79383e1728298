"""Templates are found in folders, override each other by name, and join the full panel by being there."""

import shutil
from pathlib import Path

import pytest

from docpanel.prompts.errors import PromptError
from docpanel.prompts.library import FULL, QUICK, Library, every_file, files_at

TEMPLATE = "---\nname: {name}\ntitle: {title}\ndescription: d\ncategories: [a]\n---\nRead.\n"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Run in an empty folder, so that no ./prompts/specialists is found by accident."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder, name, title="Mine"):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.md"
    path.write_text(TEMPLATE.format(name=name, title=title), encoding="utf-8")
    return path


def names(panel):
    return tuple(template.name for template in panel)


def test_the_packaged_panels_are_four_and_eight():
    library = Library()
    assert names(library.panel("quick")) == QUICK == ("sentiment", "keywords", "summary", "quality")
    assert names(library.panel()) == FULL == library.names()
    assert len(set(FULL)) == 8


def test_a_specialist_is_a_panel_of_one():
    assert names(Library().panel("business")) == ("business",)


def test_a_file_in_the_local_folder_joins_the_full_panel_but_not_the_quick_one():
    write(Path("prompts/specialists"), "legal")
    library = Library()
    assert names(library.panel("full")) == (*FULL, "legal")
    assert names(library.panel("quick")) == QUICK
    assert library.get("legal").source == "prompts/specialists/legal.md"


def test_twenty_four_specialists_are_found_in_a_fixed_order(tmp_path):
    for number in reversed(range(16)):
        write(tmp_path / "mine", f"extra-{number:02}")
    found = names(Library([tmp_path / "mine"]).panel())
    assert found == (*FULL, *(f"extra-{number:02}" for number in range(16)))


def test_a_given_folder_overrides_the_local_one_and_that_the_packaged(tmp_path):
    write(tmp_path / "given", "business", "from the given folder")
    write(Path("prompts/specialists"), "business", "from here")
    write(Path("prompts/specialists"), "quality", "from here")
    library = Library([tmp_path / "given"])
    assert library.get("business").title == "from the given folder"
    assert library.get("quality").title == "from here"
    assert library.get("summary").title == "Summarizer"
    assert names(library.panel()) == FULL
    assert len(list(every_file([tmp_path / "given"]))) == 11


def test_a_copy_of_the_packaged_folder_changes_nothing_but_the_source(tmp_path):
    (source,) = {Path(str(found.file)).parent for found in every_file()}
    shutil.copytree(source, tmp_path / "prompts" / "specialists")
    for name in FULL:
        assert Library().origin(name).source == f"prompts/specialists/{name}.md"


def test_the_local_folder_of_a_checkout_is_the_packaged_one(tmp_path):
    (source,) = {Path(str(found.file)).parent for found in every_file()}
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "specialists").symlink_to(source.resolve())
    assert all(Library().origin(name).packaged for name in FULL)


def test_unknown_names_get_the_nearest_known_one():
    library = Library()
    with pytest.raises(PromptError, match='no specialist "buisness"; did you mean "business"'):
        library.get("buisness")
    with pytest.raises(PromptError, match='no panel or specialist "quik"; did you mean "quick"'):
        library.panel("quik")


def test_a_folder_that_is_not_there_is_an_error_but_the_local_one_need_not_be(tmp_path):
    with pytest.raises(PromptError, match="nowhere: no such folder"):
        Library([tmp_path / "nowhere"])
    assert Library().problems() == ()


def test_a_broken_file_stops_the_runs_that_use_it_and_is_reported_to_the_others():
    path = write(Path("prompts/specialists"), "legal")
    path.write_text(path.read_text().replace("title", "titel"))
    library = Library()
    assert names(library.panel("quick")) == QUICK
    assert 'unknown key "titel"; did you mean "title"?' in str(library.problems()[0])
    for panel in ("full", "legal"):
        with pytest.raises(PromptError, match=r"prompts/specialists/legal\.md:"):
            library.panel(panel)


def test_a_broken_override_is_never_replaced_by_the_packaged_template():
    Path("prompts/specialists").mkdir(parents=True)
    Path("prompts/specialists/summary.md").write_bytes(b"\xff\xfe")
    with pytest.raises(PromptError, match="not UTF-8"):
        Library().panel("quick")
    assert len(Library().problems()) == 1


def test_other_files_in_the_folder_are_left_alone():
    folder = Path("prompts/specialists")
    write(folder, "legal")
    (folder / "README.md").write_text("About our templates")
    (folder / ".hidden.md").write_text("x")
    (folder / "legal.md.bak").write_text("x")
    (folder / "older.md").mkdir()
    assert Library().names() == (*FULL, "legal")


def test_a_template_is_read_once(tmp_path):
    path = write(tmp_path / "mine", "legal")
    library = Library([tmp_path / "mine"])
    first = library.get("legal")
    path.unlink()
    assert library.get("legal") is first


def test_a_file_too_large_for_a_template_is_refused_without_reading_it_all(tmp_path):
    path = write(tmp_path / "mine", "legal")
    with path.open("ab") as file:
        file.truncate(1 << 32)
    with pytest.raises(PromptError, match="larger than 64 KiB"):
        Library([tmp_path / "mine"]).get("legal")


def test_paths_without_templates_are_named(tmp_path):
    for path, said in (
        (tmp_path, "no templates"),
        (tmp_path / "x.md", "no such file"),
        (write(tmp_path / "mine", "legal").rename(tmp_path / "legal.txt"), r"ends in \.md"),
    ):
        with pytest.raises(PromptError, match=said):
            list(files_at(path))
