"""What the files for contributors say is so."""

import re
import tomllib
from pathlib import Path

import impl
from tests.evidence.documents import ROOT

PROJECT = tomllib.loads(Path(ROOT, "pyproject.toml").read_text(encoding="utf-8"))["project"]


def lines(name):
    return Path(ROOT, name).read_text(encoding="utf-8").splitlines()


def test_the_newest_entry_of_the_changelog_is_of_this_version():
    entries = [line for line in lines("CHANGELOG.md") if line.startswith("## ")]
    assert entries[0].split()[1] == impl.__version__


def test_all_files_name_the_same_license():
    assert f"license: {PROJECT['license']}" in lines("CITATION.cff")
    assert lines("LICENSE")[0] == "BSD 3-Clause License"


def test_each_python_that_is_named_is_tested():
    named = {each.split(" :: ")[-1] for each in PROJECT["classifiers"] if " :: 3." in each}
    assert named == set(re.findall(r'"(3\.\d+)"', "\n".join(lines("noxfile.py"))))


def test_every_requirement_has_a_lowest_version():
    extras = PROJECT["optional-dependencies"]
    for requirement in [*PROJECT["dependencies"], *extras["test"], *extras["report"]]:
        assert re.fullmatch(r"[a-z2-]+>=[\d.]+", requirement)
