"""A history of runs, and what is told of the last two of them."""

import json

import pytest

from spec.machinery.claims.history import append, changes, last_two
from spec.machinery.plugin import files
from spec.report.__main__ import main

RIGHT = """
    __version__ = "1"
    double = lambda n: 2 * n
    half = lambda n, *, down=False: n // 2 if down else n / 2
    """


@pytest.fixture
def nights(run, project):
    """Run the claims with one implementation after another, and tell what changed."""

    def nights(*implementations, options=()):
        for text in implementations:
            project.makepyfile(mine=text)
            run("--claims-history", "made/nights.jsonl", *options, impl="mine.py")
        return list(changes(*last_two(project.path / "made" / "nights.jsonl")))

    return nights


def test_a_night_like_the_one_before_has_changed_nothing(nights):
    (head,) = nights(RIGHT, RIGHT, options=["--hypothesis-seed=4"])
    assert head.startswith("mine.py: 20")
    assert " examples, seed 4) → 20" in head


def test_what_became_wrong_is_told_with_its_inputs_and_how_to_run_it_again(nights):
    wrong = RIGHT.replace('"1"', '"2"').replace("2 * n", "2 * n + (n > 7)")
    lines = nights(RIGHT, wrong)[1:]
    assert lines == [
        "  mine.py: 1 → 2",
        "  double: right → wrong",
        "    double(8) is 17.0 and should be 16.0",
        "  1.1/double: passed → failed",
        "    n = 8",
        "    pytest toy --claim 1.1/double --impl mine.py",
    ]


def test_an_entry_has_what_decides_on_a_verdict(nights, project):
    nights(RIGHT, RIGHT, options=["--shards=2", "--hypothesis-seed=4"])
    text = (project.path / "made" / "nights.jsonl").read_text(encoding="utf-8")
    first, second = map(json.loads, text.splitlines())
    assert first["implementation"] == {"name": "mine.py", "version": "1"}
    assert {"python", "numpy", "hypothesis", "pytest"} <= set(first["versions"])
    assert first["seed"] == "4"
    assert first["seconds"] > 0
    claim = first["claims"]["2/half"]
    assert claim["outcome"] == "passed"
    assert claim["examples"] == 100
    assert claim["seconds"] > 0
    assert "worst" in claim
    assert "statement" not in claim
    assert second["claims"].keys() == first["claims"].keys()


def report(name="mine", claims=(), **others):
    """What a run has to tell of claims, given what came of them."""
    kept = {"examples": 100, "seconds": 0.5, "worst": None, "counterexample": None}
    return {
        "implementation": {"name": name, "version": None},
        "at": "2026-11-29T02:00:00+00:00",
        "seed": None,
        "versions": {},
        "functions": [],
        "claims": [
            {**kept, "broken_statement": None, "message": "?", "command": "?", **claim}
            for claim in claims
        ],
        **others,
    }


def passed(id, grade="right"):
    return {"id": id, "outcome": "passed", "grade": grade}


@pytest.fixture
def told(tmp_path):
    """What changed between two runs that had this to tell."""

    def told(before, after):
        file = tmp_path / "nights.jsonl"
        append(file, before)
        append(file, after)
        return list(changes(*last_two(file)))[1:]

    return told


def test_a_claim_that_is_new_or_was_not_tried_is_told(told):
    before, after = report(claims=[passed("1/a"), passed("1/b")]), report(claims=[passed("1/b")])
    assert told(before, after) == ["  1/a: was not tried"]
    assert told(after, before) == ["  1/a: new, passed"]


def test_a_claim_that_came_to_be_tolerated_is_told(told):
    before, after = report(claims=[passed("1/a")]), report(claims=[passed("1/a", "imprecise")])
    assert told(before, after) == ["  1/a: passed → passed, imprecise"]


def test_libraries_that_changed_are_told(told):
    before, after = report(versions={"numpy": "2.0"}), report(versions={"numpy": "2.1"})
    assert told(before, after) == ["  numpy: 2.0 → 2.1"]


def test_runs_of_other_implementations_are_left_out(tmp_path):
    file = tmp_path / "nights.jsonl"
    for name in ("mine", "other", "mine"):
        append(file, report(name, [passed("1/a")]))
    before, after = last_two(file)
    assert before["implementation"]["name"] == after["implementation"]["name"] == "mine"


def test_the_command_prints_what_changed(tmp_path, capsys):
    file = tmp_path / "nights.jsonl"
    append(file, report(claims=[passed("1/a")]))
    append(file, report(claims=[passed("1/a", "imprecise")]))
    assert main([str(file)]) is None
    assert "  1/a: passed → passed, imprecise\n" in capsys.readouterr().out


def test_a_run_that_was_cut_off_costs_none_but_itself(tmp_path):
    file = tmp_path / "nights.jsonl"
    run = report(claims=[passed("1/a")])
    append(file, run)
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:20])
    append(file, run)
    append(file, run)
    lines = file.read_bytes().splitlines(keepends=True)
    assert lines == [whole, whole[:20] + b"\n", whole, whole]


@pytest.mark.parametrize("damage", [b"{", b"{}", b"[]", b"\xff", b'{"claims": {}}'])
def test_a_line_that_is_no_run_is_named(tmp_path, damage):
    file = tmp_path / "nights.jsonl"
    append(file, report())
    file.write_bytes(file.read_bytes() + damage + b"\n\n")
    append(file, report())
    assert main([str(file)]) == (
        f"{file}, line 2 is no run, or not all of one: delete it to compare the others"
    )


def test_a_message_may_have_whatever_ends_a_line_elsewhere(told):
    failed = {"id": "1/a", "outcome": "failed", "grade": "wrong", "message": "a\u2028b\x85c"}
    before, after = report(claims=[passed("1/a")]), report(claims=[failed])
    assert told(before, after) == ["  1/a: passed → failed", "    a\u2028b\x85c", "    ?"]


@pytest.mark.parametrize(
    "options", [("--claim=none",), ("--list-claims",), ("--collect-only",), ("-k", "none")]
)
def test_what_tried_no_claim_is_no_run(run, project, options):
    run(*options, "--claims-history=nights.jsonl")
    assert not (project.path / "nights.jsonl").exists()


@pytest.mark.parametrize("option", ["--claims-json", "--claims-history", "--claims-html"])
def test_a_file_that_cannot_be_written_is_told_of_before_anything_is_tried(run, project, option):
    result = run(f"{option}=toy")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: {option}: * 'toy'"])


@pytest.mark.parametrize("text", [None, "", "{}\n"])
def test_where_there_is_nothing_to_compare_the_command_says_so(tmp_path, text):
    file = tmp_path / "nights.jsonl"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert "nights.jsonl" in main([str(file)])


def test_the_command_takes_one_file():
    assert main([]).startswith("usage: python -m spec.report FILE")


def test_a_module_that_is_no_installed_package_has_no_version(monkeypatch):
    monkeypatch.setattr(files, "LIBRARIES", ("numpy", "json"))
    assert files._versions().keys() == {"python", "numpy"}
