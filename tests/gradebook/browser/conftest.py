"""Pages as a browser shows them: what a probe finds in one after our own script has run.

Without Chromium these tests are skipped.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run", "--hide-scrollbars"),
)
_PROBE = """
const trouble = [];
addEventListener("error", (event) => trouble.push(event.message));
addEventListener("securitypolicyviolation", (event) => trouble.push(event.violatedDirective));
addEventListener("load", async () => {{
  let found;
  try {{
    found = await (async () => {{ {body} }})();
  }} catch (error) {{
    trouble.push(`${{error}}`);
  }}
  const result = document.createElement("pre");
  result.id = "result";
  result.textContent = JSON.stringify({{ found, trouble }});
  document.body.append(result);
}});
"""


@pytest.fixture
def probe() -> Callable[..., Any]:
    """See ``probed``; the browser is this machine's."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium here (apt-get install chromium)")
    return partial(probed, found)


def probed(
    browser: str, page: Path, body: str, width: int = 1280, dark: bool = False, library: str = ""
) -> Any:
    """Open a copy of the page, run the body of an async function in it, and return its result.

    The copy differs in one thing: its policy lets the probe run too. Fails where anything in the
    page goes wrong or is refused.
    """
    probe = library + _PROBE.format(body=body)
    digest = base64.b64encode(hashlib.sha256(probe.encode()).digest()).decode()
    text = page.read_text(encoding="utf-8")
    if "script-src" in text:
        text = text.replace("script-src ", f"script-src 'sha256-{digest}' ", 1)
    else:
        text = text.replace("form-action", f"script-src 'sha256-{digest}'; form-action", 1)
    text = text.replace("<title>", f"<script>{probe}</script><title>", 1)
    with tempfile.TemporaryDirectory() as home:
        copy = Path(home) / "page.html"
        copy.write_text(text, encoding="utf-8")
        theme = ["--blink-settings=preferredColorScheme=0"] if dark else []
        command = [browser, *_QUIET, *theme, f"--user-data-dir={home}/profile"]
        command += [f"--window-size={width},900", "--virtual-time-budget=20000", "--dump-dom"]
        done = subprocess.run([*command, f"file://{copy}"], capture_output=True, timeout=120)
    (result,) = re.findall(r'<pre id="result">(.*?)</pre>', done.stdout.decode(), re.DOTALL)
    told = json.loads(html.unescape(result))
    assert told["trouble"] == []
    return told.get("found")
