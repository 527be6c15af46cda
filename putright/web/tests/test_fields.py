"""Every kind of field as it stands on a page."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.boundfield import BoundField
from django.template import engines

from putright.web import fields, kit


def drawn(bound: BoundField, **options: Any) -> str:
    page = engines["jinja2"].from_string('{% import "web/components/all.html" as ui %}{{ ui.field(bound, **options) }}')
    return str(page.render({"bound": bound, "options": options}))


def summary(*given: forms.Form) -> str:
    page = engines["jinja2"].from_string('{% import "web/components/all.html" as ui %}{{ ui.error_summary(*given) }}')
    return str(page.render({"given": given}))


def filled(**typed: str) -> kit.Example:
    return kit.Example({name.replace("__", "-"): value for name, value in typed.items()})


def tag_with_id(html: str, wanted: str) -> str:
    found = re.search(rf'<\w+[^>]*\bid="{wanted}"[^>]*>', html)
    assert found, f"nothing has the id {wanted}"
    return found.group()


def describing(html: str, wanted: str) -> list[str]:
    """The ids that describe an element; each must be on the page."""
    found = re.search(r'aria-describedby="([^"]*)"', tag_with_id(html, wanted))
    ids = found.group(1).split() if found else []
    for one in ids:
        tag_with_id(html, one)
    return ids


def test_a_text_field_has_a_label_that_belongs_to_it_and_the_attributes_its_form_gave() -> None:
    html = drawn(kit.Example()["name"])

    assert '<label class="govuk-label govuk-label--s" for="id_name">Your full name</label>' in html
    box = tag_with_id(html, "id_name")
    assert 'type="text"' in box
    assert 'autocomplete="name"' in box
    assert "required" not in box


def test_a_hint_and_an_error_are_read_out_with_the_box() -> None:
    html = drawn(filled(email="maria@")["email"])

    assert describing(html, "id_email") == ["id_email-hint", "id_email-error"]
    assert 'value="maria@"' in html
    assert 'type="email"' in html
    assert 'autocomplete="email"' in html


def test_a_number_is_typed_in_a_plain_box_that_brings_up_digits() -> None:
    box = tag_with_id(drawn(kit.Example()["missed"]), "id_missed")

    assert 'type="text"' in box
    assert 'inputmode="numeric"' in box


def test_a_field_that_may_be_left_empty_says_so_unless_told_not_to() -> None:
    assert "Telephone number (optional)" in drawn(kit.Example()["phone"])
    assert "(optional)" not in drawn(kit.Example()["phone"], optional=False)
    assert "(optional)" not in drawn(kit.Example()["name"])


@pytest.mark.parametrize(("name", "words"), [("story", "What went wrong?"), ("reply_by", "How should we answer you?")])
def test_the_question_can_be_the_heading_of_the_page(name: str, words: str) -> None:
    html = drawn(kit.Example()[name], heading=True)

    assert re.search(rf"<h1[^>]*>\s*(<label[^>]*>)?{re.escape(words)}", html)


@pytest.mark.parametrize(
    "typed", ["one\n\n  two\n   three", "\nbegins with a line break", 'quotes " and <b>tags</b> & all']
)
def test_what_somebody_typed_in_a_text_area_comes_back_letter_for_letter(typed: str) -> None:
    html = str(filled(note=typed, reply_by="phone"))

    found = re.search(r'<textarea[^>]*id="id_note"[^>]*>\n(.*?)</textarea>', html, re.DOTALL)
    assert found
    assert engines["jinja2"].from_string("{{ typed }}").render({"typed": typed}) == found.group(1)


def test_a_limit_is_written_below_a_long_answer_and_belongs_to_it() -> None:
    html = drawn(kit.Example()["story"])

    assert "You can enter up to 4000 characters" in html
    assert "id_story-info" in describing(html, "id_story")
    assert 'data-maxlength="4000"' in html


def test_radio_buttons_stand_in_a_group_with_a_legend_and_hints() -> None:
    html = drawn(kit.Example()["reply_by"])

    assert re.search(r"<legend[^>]*>\s*How should we answer you\?", html)
    assert describing(html, "id_reply_by-2") == ["id_reply_by-2-item-hint"]
    assert "checked" not in html


def test_a_choice_reveals_the_question_it_leads_to_and_nothing_shows_it_twice() -> None:
    closed, opened = str(kit.Example()), str(filled(reply_by="phone", best_time="<after 5>"))

    assert closed.count('name="best_time"') == 1
    assert "govuk-radios__conditional--hidden" in closed
    assert "govuk-radios__conditional--hidden" not in opened
    assert 'value="&lt;after 5&gt;"' in opened


def test_a_choice_that_stands_alone_comes_after_an_or() -> None:
    html = drawn(kit.Example({"needs": ["large_print"]})["needs"])

    assert "checked" in tag_with_id(html, "id_needs")
    assert 'data-behaviour="exclusive"' in tag_with_id(html, "id_needs-3")
    assert html.count("checked") == 1


def test_a_single_checkbox_has_its_error_above_it() -> None:
    html = drawn(filled()["agreed"])

    assert describing(html, "id_agreed") == ["id_agreed-error"]
    assert html.index("id_agreed-error") < html.index('type="checkbox"')


def test_a_list_of_services_keeps_what_was_chosen() -> None:
    html = drawn(filled(service="waste")["service"])

    assert '<option value="waste" selected>' in html


def test_several_files_can_be_given_at_once() -> None:
    assert "multiple" in tag_with_id(drawn(kit.Example()["evidence"]), "id_evidence")


def test_a_hidden_field_is_not_seen() -> None:
    assert drawn(kit.Example()["step"]).strip() == '<input type="hidden" id="id_step" name="step" value="2">'


def test_a_password_is_never_written_back_into_the_page() -> None:
    class SignIn(forms.Form):
        password = forms.CharField(widget=forms.PasswordInput)

    assert "hunter2" not in drawn(SignIn({"password": "hunter2"})["password"])


def test_the_summary_of_errors_leads_to_each_box_in_the_order_of_the_page() -> None:
    form = filled(happened_on__day="3", happened_on__month="May")
    html = summary(form)

    targets = re.findall(r'href="#([^"]*)"', html)
    assert targets[:4] == ["id_name", "id_email", "id_missed", "id_happened_on-year"]
    page = str(form)
    for target in targets:
        tag_with_id(page, target)


def test_there_is_no_summary_where_there_is_no_error() -> None:
    assert summary(kit.Example()).strip() == ""


def test_an_error_of_the_whole_form_is_told_too() -> None:
    form = filled()
    form.add_error(None, "Choose <one> thing")

    assert "<li>Choose &lt;one&gt; thing</li>" in summary(form)


def test_a_second_form_on_the_page_keeps_its_ids_apart() -> None:
    form = kit.OneQuestion({}, prefix="other")

    assert "#id_other-story" in summary(form)
    assert 'id="id_other-story"' in drawn(form["story"])


def a_date(typed: Mapping[str, str]) -> Any:
    return fields.DateField(what="the date it happened").clean(typed)


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MAR.", " march "])
def test_a_month_may_be_a_number_or_a_name(month: str) -> None:
    assert f"{a_date({'day': '27', 'month': month.strip(), 'year': '2026'})}" == "2026-03-27"


@pytest.mark.parametrize(
    ("day", "month", "year", "says", "where"),
    [
        ("", "", "", "Enter the date it happened", "day month year"),
        ("", "3", "2026", "The date it happened must include a day", "day"),
        ("27", "", "", "The date it happened must include a month and a year", "month year"),
        ("27", "13", "2026", "Month must be a number from 1 to 12, or its name", "month"),
        ("27", "Mayr", "2026", "Month must be a number from 1 to 12, or its name", "month"),
        ("27", "ma", "2026", "Month must be a number from 1 to 12, or its name", "month"),
        ("27", "3", "26", "Year must be 4 numbers, such as 2026", "year"),
        ("first", "3", "2026", "Day must be a number, such as 27", "day"),
        ("31", "2", "2026", "The date it happened must be a real date", "day month year"),
        ("²", "2", "2026", "Day must be a number, such as 27", "day"),
        ("1", "²", "2026", "Month must be a number from 1 to 12, or its name", "month"),
    ],
)
def test_a_wrong_date_says_which_part_to_mend(day: str, month: str, year: str, says: str, where: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        a_date({"day": day, "month": month, "year": year})

    assert refused.value.messages == [says]
    assert refused.value.params == {"parts": tuple(where.split())}


def test_the_box_to_mend_is_marked_and_keeps_what_was_typed() -> None:
    html = drawn(filled(happened_on__day="31", happened_on__month="Febuary", happened_on__year="2026")["happened_on"])

    assert "govuk-input--error" in tag_with_id(html, "id_happened_on-month")
    assert "govuk-input--error" not in tag_with_id(html, "id_happened_on-day")
    assert 'value="Febuary"' in html


def test_a_date_that_may_be_left_out_is_none() -> None:
    assert fields.DateField(required=False).clean({"day": "", "month": "", "year": ""}) is None


def test_django_draws_a_field_as_we_do() -> None:
    bound = kit.Example()["name"]

    assert bound.as_field_group().strip() == drawn(bound).strip()


def test_files_come_as_a_list_and_each_is_looked_at() -> None:
    photo, empty = SimpleUploadedFile("bin.jpg", b"x"), SimpleUploadedFile("empty.jpg", b"")

    assert fields.FilesField().clean([photo, photo]) == [photo, photo]
    assert fields.FilesField(required=False).clean([]) == []
    for given in ([], [photo, empty]):
        with pytest.raises(forms.ValidationError):
            fields.FilesField().clean(given)


def test_a_line_break_counts_once_as_it_does_on_the_page() -> None:
    class Short(forms.Form):
        story = forms.CharField(max_length=3, widget=fields.Counted(most=3))

    assert Short({"story": "a\r\nb"}).is_valid()


def test_services_in_groups_can_all_be_chosen() -> None:
    class Grouped(forms.Form):
        service = forms.ChoiceField(choices=[("", "Choose"), ("Streets", [("waste", "Waste"), ("roads", "Roads")])])

    assert '<option value="roads" selected>' in drawn(Grouped({"service": "roads"})["service"])
