"""Looks at a page in Debian's chromium, without a window, and tells what it comes to there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.report.reading import read

CHROMIUM = shutil.which("chromium")
"""The browser, where there is one."""

LIMIT = 120
"""Seconds that it may take."""

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Look:
    """What a page comes to in a browser.

    Attributes
    ----------
    too_wide
        Descriptions of the elements that reach out of the page.
    faint
        Texts whose contrast to what is behind them is too low, with the contrast.
    headings
        The level of each heading that is shown, in their order.
    pictures
        The text in place of each picture.
    background
        The colour of the page.
    console
        What the browser had to complain of.
    """

    too_wide: list[str]
    faint: list[str]
    headings: list[int]
    pictures: list[str]
    background: str
    console: list[str]


def look(html: str, folder: Path, *, width: int, is_dark: bool) -> Look:
    """Open a page in a frame of a width, since windows are not as narrow as telephones."""
    script = (HERE / "measure.js").read_text(encoding="utf-8")
    page = json.dumps(html).replace("</", "<\\/")
    file = folder / "frame.html"
    file.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><iframe width="{width}" height="900"></iframe>'
        f'<pre id="measured"></pre><script>const page = {page};\n{script}</script>',
        encoding="utf-8",
    )
    options = [
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--enable-logging=stderr",
        "--virtual-time-budget=10000",
        f"--user-data-dir={folder / 'profile'}",
        f"--window-size={width + 100},1000",
        f"--blink-settings=preferredColorScheme={0 if is_dark else 1}",
    ]
    if os.geteuid() == 0:
        options.append("--no-sandbox")
    done = subprocess.run(
        [str(CHROMIUM), *options, "--dump-dom", file.as_uri()],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=True,
    )
    (measured,) = [
        element
        for element in read(done.stdout).all("pre")
        if element.attributes.get("id") == "measured"
    ]
    found: dict[str, Any] = json.loads(measured.text)
    console = re.findall(r"CONSOLE[^]]*\] (.*)", done.stderr)
    return Look(**found, console=console)
