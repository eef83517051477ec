"""The functions of the toy, right."""


def double(n):
    return 2 * n


def half(n, *, down=False):
    return n // 2 if down else n / 2


def third(x):
    return x / 3
