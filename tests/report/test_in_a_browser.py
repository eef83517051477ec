"""The page in a real browser: on a telephone and on a screen, in the dark and in the light."""

from types import SimpleNamespace

import pytest

import impl
from tests.report import browser

pytestmark = pytest.mark.skipif(
    browser.CHROMIUM is None, reason="there is no chromium: apt-get install chromium"
)

MINE = SimpleNamespace(
    __version__="9.9",
    sigmoid=impl.sigmoid,
    log_sigmoid=lambda h: 0 * impl.log_sigmoid(h),
    nonsaturating_generator_loss=impl.nonsaturating_generator_loss,
    nonsaturating_generator_loss_derivative=lambda h: impl.log_sigmoid(h),
    kl_divergence=impl.kl_divergence,
    f_conjugate=impl.f_conjugate,
)
CLAIMS = ["definitions/value", "num/kl-near-equal", "3.4/always-asymmetric", "gradients/slopes"]


@pytest.fixture(scope="module")
def page(page_of):
    return page_of(MINE, CLAIMS)


@pytest.fixture(scope="module", params=[(380, False), (380, True), (1280, False), (1280, True)])
def seen(request, page, tmp_path_factory):
    width, is_dark = request.param
    return browser.look(page, tmp_path_factory.mktemp("look"), width=width, is_dark=is_dark)


def test_nothing_reaches_out_of_the_page(seen):
    assert seen.too_wide == []


def test_every_text_stands_out_from_what_is_behind_it(seen):
    assert seen.faint == []


def test_headings_are_in_order(seen):
    assert seen.headings[:2] == [1, 2]
    assert all(b <= a + 1 for a, b in zip(seen.headings, seen.headings[1:], strict=False))


def test_every_picture_has_a_text_in_its_place(seen):
    assert len(seen.pictures) > 5
    assert all(seen.pictures)


def test_the_browser_has_nothing_to_complain_of(seen):
    assert seen.console == []


def test_it_is_as_dark_as_the_screen(page, tmp_path):
    colours = [
        browser.look(page, tmp_path, width=380, is_dark=is_dark).background
        for is_dark in (False, True)
    ]
    assert colours == ["rgb(253, 253, 251)", "rgb(21, 24, 28)"]


@pytest.mark.parametrize(
    ("mistake", "aspect"),
    [
        ('<p style="width: 3000px">wide</p>', "too_wide"),
        ('<p style="color: #ccc; background: #fff">faint</p>', "faint"),
        ("<script>undefined.length</script>", "console"),
    ],
)
def test_a_mistake_is_seen(tmp_path, mistake, aspect):
    html = f"<!DOCTYPE html><html lang='en'><body>{mistake}</body></html>"
    assert getattr(browser.look(html, tmp_path, width=380, is_dark=False), aspect) != []
