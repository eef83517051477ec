"""A project may have packages called `spec` and `impl`: which is meant is told, or is clear."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

ENTROPY = """
import numpy as np

from impl.logs import log


def entropy(p):
    return -np.sum(np.where(p > 0, p * log(np.where(p > 0, p, 1)), 0), axis=-1)
"""


@pytest.fixture
def ganspec(tmp_path, monkeypatch):
    """Run the command in a folder that comes first on Python's path."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(ROOT)]))

    def ganspec(*options, command=("ganspec",)):
        words = [sys.executable, "-m", *command, *options, "-p", "no:cacheprovider"]
        return subprocess.run(words, cwd=tmp_path, capture_output=True, text=True)

    return ganspec


@pytest.fixture
def own(tmp_path):
    """Make a package in that folder."""

    def own(name, **modules):
        folder = tmp_path / name
        folder.mkdir()
        for module, source in {"__init__": "", **modules}.items():
            (folder / f"{module}.py").write_text(source, encoding="utf-8")
        return folder

    return own


@pytest.mark.parametrize("command", [("ganspec",), ("pytest", "-p", "ganspec")])
def test_another_package_in_the_place_of_ours_is_told_in_one_sentence(own, ganspec, command):
    folder = own("spec")
    done = ganspec(command=command)
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(
        f"ganspec: {folder} hides the package spec of ganspec, which is in {ROOT}"
    )


def test_the_reference_is_tried_whatever_has_its_name(own, ganspec):
    own("impl", __init__="raise KeyError")
    done = ganspec("--claim", "3.4/entropy")
    assert done.returncode == 0, done.stdout
    assert f"impl is {ROOT / 'impl'}: --impl ./impl" in done.stdout


@pytest.mark.parametrize("name", ["impl", "./impl"])
def test_whoever_names_their_own_gets_it(own, ganspec, name):
    own("impl", __init__=ENTROPY, logs="from numpy import log\n")
    done = ganspec("--claim", "3.4/entropy", "--impl", name)
    assert done.returncode == 0, done.stdout
    assert f"claims: {name}, " in done.stdout
    assert (f"--impl {ROOT / 'impl'}" in done.stdout) == (name == "impl")
