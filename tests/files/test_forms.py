"""The field for several photos."""

from django import forms
from django.utils.datastructures import MultiValueDict

from gasservice.files.forms import PhotosField
from tests.files.pictures import picture, upload


class FilingForm(forms.Form):
    story = forms.CharField()
    photos = PhotosField(required=False)


def filled(*uploads) -> FilingForm:
    return FilingForm({"story": "It smells."}, MultiValueDict({"photos": list(uploads)}))


def test_it_takes_several_photos():
    form = filled(upload(picture(), "one.jpg"), upload(picture("PNG"), "two.png"))

    assert form.is_valid()
    assert [photo.name for photo in form.cleaned_data["photos"]] == ["one.jpg", "two.png"]


def test_it_lets_a_picker_choose_several_and_offers_what_we_take():
    html = str(filled()["photos"])

    assert " multiple" in html
    assert "image/heic" in html


def test_no_photo_is_an_empty_list():
    form = filled()

    assert form.is_valid()
    assert form.cleaned_data["photos"] == []


def test_it_asks_for_one_where_one_is_needed():
    form = filled()
    form.fields["photos"].required = True

    assert "photos" in form.errors


def test_each_bad_file_has_a_sentence_of_its_own():
    form = filled(upload(picture(), "one.jpg"), upload(b"words", "two.jpg"), upload(b"", "three.jpg"))

    assert ["two.jpg" in form.errors["photos"][0], "three.jpg" in form.errors["photos"][1]] == [True, True]
    assert len(form.errors["photos"]) == 2
    assert form.cleaned_data["story"] == "It smells."


def test_six_are_too_many():
    form = filled(*[upload(picture(), f"{number}.jpg") for number in range(6)])

    assert form.errors["photos"] == ["Send at most 5 files at once."]
