"""A module is loaded from where it is said to be, and leaves what there was as it was."""

import sys

import pytest

from spec.machinery.claims.loading import CannotLoad, is_path, load, load_at


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """Two folders on Python's path, each with a module and a package of the same names."""
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        (folder / "package_here").mkdir(parents=True)
        source = f"where = {folder.name!r}\n"
        (folder / "module_here.py").write_text(source)
        (folder / "package_here" / "inner.py").write_text(source)
        (folder / "package_here" / "apart.py").write_text(source)
        (folder / "package_here" / "__init__.py").write_text(
            "from package_here.inner import where\n"
        )
    before = dict(sys.modules)
    monkeypatch.setattr(sys, "path", [*map(str, folders), *sys.path])
    yield folders
    for name in sys.modules.keys() - before.keys():
        del sys.modules[name]


@pytest.mark.parametrize("name", ["module_here", "package_here"])
def test_a_module_is_had_from_its_place_though_another_is_found_first(folders, name):
    assert [load_at(name, folder / name).where for folder in folders] == ["first", "second"]
    assert __import__(name).where == "first"


@pytest.mark.parametrize("path", ["module_here.py", "package_here", "package_here/inner.py"])
def test_so_is_one_that_is_named_by_its_path(folders, path):
    assert [load(str(folder / path)).where for folder in folders] == ["first", "second"]
    assert [load(f"{folder / path}:where") for folder in folders] == ["first", "second"]


def test_the_name_stays_with_the_module_that_had_it_first(folders):
    first, second = (load(str(folder / "module_here.py")) for folder in folders)
    assert sys.modules["module_here"] is first
    assert sys.modules[second.__name__] is second


def test_a_module_of_a_package_is_an_attribute_of_it(folders):
    module = load(str(folders[0] / "package_here" / "apart.py"))
    assert sys.modules["package_here"].apart is module


def test_a_file_is_loaded_as_it_is_now(folders):
    file = folders[0] / "module_here.py"
    load(str(file))
    file.write_text("where = 'nowhere at all'\n")
    assert load(str(file)).where == "nowhere at all"


def test_a_module_that_fails_leaves_the_one_before(folders):
    file = folders[0] / "module_here.py"
    module = load(str(file))
    file.write_text("raise KeyError('of its own')\n")
    with pytest.raises(CannotLoad, match="KeyError: 'of its own'"):
        load(str(file))
    assert sys.modules["module_here"] is module


@pytest.mark.parametrize("name", ["mine.py", "./mine", "a/mine", "my-losses", "..", "a/b.py"])
def test_what_no_module_can_be_called_is_a_path(name):
    assert is_path(name)


@pytest.mark.parametrize("name", ["mine", "package.module", "spec"])
def test_anything_else_is_a_module(name):
    assert not is_path(name)
