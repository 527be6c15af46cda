"""The environment of pages that are printed or kept apart from the site: strict, and everything in them escaped."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


def environment(package: str, *, folder: str = "pages") -> Environment:
    """One for the templates in a folder of a package. Style and script of a page of its own are not escaped."""
    return Environment(
        loader=PackageLoader(package, folder),
        autoescape=select_autoescape(("html",), disabled_extensions=("css", "js"), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
