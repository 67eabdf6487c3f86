"""The browser of the journeys: found, or missed aloud; and nothing that a page does wrong goes unseen."""

import pytest

from tests.browser import browser_here, watch

INLINE = '<p style="color: red">unruly</p><script>document.title = "unruly"</script>'


def test_a_browser_is_taken_where_the_environment_names_one(monkeypatch):
    monkeypatch.setenv("PORTAL_BROWSER", "/bin/sh")

    assert browser_here() == "/bin/sh"


def test_journeys_are_skipped_without_a_browser(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("PORTAL_BROWSER", "/nowhere/chromium")

    with pytest.raises(pytest.skip.Exception, match="/nowhere/chromium"):
        browser_here()


def test_journeys_fail_without_a_browser_where_all_must_run(monkeypatch):
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("PORTAL_BROWSER", "/nowhere/chromium")

    with pytest.raises(pytest.fail.Exception, match="/nowhere/chromium"):
        browser_here()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_page_that_breaks_the_policy_is_seen(browser, office, scripts):
    complaints = []
    context = browser.new_context(base_url=office.url, java_script_enabled=scripts)
    watch(context, complaints)
    page = context.new_page()

    page.route("**/track/", lambda route: unruly(route))
    page.goto("/track/")
    context.close()

    assert any("Content Security Policy" in complaint for complaint in complaints)


def unruly(route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("</body>", f"{INLINE}</body>"))
