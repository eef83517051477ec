"""Workers on other machines, in other folders and environments: here servers of this machine."""

import contextlib
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

import spec

RIGHT = """
    double = lambda n: 2 * n
    half = lambda n, *, down=False: n // 2 if down else n / 2
    third = lambda x: x / 3
    """

DEADLY = """
    import os
    double = half = third = lambda *_, **__: os._exit(1)
    """


class Machine:
    """A server of workers, in a folder and an environment of its own."""

    def __init__(self, folder, python, path):
        self.folder = folder
        command = [python, "-u", "-m", "execnet.script.socketserver", "127.0.0.1:0"]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, path))}
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
        )
        # It says where it listens once it does.
        self.port = int(self.process.stdout.readline().rpartition(", ")[2].rstrip(")\n"))

    @property
    def tx(self):
        return f"--tx=socket=127.0.0.1:{self.port}//chdir={self.folder}"

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def machines(project, tmp_path):
    """Two machines: one has the specification where this process has it, the other below its root.

    Both have other folders than this process.
    """
    root = Path(spec.__file__).parents[1]
    here, there = tmp_path / "here", tmp_path / "there"
    environment = there / "environment"
    here.mkdir()
    there.mkdir()
    venv.create(environment, symlinks=True)
    libraries = Path(sysconfig.get_path("purelib", vars={"base": str(environment)}))
    (libraries / "others.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    for package in (root / "spec", project.path / "toy"):
        shutil.copytree(package, libraries / package.name, ignore=shutil.ignore_patterns("*.pyc"))
    with contextlib.ExitStack() as running:
        found = [
            Machine(here, sys.executable, [root, project.path]),
            Machine(there, str(environment / "bin" / "python"), []),
        ]
        for machine in found:
            running.callback(machine.stop)
        yield found


@pytest.fixture
def run_there(project, machines):
    """Run the toy on both machines, each of which has an implementation of that text, or none."""
    options = ["-p", "spec.machinery.plugin", "-p", "spec.machinery.plugin.parallel"]
    options += ["-o", "specification=toy:SPECIFICATION", "--pyargs", "toy.chapters"]

    def run_there(*others, implementations=(RIGHT, RIGHT)):
        project.makepyfile(mine=RIGHT)
        for machine, text in zip(machines, implementations, strict=True):
            if text is not None:
                source = "\n".join(line.strip() for line in text.splitlines())
                (machine.folder / "mine.py").write_text(source, encoding="utf-8")
        (project.path / "conftest.py").unlink()
        tx = [machine.tx for machine in machines]
        return project.runpytest_subprocess(*options, *tx, "--impl", "mine.py", *others)

    return run_there


def test_claims_are_tried_on_all_of_them_and_told_in_order(run_there):
    result = run_there("-v")
    assert result.ret == 0, result.stdout.str()
    result.assert_outcomes(passed=9)
    rows = [line.split()[1] for line in result.outlines if line.startswith("  holds ")]
    assert rows == [
        "1.1/double",
        "2/half",
        "2/down",
        "2/grows[double]",
        "2/grows[half]",
        "3/third",
        "num/third",
    ]
    for worker in ("gw0", "gw1"):
        result.stdout.fnmatch_lines([f"*{worker}*"])


def test_a_machine_that_is_gone_costs_no_claim(run_there):
    result = run_there("-v", "--shards=2", implementations=(DEADLY, RIGHT))
    assert result.ret == 0, result.stdout.str()
    result.assert_outcomes(passed=9)
    result.stdout.fnmatch_lines(["*worker gw0 at 127.0.0.1:* is gone: *", "9 claims (7 holds, *"])


def test_where_no_machine_is_left_the_rest_is_done_here(run_there):
    result = run_there("-v", implementations=(DEADLY, DEADLY))
    assert result.ret == 0, result.stdout.str()
    result.assert_outcomes(passed=9)
    result.stdout.fnmatch_lines(["*no other worker is left*"])


def test_an_implementation_that_is_missing_on_a_machine_is_one_error(run_there):
    result = run_there(implementations=(RIGHT, None))
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    errors = [line for line in result.errlines if line.startswith("ERROR")]
    assert len(errors) == 1
    result.stderr.fnmatch_lines(
        ["ERROR: worker gw1 at 127.0.0.1:* does not start: --impl: *'mine.py': FileNotFoundError*"]
    )
    assert "1.1/double" not in result.stdout.str()


def test_an_implementation_that_is_missing_for_a_process_of_its_own_is_one_error(run, project):
    project.makepyfile(mine="import pathlib; pathlib.Path(__file__).unlink()")
    result = run("-n2", impl="mine.py")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: worker gw? does not start: --impl: *FileNotFoundError*"])


def test_a_machine_that_cannot_be_reached_is_one_error(run_there, machines):
    machines[1].stop()
    result = run_there()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: --tx socket=*: ConnectionRefusedError: *"])


def test_a_path_that_is_one_here_alone_is_one_error(run):
    result = run("--dist=load", "--tx=popen//chdir=.", "toy", apart=True)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: arg toy *: nothing is copied to workers elsewhere, *"])
