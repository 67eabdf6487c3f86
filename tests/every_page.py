"""Every address of the portal: who is let in, how many queries it asks at most, and which template draws it."""

from tests.pages import (
    ACTING,
    DESK,
    OUTSIDE,
    POSTED,
    POSTED_TO_API,
    READERS,
    SIGNED_IN,
    SIGNING_IN,
    STAFF,
    Page,
    accounts,
    appointments,
    arrears,
    bills,
    case,
    collection,
    connections,
    delivery,
    disputes,
    everybody,
    faults,
    keyaccounts,
    meters,
    office,
    only,
    outages,
    oversight,
    pipes,
    public_figures,
    suggestions,
    surveys,
    training,
    volunteers,
    waivers,
    work,
)
from tests.world import ROLES

NEED = {"pk": "{need}"}
DRAFT = {"door": "complaints", "submission": "{draft}"}
CASES_BEHIND = "figure=opened&since=2026-01-01&until=2027-01-01"
EMAIL = "customer@linjiang.example"
SUPERVISOR = {"login": "supervisor@linjiang.example", "password": "gas-office-2026"}
NEWCOMER = {"name": "Mei", "email": "mei@home.example", "password1": "a long enough pass phrase"}

PUBLIC = [
    Page("home", everybody(), 10, "portal/home.html"),
    Page("safety", everybody(), 3, "portal/safety.html"),
    Page("services", everybody(), 4, "standards/services.html"),
    Page("promises", everybody(), 12, "standards/promises.html"),
    Page("fees", everybody(), 8, "standards/fees.html"),
    Page("service", everybody(), 10, "standards/service.html", {"code": "pipe-change"}),
    Page("healthz", everybody(), 2),
    Page("readyz", everybody(503), 6),  # no worker has reported in a test
    Page("set-language", POSTED, 2),
]
FILING = [
    Page("file-case", everybody(), 4, "cases/filing/kinds.html", {"door": "complaints"}),
    Page("file-case", everybody(), 4, "cases/filing/kinds.html", {"door": "billing"}),
    Page("file-case", everybody(), 4, "cases/filing/kinds.html", {"door": "repairs"}),
    Page("file-kind", everybody(), 5, "cases/filing/kind.html", {"door": "complaints", "kind_code": "late-charge"}),
    Page("file-other-kind", only("filer", outside=404), 3, "cases/filing/other_kind.html", DRAFT),
    Page("file-leak", only("filer", outside=404), 3, "cases/filing/leak.html", DRAFT),
    Page("file-step", only("filer", outside=404), 4, "cases/filing/what.html", DRAFT | {"step": "what"}),
    Page("file-step", only("filer", outside=404), 5, "cases/filing/where.html", DRAFT | {"step": "where"}),
    Page("file-step", only("filer", outside=404), 4, "cases/filing/you.html", DRAFT | {"step": "you"}),
    Page("file-check", only("filer", outside=404), 12, "cases/filing/check.html", DRAFT),
    Page("draft-photo", only("filer", outside=404), 3, "", {"submission": "{draft}", "file": "{draft_photo}"}),
]
TRACKING = [
    Page("track", everybody(), 3, "cases/tracking/track.html"),
    Page("track-link", everybody(302), 6, "", case("closed", secret="{closed_secret}")),
    Page("track-link", everybody(404), 4, "", case("closed", secret="{secret}")),
    Page("tracked-case", only("owner"), 14, "cases/tracking/case.html", case("case")),
    Page("tracked-case", only("filer") | {"visitor": 302}, 11, "cases/tracking/case.html", case("closed")),
    Page("case-filed", only("filer", outside=404), 8, "cases/tracking/filed.html", case("closed")),
    Page("withdraw-case", POSTED, 2, "", case("case")),
    Page("not-solved", POSTED, 2, "", case("case")),
    Page("rate-here", POSTED, 2, "", case("closed")),
    Page("rate", everybody(), 4, "cases/rating/rate.html", {"secret": "{rating}"}),
    Page("rate", everybody(404), 4, "", {"secret": "{secret}"}),
    Page("case-file", only("owner", *READERS, outside=404), 6, "", {"file": "{photo}"}),
]
AT_THE_DESK = [
    Page("desk-queue", only(*STAFF, outside=404), 18, "cases/desk/queue.html"),
    Page("desk-queue", only(*STAFF, outside=404), 21, "cases/desk/queue.html", query="q=违约金&closed=1"),
    Page("take-call", only(*DESK, outside=404), 3, "cases/desk/call.html"),
    Page("take-call", only(*DESK, outside=404), 12, "cases/desk/call.html", query="q=1000001"),
    Page("case", only(*READERS, outside=404), 19, "cases/desk/case.html", case("case")),
    Page("case", only(*STAFF, outside=404), 10, "cases/desk/case.html", case("closed")),
    Page("read-back", only("agent", outside=404), 14, "cases/desk/read_back.html", case("called")),
    Page("places", only(*ACTING), 6, "portal/places.html", query="name=红旗大院"),
    Page("place", only(*ACTING), 5, "portal/place.html", {"kind": "community", "code": "C1"}),
    Page("place", only(*ACTING), 5, "portal/place.html", {"kind": "premise", "code": "C1-3-2-501"}),
    Page("needs-to-look-at", only(*ACTING), 3, "portal/needs_desk.html"),
    Page("dashboard", only(*DESK, "officer", "auditor"), 12, "oversight/dashboard.html"),
    Page("dashboard-figures", only(*DESK, "officer", "auditor"), 6, "", {"form": "csv"}),
    Page("dashboard-figures", only(*DESK, "officer", "auditor"), 6, "", {"form": "xlsx"}),
    Page("dashboard-cases", only(*DESK, "officer", "auditor"), 13, "oversight/cases.html", query=CASES_BEHIND),
    Page("invite-staff", only("supervisor", "officer"), 5, "users/invite.html"),
]
# The agent has the complaint and the supervisor leads its team; a colleague reads it and works it not.
OF_ITS_OWNER = ["take", "hold", "resume", "resolve", "reopen", "close", "hand_over", "transfer", "ask_work"]
OF_THE_DESK = ["name_person", "write", "withdraw"]
MAY_ACT = only("agent", "supervisor", outside=404) | {"colleague": 403}
MAY_LEAD = MAY_ACT | {"agent": 403}
ANYBODY = {"colleague": 200}
ACT_PAGES = [
    *(Page("case-act", MAY_ACT, 5, "cases/desk/act.html", case("case", act=act)) for act in OF_ITS_OWNER),
    *(Page("case-act", MAY_ACT | ANYBODY, 4, "cases/desk/act.html", case("case", act=act)) for act in OF_THE_DESK),
    Page("case-act", MAY_LEAD, 5, "cases/desk/act.html", case("case", act="assign")),
    Page("case-place", only(*DESK, outside=404), 8, "cases/desk/place.html", case("visited"), query="name=滨河花园"),
    Page("case-new-place", POSTED, 2, "", case("visited")),
    Page("case-act", everybody(404), 3, "", case("case", act="dance")),
]
OWN = [
    Page("my-gas", SIGNED_IN, 18, "portal/my_gas.html"),
    Page("usage-csv", only("owner", *ACTING), 5, "", {"number": "{account}"}),
    Page("readings-csv", only("owner", *ACTING), 5, "", {"number": "{account}"}),
    Page("gas-account", only("owner", *ACTING), 19, "portal/gas_account.html", {"number": "{account}"}),
    Page("claim-account", SIGNED_IN, 3, "portal/claim_account.html"),
    Page("prove-claim", only("owner"), 4, "portal/prove_claim.html", {"pk": "{claim}"}),
    Page("priority-needs", SIGNED_IN, 6, "portal/priority_needs.html"),
    Page("priority-need", only("owner", *ACTING), 5, "portal/priority_need.html", NEED),
    Page("need-evidence", only("owner", *ACTING), 4, "", NEED),
    Page("review-need", POSTED, 2, "", NEED),
    Page("end-need", POSTED, 2, "", NEED),
    Page("confirm-need", POSTED, 2, "", NEED),
    Page("inbox", SIGNED_IN, 4, "notices/inbox.html"),
    Page("inbox-message", only("owner"), 4, "notices/message.html", {"pk": "{letter}"}),
    Page("notice-preferences", SIGNED_IN, 4, "notices/preferences.html"),
    Page("my-account", SIGNED_IN, 6, "users/account.html"),
    Page("after-sign-in", everybody(302), 2),
    Page("my-data", SIGNED_IN, 61),
    Page("my-tokens", SIGNED_IN, 4, "users/tokens.html"),
    Page("revoke-token", POSTED, 2, "", {"pk": "{token}"}),
    Page("withdraw-invitation", POSTED, 2, "", {"pk": "{invitation}"}),
    Page("accept-invitation", everybody(), 4, "users/accept.html", {"secret": "{invited}"}),
    Page("accept-invitation", everybody(410), 4, "users/invitation_gone.html", {"secret": "gone"}),
]
CODE_TO = ("account_request_login_code", {"email": EMAIL})
RESET_TO = ("account_reset_password", {"email": EMAIL})
NEW_PHONE = ("account_change_phone", {"phone": "+8613800138123"})
SIGN_IN = [
    Page("account_login", SIGNING_IN, 3, "account/login.html"),
    Page("account_logout", only(*set(ROLES) - set(OUTSIDE)), 3, "account/logout.html"),
    Page("account_inactive", everybody(), 3, "account/account_inactive.html"),
    Page("account_signup", SIGNING_IN, 3, "account/signup.html"),
    Page("account_reauthenticate", SIGNED_IN, 9, "account/reauthenticate.html"),
    Page("account_email", SIGNED_IN, 7, "account/email_change.html"),
    Page("account_email_verification_sent", everybody(302), 2),
    Page("account_change_password", SIGNED_IN, 3, "account/password_change.html"),
    Page("account_set_password", everybody(302), 2),
    Page("account_reset_password", everybody(), 3, "account/password_reset.html"),
    Page("account_confirm_login_code", everybody(302), 2),
    Page("account_verify_phone", everybody(302), 2),
    Page("account_change_phone", SIGNED_IN, 3, "account/phone_change.html"),
    Page("account_confirm_password_reset_code", everybody(302), 2),
    Page("account_complete_password_reset", everybody(302), 2),
    Page("account_password_reset_completed", everybody(), 3, "account/password_reset_from_key_done.html"),
    Page("account_request_login_code", SIGNING_IN, 3, "account/request_login_code.html"),
]
# The supervisor has an app, a key and recovery codes.
PROVED_TWICE = only("supervisor")
KEY = {"pk": "{key}"}
SECOND_PROOF = [
    Page("mfa_index", SIGNED_IN, 5, "mfa/index.html"),
    Page("mfa_authenticate", everybody(302), 2),
    Page("mfa_login_webauthn", everybody(302), 2),
    Page("mfa_reauthenticate", only("supervisor", others=302), 9, "mfa/reauthenticate.html"),
    Page("mfa_reauthenticate_webauthn", only("supervisor", others=302), 13, "mfa/webauthn/reauthenticate.html"),
    Page("mfa_activate_totp", SIGNED_IN | {"supervisor": 302}, 11, "mfa/totp/activate_form.html"),
    Page("mfa_deactivate_totp", PROVED_TWICE, 10, "mfa/totp/deactivate_form.html"),
    Page("mfa_view_recovery_codes", PROVED_TWICE, 9, "mfa/recovery_codes/index.html"),
    Page("mfa_generate_recovery_codes", SIGNED_IN, 9, "mfa/recovery_codes/generate.html"),
    Page("mfa_download_recovery_codes", PROVED_TWICE, 9),
    Page("mfa_list_webauthn", SIGNED_IN, 4, "mfa/webauthn/authenticator_list.html"),
    Page("mfa_add_webauthn", SIGNED_IN, 12, "mfa/webauthn/add_form.html"),
    Page("mfa_remove_webauthn", PROVED_TWICE, 9, "mfa/webauthn/authenticator_confirm_delete.html", KEY),
    Page("mfa_edit_webauthn", PROVED_TWICE, 9, "mfa/webauthn/edit_form.html", KEY),
]
# What is shown only in the middle of something.
HALF_WAY = [
    *collection.BEHIND_THE_CODE,
    Page("account_confirm_login_code", only("visitor"), 3, "account/confirm_login_code.html", before=CODE_TO),
    Page(
        "account_email_verification_sent",
        only("visitor"),
        3,
        "account/confirm_email_verification_code.html",
        before=("account_signup", NEWCOMER),
    ),
    Page(
        "account_confirm_password_reset_code",
        only("visitor"),
        3,
        "account/confirm_password_reset_code.html",
        before=RESET_TO,
    ),
    Page("account_verify_phone", only("owner"), 3, "account/confirm_phone_verification_code.html", before=NEW_PHONE),
    Page("mfa_authenticate", only("visitor"), 5, "mfa/authenticate.html", before=("account_login", SUPERVISOR)),
]
ACTS_OF_THE_API = ["messages", "notes", "taking", "assignment", "hold", "resumption", "resolution", "reopening"]
ACTS_OF_THE_API += ["closing", "handover", "transfer", "withdrawal"]
API = [
    Page("api-figures", everybody(), 7),
    Page("api-cases", only(*set(ROLES) - set(OUTSIDE), outside=401), 3),
    Page("api-case", only("owner", *READERS, outside=401), 10, "", case("case")),
    *(Page(f"api-{act}", POSTED_TO_API, 2, "", case("case")) for act in ACTS_OF_THE_API),
    Page("api-tracked-case", everybody(404), 3, "", case("case")),
    Page("api-outages", everybody(), 4),
    Page("api-services", everybody(), 3),
    Page("api-service", everybody(), 9, "", {"code": "pipe-change"}),
    Page("api-kinds", everybody(), 3),
    Page("api-standards", everybody(), 4),
    *(Page(f"api-file-{door}", POSTED, 2) for door in ("complaints", "billing", "repairs")),
    Page("api-schema", everybody(), 2),
    Page("api-docs", everybody(), 3, "api/docs.html"),
]
REPAIRS = [
    page
    for area in (appointments, connections, delivery, disputes, faults, meters, outages, pipes, work)
    for page in area.PAGES
]
PAGES = [
    *PUBLIC,
    *accounts.PAGES,
    *bills.PAGES,
    *waivers.PAGES,
    *suggestions.PAGES,
    *volunteers.PAGES,
    *collection.PAGES,
    *arrears.PAGES,
    *keyaccounts.PAGES,
    *surveys.PAGES,
    *office.PAGES,
    *oversight.PAGES,
    *public_figures.PAGES,
    *training.PAGES,
    *FILING,
    *TRACKING,
    *AT_THE_DESK,
    *ACT_PAGES,
    *OWN,
    *SIGN_IN,
    *SECOND_PROOF,
    *API,
    *REPAIRS,
]
ERRORS = [
    Page("error", everybody(int(code[:3])), 3, f"{code}.html", {"code": code})
    for code in ("400", "403", "403_csrf", "404", "429", "500")
]
