"""The walk itself finds what it is there to find: a page that breaks, one that leads away, and words that are lost."""

from __future__ import annotations

import pytest
from django.http import HttpResponse, HttpResponseRedirect

from tests.fuzz import pages, walking

REFUSED = '<div class="govuk-error-summary"></div><form method="post"><textarea name="said">\n{}</textarea></form>'


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse(status=500),
        HttpResponse(status=418),
        HttpResponseRedirect("https://evil.example/"),
        HttpResponseRedirect("//evil.example/"),
    ],
    ids=["500", "418", "another site", "no scheme"],
)
def test_a_page_that_breaks_or_leads_away_is_found(answer: HttpResponse) -> None:
    with pytest.raises(walking.Broken):
        walking.fine(answer, "GET /")


def test_words_that_are_lost_are_found_and_those_that_are_shown_are_not() -> None:
    shown = HttpResponse(REFUSED.format("The bin &amp; the &lt;b&gt; lid"))
    walking.must_show_again(shown, {"said": "The bin & the\r\n<b> lid\x00"})
    with pytest.raises(walking.Broken, match="said was lost"):
        walking.must_show_again(shown, {"said": "The bin and the lid"})


def test_a_form_is_read_as_a_browser_reads_it() -> None:
    html = """<form action="/a/" method="post"><input name="key" type="hidden" value="k"><input name="who" value="M">
    <input type="radio" name="one" value="1"><input type="radio" name="one" value="2" checked>
    <select name="of"><option value="x">X</option><option value="y" selected>Y</option></select>
    <textarea name="said">words</textarea><input type="file" name="f"><button name="do" value="take">Go</button></form>
    <form action="/search/"><input name="q"></form>"""
    (form,) = pages.forms(html)

    assert (form.action, form.method) == ("/a/", "post")
    assert form.data() == {"key": ["k"], "who": ["M"], "one": ["2"], "of": ["y"], "said": ["words"]}
    assert form.fields["one"].choices == ["1", "2"]
    assert form.fields["do"].choices == ["take"]
    assert form.fields["f"].kind == "file"
