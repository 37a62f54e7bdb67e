"""The page's templates, styles and scripts, and the policy that lets nothing else in."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from cnreport.writing.page.marking import printable

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def template(name: str) -> Template:
    """The template ``name``; whatever is put into it is made printable and escaped unless it is markup already."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("cnreport.writing.page", "."),
        autoescape=True,
        finalize=_printable,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


@cache
def head(*scripts: str) -> Markup:
    """The policy, the style and the scripts named (``page.js``) as elements, to stand in the page's head.

    The policy allows these very styles and scripts by their SHA-256 and no request at all.
    """
    style = _asset("page.css")
    codes = [_asset(name) for name in scripts]
    allowed = " ".join(map(_digest, codes))
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {allowed}; base-uri 'none'; form-action 'none'"
    )
    parts = [f'<meta http-equiv="Content-Security-Policy" content="{policy}">', f"<style>{style}</style>"]
    # A module runs when the document has been read, wherever it stands.
    parts += [f'<script type="module">{code}</script>' for code in codes]
    return Markup("\n".join(parts))


def _asset(name: str) -> str:
    return files("cnreport.writing.page").joinpath(name).read_text(encoding="utf-8")


def _digest(code: str) -> str:
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"


def _printable(value: Any) -> Any:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
