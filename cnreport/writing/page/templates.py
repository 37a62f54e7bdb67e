"""The page's templates, styles and scripts, and the policy that lets nothing else in."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from cnreport.writing.page.marking import printable

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True, slots=True)
class Addition:
    """What a server adds to the page it serves: a style and a script that may speak to it, the elements for both,
    and what the script is to know, as JSON.
    """

    style: str
    script: str
    panel: Markup
    data: str = ""


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
def head(*scripts: str, addition: Addition | None = None) -> Markup:
    """The policy, the styles and the scripts named (``page.js``) as elements, to stand in the page's head.

    The policy allows these very styles and scripts by their SHA-256 and no request at all; with an ``addition``, its
    style and script too, and requests to where the page came from.
    """
    styles = [asset("page.css"), *([addition.style] if addition else [])]
    codes = [asset(name) for name in scripts] + ([addition.script] if addition else [])
    parts = [f'<meta http-equiv="Content-Security-Policy" content="{policy(styles, codes, requests=bool(addition))}">']
    parts += [f"<style>{style}</style>" for style in styles]
    # A module runs when the document has been read, wherever it stands.
    parts += [f'<script type="module">{code}</script>' for code in codes]
    return Markup("\n".join(parts))


def policy(styles: Sequence[str], scripts: Sequence[str], *, requests: bool = False) -> str:
    """A content security policy for a page with these styles and scripts inside."""
    allowed = {"style-src": styles, "script-src": scripts}
    parts = [f"{name} {' '.join(map(_digest, codes))}" for name, codes in allowed.items() if codes]
    parts += ["connect-src 'self'"] if requests else []
    return "; ".join(("default-src 'none'", *parts, "base-uri 'none'", "form-action 'none'"))


def asset(name: str) -> str:
    """A style or script of the page, by the name of its file."""
    return files("cnreport.writing.page").joinpath(name).read_text(encoding="utf-8")


def _digest(code: str) -> str:
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"


def _printable(value: Any) -> Any:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
