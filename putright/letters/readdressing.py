"""A letter as it was printed, with another name and address at its head: its words stay as they were written."""

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

HEAD = re.compile(r'<p class="to">.*?</p>\n?', re.DOTALL)
BODY = "<main>\n"


def to(html: str, lines: Sequence[str]) -> str:
    """The printed letter addressed to these lines, whether or not it named an address before."""
    before, body, after = HEAD.sub("", html, count=1).partition(BODY)
    if not body:
        raise ValueError("this is no printed letter")
    head = Markup("<br>").join(escape(line) for line in lines)
    return f'{before}{body}<p class="to">{head}</p>\n{after.lstrip()}'
