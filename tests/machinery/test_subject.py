"""Which implementation is tried: the one that its user means, or else what they are told."""

import pytest

DOUBLE = "double = lambda n: 2 * n\n"

TRIPLE = '''
@claim("mine/triple")
@given(n=numbers)
def test_triple(impl, n):
    """triple(n) = 3n."""
    assert_equal(impl.triple(n), 3 * n)
'''


@pytest.fixture
def write(project):
    """Write files at paths in the project, each with the folders that it needs."""

    def write(**files):
        for name, content in files.items():
            file = project.path.joinpath(*name.split("__in__")[::-1]).with_suffix(".py")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")

    return write


class TestPaths:
    """What a path names is the file or folder that is there."""

    @pytest.mark.parametrize("workers", [[], ["-n1"]], ids=["in one process", "-n1"])
    def test_a_file_finds_the_modules_beside_it(self, run, write, workers):
        write(gan__in__homework=DOUBLE, mine__in__homework="from gan import double\n")
        result = run(*workers, "--claim", "1.1/double", impl="homework/mine.py")
        result.assert_outcomes(passed=1, deselected=0 if workers else 8)

    def test_a_file_of_a_package_may_import_from_it_in_any_way(self, run, write):
        source = "from . import one\nfrom package.two import two\nfrom one import one as again\n"
        write(
            **{"__init____in__package": "", "one__in__package": "one = 1\n"},
            two__in__package="from .one import one\ntwo = one + one\n",
            mine__in__package=f"{source}double = lambda n: two * again * n\n",
        )
        run("--claim", "1.1/double", impl="package/mine.py").assert_outcomes(passed=1, deselected=8)

    def test_a_relative_import_without_a_package_is_told(self, run, write):
        write(one__in__folder="one = 1\n", mine__in__folder="from . import one\n" + DOUBLE)
        result = run(impl="folder/mine.py")
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines(
            ["ERROR: *relative import*: put an __init__.py into the folder of folder/mine.py, or *"]
        )

    @pytest.mark.parametrize("name", ["json.py", "os.py", "my-losses.py", "losses.v2.py"])
    def test_a_file_may_be_called_as_it_likes(self, run, project, name):
        (project.path / name).write_text(DOUBLE, encoding="utf-8")
        run("--claim", "1.1/double", impl=name).assert_outcomes(passed=1, deselected=8)

    @pytest.mark.parametrize("name", ["json", "./json", "json/__init__.py"])
    def test_a_folder_is_named_by_its_path_whatever_else_has_its_name(self, run, write, name):
        write(
            __init____in__json="from json.parts import double\nfrom . import parts\n",
            parts__in__json=DOUBLE,
        )
        result = run("--claim", "1.1/double", impl=name)
        if name == "json":
            assert result.ret == pytest.ExitCode.USAGE_ERROR
        else:
            result.assert_outcomes(passed=1, deselected=8)

    def test_what_had_the_name_has_it_again_afterwards(self, run, write, own):
        write(__init____in__json=DOUBLE)
        own("import json\n\n\ndef test_json():\n    assert json.loads('[1]') == [1]\n")
        run("test_own.py", impl="./json").assert_outcomes(passed=1)

    @pytest.mark.parametrize("name", ["losses:one", "./losses:one", "./losses:one.Losses"])
    def test_an_object_may_be_in_a_module_of_a_folder(self, run, write, name):
        write(one__in__losses=f"{DOUBLE}class Losses:\n    double = staticmethod(double)\n")
        run("--claim", "1.1/double", impl=name).assert_outcomes(passed=1, deselected=8)

    def test_of_a_folder_without_functions_the_modules_are_told(self, run, write):
        write(one__in__losses=DOUBLE, two__in__losses=DOUBLE)
        result = run(impl="./losses")
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines(["*. It has the modules one, two: ./losses:one names the *"])

    def test_a_file_that_fails_leaves_no_module_behind(self, run, project):
        (project.path / "failing.py").write_text("raise KeyError('x')", encoding="utf-8")
        result = run(impl="failing.py")
        result.stderr.fnmatch_lines(["ERROR: *cannot load the implementation 'failing.py': Key*"])


class TestNamesakes:
    """Of two modules of one name, a line at the top says which is tried."""

    def test_the_other_one_is_named(self, run, write):
        write(__init____in__json=DOUBLE, working__in__sub=DOUBLE)
        result = run("--list-claims", impl="working")
        assert "another one" not in result.stdout.str()
        result = run("--claim", "1.1/double", "-p", "no:cacheprovider", impl="json:decoder")
        result.stdout.fnmatch_lines(["json is */json: --impl ./json is another one"])

    def test_a_path_is_no_question(self, run, write):
        write(__init____in__json=DOUBLE)
        result = run("--claim", "1.1/double", impl="./json")
        assert "another one" not in result.stdout.str()


class TestOwnFunctions:
    """Functions that no specification knows, and claims about them."""

    @pytest.mark.parametrize("workers", [[], ["-n1"]], ids=["in one process", "-n1"])
    def test_own_claims_about_own_functions_are_judged(self, run, project, own, workers):
        own(TRIPLE)
        for name, times, outcome in (("right", 3, "passed"), ("wrong", 4, "failed")):
            (project.path / f"{name}.py").write_text(f"triple = lambda n: {times} * n\n")
            result = run("test_own.py", *workers, impl=f"{name}.py")
            result.assert_outcomes(**{outcome: 1})

    @pytest.mark.parametrize("workers", [[], ["-n1"]], ids=["in one process", "-n1"])
    def test_what_offers_nothing_that_a_claim_asks_for_is_an_error(self, run, own, write, workers):
        own(TRIPLE)
        write(mine="import math\nfrom math import exp\ndoubled = lambda n: 2 * n\nthrice = exp\n")
        result = run("toy", "test_own.py", *workers, impl="mine.py")
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines(
            [
                "ERROR: --impl: mine.py offers none of the functions that the claims are about. "
                "It offers doubled. By doubled, do you mean double? Then write double = doubled. "
                "The claims are about double, half, third, triple"
            ]
        )

    def test_a_function_that_was_given_by_name_and_is_not_asked_for_is_told(self, run, write):
        given = "given_by_name = ['double', 'triple', 'thirds']\nthirds = triple = double\n"
        write(mine=DOUBLE + given)
        result = run("--claim", "1.1/double", impl="mine.py")
        result.assert_outcomes(passed=1, deselected=8, warnings=2)
        result.stdout.fnmatch_lines(["*no claim here asks for thirds: did you mean third[?]"])
        result.stdout.fnmatch_lines(["*no claim here asks for triple"])

    def test_a_function_of_the_specification_need_not_be_asked_for(self, run, own, write):
        own(TRIPLE)
        write(mine=f"{DOUBLE}triple = lambda n: 3 * n\ngiven_by_name = ['double', 'triple']\n")
        run("test_own.py", impl="mine.py").assert_outcomes(passed=1, warnings=0)

    def test_a_misspelt_name_is_laid_to_the_claim_and_to_no_function(self, run, own):
        own(TRIPLE.replace("impl.triple(n)", "impl.half(n) + impl.doubel(n)"))
        result = run("test_own.py")
        result.assert_outcomes(failed=1)
        result.stdout.fnmatch_lines(["*toy.reference does not offer doubel. Did you mean double?"])
        assert "half: " not in result.stdout.str()
