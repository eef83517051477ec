"""Which statement a line belongs to, and on which line a failure was."""

import pytest

from spec.machinery.claims.statements import failing_line, statement_at

SOURCE = '''\
def test(impl, n):
    """Something."""
    for m in range(n):
        # Of each of them.
        assert_equal(
            impl.double(m),
            2 * m,
        )
    with opened(
        n
    ) as file:
        read(file)
    if n:
        pass
    elif odd(n):
        pass
    @decorated(
        n
    )
    def inner(m):
        return m
    try:
        pass
    except wrong():
        pass
    one(); two()
'''


@pytest.mark.parametrize(
    ("lines", "statement"),
    [
        ([1], "def test(impl, n):"),
        ([3, 4], "for m in range(n):"),
        ([5, 6, 7, 8], "assert_equal(\n    impl.double(m),\n    2 * m,\n)"),
        ([9, 10, 11], "with opened(\n    n\n) as file:"),
        ([12], "read(file)"),
        ([15], "elif odd(n):"),
        ([17, 18, 19, 20], "@decorated(\n    n\n)\ndef inner(m):"),
        ([21], "return m"),
        ([24], "except wrong():"),
        ([26], "one(); two()"),
        ([99], None),
    ],
)
def test_a_statement_is_told_whole_and_a_block_by_its_head(tmp_path, lines, statement):
    file = tmp_path / "claims.py"
    file.write_text(SOURCE, encoding="utf-8")
    assert [statement_at(str(file), line) for line in lines] == [statement] * len(lines)


def test_where_there_is_no_source_there_is_no_statement(tmp_path):
    assert statement_at("<string>", 1) is None
    file = tmp_path / "claims.py"
    file.write_text("def (", encoding="utf-8")
    assert statement_at(str(file), 1) is None


def test_a_file_that_has_changed_is_read_again(tmp_path):
    file = tmp_path / "claims.py"
    for statement in ("one()", "another()"):
        file.write_text(statement, encoding="utf-8")
        assert statement_at(str(file), 1) == statement


def test_the_line_is_the_last_one_in_the_file_that_the_failure_came_through():
    names = {}
    exec(
        compile("def f(g):\n    try:\n        g()\n    finally:\n        pass", "here", "exec"),
        names,
    )
    exec(compile("\n\ndef g():\n    1 / 0", "there", "exec"), names)
    with pytest.raises(ZeroDivisionError) as error:
        names["f"](names["g"])
    assert failing_line(error.value, "here") == 3
    assert failing_line(error.value, "there") == 4
    assert failing_line(error.value, "nowhere") is None
