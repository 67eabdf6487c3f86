"""What each shared part of a page says, beside how it looks."""

import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace as Row

import pytest
from django import forms
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
STYLES = settings.BASE_DIR / "static" / "css"
DUE_AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # 17:00 in Shanghai


class Choice:
    def __init__(self, label: str, hint: str) -> None:
        self.label, self.hint = label, hint

    def __str__(self) -> str:
        return self.label


class FilingForm(forms.Form):
    about = forms.ChoiceField(
        label="What is it about?",
        widget=forms.RadioSelect,
        choices=[("charges", Choice("Reading and charges", "A late charge, being charged twice")), ("other", "Else")],
    )
    story = forms.CharField(label="What happened?", help_text="In your own words.", widget=forms.Textarea)
    phone = forms.CharField(label="Phone", required=False)
    photos = forms.FileField(label="Photos", widget=forms.FileInput)


class ReplyForm(forms.Form):
    audience = forms.ChoiceField(
        widget=forms.RadioSelect, choices=[("reply", "Reply to Chen"), ("note", "Internal note")], initial="reply"
    )
    body = forms.CharField(label="Your words", widget=forms.Textarea)
    seen = forms.CharField(widget=forms.HiddenInput, initial="17")


def component(partial: str, /, **values) -> str:
    return " ".join(render_to_string(f"components/{partial}.html", values).split())


def clock(state: str, **changed) -> Row:
    facts = {
        "state": state,
        "promise_label": "Full answer",
        "due_at": DUE_AT,
        "words": "5 working hours left",
        "used_share": 0.75,
        "pause_shares": [(0.25, 0.375)],
    }
    return Row(**facts | changed)


def refused(**values) -> FilingForm:
    form = FilingForm(values)
    form.is_valid()
    return form


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_it_keeps_to_the_content_security_policy(path: Path):
    source = path.read_text()

    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:", source)
    scripts = re.findall(r"<script[^>]*>", source)
    assert all("src=" in tag or 'type="application/json"' in tag for tag in scripts)  # data is never run


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_it_keeps_a_template_short(path: Path):
    assert len(path.read_text().splitlines()) <= 80


def test_it_puts_every_stylesheet_on_a_page_once():
    imported = [
        name
        for entry in ("site.css", "desk.css")
        for name in re.findall(r'@import url\("(.+?)"\) layer', (STYLES / entry).read_text())
    ]

    assert sorted(imported) == sorted(
        {str(path.relative_to(STYLES)) for path in STYLES.rglob("*.css") if path.name not in ("site.css", "desk.css")}
    )


def test_it_never_sends_the_style_of_a_note_to_customers():
    assert "note.css" not in (STYLES / "site.css").read_text()
    assert "note.css" in (STYLES / "desk.css").read_text()


def test_it_says_the_clock_in_words_beside_its_colour():
    pill = component("clock", clock=clock("late", words="2 h late"))

    assert 'data-state="late"' in pill
    assert ">2 h late<" in pill
    assert 'datetime="2026-11-24T' in pill


@pytest.mark.parametrize("state", ["fine", "soon", "late"])
def test_it_says_when_a_running_promise_is_due(state):
    strip = component("promise", clock=clock(state))

    assert "17:00" in strip
    assert "5 working hours left" in strip


@pytest.mark.parametrize("state", ["paused", "kept", "missed", "ended"])
def test_it_names_no_due_time_where_none_runs(state):
    strip = component("promise", clock=clock(state))

    assert "17:00" not in strip
    assert "Full answer" in strip
    assert "5 working hours left" in strip


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_it_draws_the_pause_into_the_promise(language):
    with translation.override(language):
        strip = component("promise", clock=clock("soon"))

    assert 'x1="0" x2="0.7500"' in strip
    assert 'class="pause" x1="0.2500" x2="0.3750"' in strip


def test_it_tells_why_a_promise_moved():
    strip = component("promise", clock=clock("soon"), why=["The clock stood still for 3 h 15 min."])

    assert "<p>The clock stood still for 3 h 15 min.</p>" in strip


def test_it_leads_from_each_error_to_its_field():
    form = refused(about="nonsense")

    page = component("error-summary", form=form) + str(form)

    targets = re.findall(r'href="#([^"]+)"', page)
    assert targets == ["id_about_0", "id_story", "id_photos"]
    assert all(f'id="{target}"' in page for target in targets)


def test_it_gathers_the_errors_of_a_formset():
    formset = forms.formset_factory(FilingForm)(
        {
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "0",
            "form-0-about": "charges",
            "form-0-phone": "1",
        }
    )
    formset.is_valid()

    assert 'href="#id_form-0-story"' in component("error-summary", formset=formset)


def test_it_shows_no_summary_without_errors():
    assert component("error-summary", form=FilingForm()) == ""


def test_it_ties_hint_and_error_to_the_control():
    form = refused(about="charges")

    field = form["story"].as_field_group()

    assert 'aria-describedby="id_story_helptext id_story_error"' in field
    assert 'id="id_story_helptext"' in field
    assert 'id="id_story_error"' in field
    assert 'aria-invalid="true"' in field
    assert "data-invalid" in field


def test_it_keeps_what_was_typed():
    form = refused(about="other", story="We paid in 1998.")

    page = str(form)

    assert "We paid in 1998." in page
    assert re.search(r'value="other"[^>]*checked', page)


def test_it_marks_what_is_optional():
    form = FilingForm()

    assert "optional" in form["phone"].as_field_group()
    assert "optional" not in form["story"].as_field_group()


def test_it_gives_a_choice_its_hint():
    group = FilingForm()["about"].as_field_group()

    assert "<legend>" in group
    assert '<span class="hint">A late charge, being charged twice</span>' in group


def test_it_offers_to_remove_each_photo_by_name():
    photos = [Row(id=7, thumbnail_url="/files/7", name="receipt.jpg", words="1.2 MB")]

    upload = component("upload", field=FilingForm()["photos"], photos=photos)

    assert 'name="remove_photo" value="7" formnovalidate' in upload
    assert '<span class="hide"> receipt.jpg</span>' in upload


def test_it_rates_by_five_buttons_that_each_say_a_word():
    buttons = component("rating", name="score", legend="How was it?", buttons=True)

    assert re.findall(r'<button name="score" value="(\d)">', buttons) == ["1", "2", "3", "4", "5"]
    assert "Very bad" in buttons
    assert "Very good" in buttons


def test_it_rates_by_radios_and_remembers_the_choice():
    radios = component("rating", name="score", legend="How was it?", chosen=4)

    assert radios.count('type="radio"') == 5
    assert re.findall(r'value="(\d)" checked', radios) == ["4"]


def test_it_sends_a_reply_with_what_the_writer_had_seen():
    box = component("reply-box", url="/reply/", form=ReplyForm(), csrf_token="token")

    assert '<input type="hidden" name="seen" value="17"' in box
    assert 'value="reply"' in box
    assert 'value="note"' in box
    assert "csrfmiddlewaretoken" in box


def test_it_labels_a_note_in_words():
    note = component("note", note=Row(who="Zhou Ning", at=DUE_AT, body="Not for the customer."))

    assert "the customer never sees this" in note
    assert 'class="message"' not in note


def test_it_escapes_what_people_write():
    message = Row(
        sender="customer", who="<b>", at=DUE_AT, channel="", body="<script>x</script>", language="", photos=[]
    )

    assert "<script>" not in component("message", message=message)


def test_it_tells_a_story_with_its_messages():
    message = Row(sender="us", who="Zhou Ning", at=DUE_AT, channel="SMS", body="Found.", language="", photos=[])
    entries = [Row(state="done", title="Reply", at=DUE_AT, words="", who="", message=message, note=None)]

    story = component("timeline", entries=entries)

    assert "<b>Reply</b>" in story
    assert "<p>Found.</p>" in story


def test_it_marks_the_step_one_is_at():
    steps = component("progress", steps=["About what", "What happened", "Check"], current=2)

    assert steps.count("data-done") == 1
    assert steps.count('aria-current="step"') == 1
    assert "2 of 3: What happened" in steps


def test_it_says_when_nothing_was_answered():
    answers = component("summary", answers=[("When", "", "/change/")])

    assert "nothing given" in answers
    assert 'Change<span class="hide"> When</span>' in answers


def test_it_calls_the_emergency_number_from_every_page():
    band = component("safety-band", phone="000-5555-0119")

    assert 'href="tel:00055550119"' in band


def test_it_changes_the_language_by_a_post_that_comes_back():
    request = Row(get_full_path="/track/?a=1")
    with translation.override("zh-hans"):
        switch = component("languages", request=request, csrf_token="token")

    assert 'method="post"' in switch
    assert 'name="next" value="/track/?a=1"' in switch
    assert ">English</button>" in switch
    assert ">繁體中文</button>" in switch
    assert ">简体中文</button>" not in switch


def test_it_says_that_nobody_owns_a_case():
    row = Row(reference="2611-0487-3", url="/case/", clock=None, title="Leak", owner="")

    cells = component("queue-row", row=row, picks=True)

    assert "nobody" in cells
    assert "no promise open" in cells
    assert 'aria-label="Pick 2611-0487-3"' in cells


def test_it_hides_the_pager_where_there_is_one_page():
    assert component("pager") == ""


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant")])
def test_it_names_the_language_of_the_page(language, tag):
    template = engines["django"].from_string('{% extends "base.html" %}')
    with translation.override(language):
        page = template.render({})

    assert f'<html lang="{tag}">' in page


def test_it_shows_the_broken_page_without_asking_who_is_there():
    page = render_to_string("500.html", {})

    assert "Something broke on our side" in page
    assert "Sign in" not in page
