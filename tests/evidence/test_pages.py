"""What the pages show is what happens."""

import doctest
import re

import numpy as np
import pytest

import impl
from spec.machinery.claims.asking import functions_asked_for
from spec.machinery.claims.detected import detected
from spec.machinery.claims.family import members
from spec.specification import SPECIFICATION
from tests.benchmarks.rows import PARTS
from tests.counterfeits import counterfeit
from tests.evidence.documents import README, ROOT, region, text
from tests.evidence.matrix import on_file, rows, summary
from tests.evidence.pages import benchmark_regions, functions_table

TEXT = text()
MEMBERS = [(test, member) for test in SPECIFICATION.tests() for member in members(test)]
CLAIMS = [member.claim for _, member in MEMBERS]


def blocks(language, text=TEXT):
    """The contents of the fenced blocks in that language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)


def test_the_output_shows_every_claim_with_its_verdict():
    output = region(TEXT, "output")
    shown = {tuple(line.split(maxsplit=3)) for line in output.splitlines()}
    counts = detected(SPECIFICATION.evidence).by_claim
    for test, member in MEMBERS:
        claim = member.claim
        is_offered = all(hasattr(impl, name) for name in functions_asked_for(test, member))
        verdict = claim.kind if is_offered else "skipped"
        assert (verdict, claim.id, f"×{counts[claim.id]}", claim.statement) in shown
    assert "FAILED" not in output


def test_every_refuted_claim_is_listed_with_what_is_true_instead():
    table = region(TEXT, "refuted")
    refuted = [claim for claim in CLAIMS if claim.kind == "refuted"]
    assert len(table.splitlines()) == len(refuted) + 2
    for claim in refuted:
        assert re.search(rf"^\| `{claim.id}` .* \| .+ \| `{claim.corrected_by}` ", table, re.M)


def test_the_headline_numbers_are_those_that_were_measured():
    assert region(TEXT, "detected") == summary(on_file())


def test_the_worked_example_of_a_counterfeit_is_detected():
    (example,) = (block for block in blocks("python") if "@counterfeit" in block)
    names = {"counterfeit": counterfeit, "impl": impl, "np": np}
    exec(example, names)
    added = names["kl_the_easier_way"].counterfeit
    detection = rows()["3.4/kl-definition"].detection(added.functions())
    assert added.name == "kl_divergence: kl the easier way"
    assert detection is not None
    assert detection.is_by_assertion


def test_the_functions_are_those_there_are():
    assert region(TEXT, "functions") == functions_table()


def test_the_tables_are_those_of_the_benchmark_that_was_saved():
    for name, content in benchmark_regions().items():
        assert region(TEXT, name) == content


def test_each_part_of_the_benchmark_has_its_place():
    for name, part in PARTS.items():
        shown = ["comparison", "growth", "conditions"]
        shown += ["cases"] if any(row.by_group for row in part.rows) else []
        for table in shown:
            assert f"<!-- begin: {name}-{table} -->" in TEXT


@pytest.mark.parametrize("claim", ["mine/tangent", "mine/always-positive"])
def test_the_worked_example_of_a_claim_runs(pytester, monkeypatch, claim):
    monkeypatch.setenv("COLUMNS", "120")
    (example,) = (block for block in blocks("python") if f'@claim("{claim}"' in block)
    (shown,) = (block for block in blocks("text") if claim in block)
    pytester.makepyfile(test_my_claims=example)
    result = pytester.runpytest_subprocess("-p", "spec.machinery.plugin")
    assert result.ret == 0
    result.stdout.fnmatch_lines([line.replace("[", "[[]") for line in shown.splitlines()])


def test_every_claim_that_a_page_names_is_there():
    known = {claim.id for claim in CLAIMS} | {claim.id.partition("[")[0] for claim in CLAIMS}
    parts = {each.partition("/")[0] for each in known}
    named = re.findall(r"`([\w.]+)/([\w-]+)`", TEXT)
    assert {f"{part}/{name}" for part, name in named if part in parts} <= known


@pytest.mark.parametrize("page", [README, ROOT / "docs" / "metrics.md"], ids=lambda page: page.name)
def test_the_calls_of_the_reference_library_return_what_is_shown(page):
    python = blocks("python", page.read_text(encoding="utf-8"))
    example = "\n".join(block for block in python if block.startswith(">>>"))
    test = doctest.DocTestParser().get_doctest(example, {}, page.name, str(page), 0)
    assert test.examples
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(test)
    assert runner.summarize() == (0, len(test.examples))


def test_ci_installs_and_tests_as_the_readme_says():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    for command in re.findall(r"^pip install -e .*$", TEXT, flags=re.MULTILINE):
        install, _, test = command.partition(" && ")
        assert install.replace("pip install", "pip install --quiet") in script
        assert test.split()[0] in script
