import datetime
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
import phonenumber_field.modelfields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("cases", "0001_initial"),
        ("cases", "0002_initial"),
        ("cases", "0003_acts_of_people"),
        ("cases", "0004_index_of_figures"),
        ("cases", "0005_alter_commitment_promise"),
        ("cases", "0006_appointments_and_redress_of_outages"),
        ("cases", "0007_field_of_draft_photos"),
        ("cases", "0008_linked_events"),
        ("cases", "0009_visits_not_come"),
        ("cases", "0010_promise_of_work"),
        ("cases", "0011_rulings_on_visits"),
        ("cases", "0012_events_of_refunds"),
        ("cases", "0013_work_referrals"),
        ("cases", "0014_redress_paid_out"),
        ("cases", "0015_events_of_disputes"),
    ]

    initial = True

    dependencies = [
        ("files", "0001_schema"),
        ("notices", "0001_schema"),
        ("registry", "0001_schema"),
        ("standards", "0001_schema"),
        ("users", "0001_schema"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("submission", models.UUIDField(unique=True)),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("complaints", "Complaints and suggestions"),
                            ("billing", "Bills and meters"),
                            ("repairs", "Repairs, pipes and connections"),
                        ],
                        max_length=12,
                    ),
                ),
                ("kind_code", models.SlugField()),
                ("typed", models.JSONField(default=dict, help_text="the form fields as typed, right or wrong")),
                ("updated_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=12, unique=True)),
                ("secret_hash", models.CharField(help_text="of the secret in the tracking link", max_length=64)),
                (
                    "submission",
                    models.UUIDField(blank=True, help_text="of the form that filed it", null=True, unique=True),
                ),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("complaints", "Complaints and suggestions"),
                            ("billing", "Bills and meters"),
                            ("repairs", "Repairs, pipes and connections"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="subject")),
                ("remedy_sought", models.TextField(blank=True, verbose_name="what would put it right")),
                ("happened_on", models.DateField(blank=True, null=True, verbose_name="when it happened")),
                ("contact_name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                (
                    "contact_phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, null=True, region=None, verbose_name="phone"
                    ),
                ),
                ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("zh-hans", "简体中文"), ("zh-hant", "繁體中文")],
                        default="zh-hans",
                        max_length=10,
                    ),
                ),
                ("place_typed", models.CharField(blank=True, max_length=200, verbose_name="address")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "This site"),
                            ("phone", "Phone"),
                            ("counter", "Counter"),
                            ("visit", "Visit"),
                            ("12345", "12345 hotline"),
                            ("api", "API"),
                            ("import", "Another system"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[("emergency", "Emergency"), ("high", "High"), ("normal", "Normal"), ("low", "Low")],
                        default="normal",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Waiting for somebody to take it"),
                            ("in_progress", "Being worked on"),
                            ("waiting", "Waiting"),
                            ("resolved", "Resolved"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("next_due_at", models.DateTimeField(blank=True, null=True)),
                (
                    "last_event_id",
                    models.BigIntegerField(default=0, help_text="a reply states the last event it has seen"),
                ),
                ("source", models.SlugField(blank=True, help_text="the system it was imported from")),
                ("source_reference", models.CharField(blank=True, max_length=60)),
                ("search", django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.community",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.customer",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gas_account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.gasaccount",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="standards.casekind"
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="cases.case",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "premise",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.premise",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="users.team"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("next_due_at"), nulls_last=True),
                        models.F("id"),
                        condition=models.Q(("status__in", ("open", "in_progress", "waiting"))),
                        name="case_queue",
                    ),
                    models.Index(
                        models.F("team"),
                        models.OrderBy(models.F("next_due_at"), nulls_last=True),
                        models.F("id"),
                        condition=models.Q(("status__in", ("open", "in_progress", "waiting"))),
                        name="case_queue_of_team",
                    ),
                    models.Index(
                        models.F("owner"),
                        models.OrderBy(models.F("next_due_at"), nulls_last=True),
                        models.F("id"),
                        condition=models.Q(("status__in", ("open", "in_progress", "waiting"))),
                        name="case_queue_of_owner",
                    ),
                    models.Index(fields=["filed_by", "-opened_at"], name="case_of_user"),
                    models.Index(fields=["customer", "-opened_at"], name="case_of_customer"),
                    models.Index(fields=["premise", "-opened_at"], name="case_at_premise"),
                    models.Index(fields=["gas_account", "-opened_at"], name="case_of_account"),
                    models.Index(fields=["contact_phone", "-opened_at"], name="case_of_phone"),
                    models.Index(fields=["-opened_at", "-id"], name="case_latest"),
                    models.Index(
                        condition=models.Q(("status", "resolved")), fields=["resolved_at"], name="case_to_close"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("status__in", ("open", "in_progress", "waiting"))),
                        fields=["search"],
                        name="case_search_live",
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="case_search_all"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["open", "in_progress", "waiting", "resolved", "closed", "withdrawn"])
                        ),
                        name="case_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("door__in", ["complaints", "billing", "repairs"])), name="case_door_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "closed"), _negated=True), ("closed_at__isnull", False), _connector="OR"
                        ),
                        name="case_closed_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "in_progress"), _negated=True),
                            ("owner__isnull", False),
                            _connector="OR",
                        ),
                        name="case_in_progress_has_owner",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        fields=("source", "source_reference"),
                        name="case_imported_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("is_handover", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="users.team"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="assignments", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CaseParticipant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[("named", "Named in the complaint"), ("watcher", "Follows it")], max_length=8
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="participants", to="cases.case"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "user", "part"), name="participant_once")],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "promise",
                    models.CharField(
                        choices=[
                            ("acknowledged", "A named person takes your case"),
                            ("first_answer", "First answer"),
                            ("resolution", "Full answer"),
                            ("follow_up", "We call you back"),
                            ("visit", "We come when agreed"),
                            ("work", "The work is done once you have paid"),
                            ("meter_read", "Our people read your meter again"),
                            ("meter_test", "Your meter is tested"),
                            ("checked", "Our people look into it on the spot"),
                        ],
                        max_length=16,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("met_at", models.DateTimeField(blank=True, null=True)),
                ("missed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "step_times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateTimeField(), default=list, size=None
                    ),
                ),
                ("steps_taken", models.PositiveSmallIntegerField(default=0)),
                ("next_step_at", models.DateTimeField(blank=True, null=True)),
                ("is_year_unpublished", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="commitments", to="cases.case"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="standards.slapolicy",
                    ),
                ),
            ],
            options={
                "ordering": ["due_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_step_at__isnull", False)),
                        fields=["next_step_at", "id"],
                        name="commitment_to_sweep",
                    ),
                    models.Index(fields=["case", "promise"], name="commitment_of_case"),
                    models.Index(
                        fields=["due_at"],
                        include=("met_at", "missed_at", "ended_at", "paused_at", "case", "id"),
                        name="commitment_due",
                    ),
                    models.Index(
                        condition=models.Q(("met_at__isnull", False), ("promise__in", ["first_answer", "resolution"])),
                        fields=["met_at"],
                        name="commitment_met",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("met_at__isnull", True)),
                        fields=("case", "promise"),
                        name="one_running_promise_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gte", models.F("started_at"))), name="promise_due_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_step_at__isnull", True),
                            models.Q(("ended_at__isnull", True), ("met_at__isnull", True), ("paused_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="only_ticking_promises_are_swept",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("repair", "Repair"),
                            ("survey", "Survey"),
                            ("pipe_work", "Pipe work"),
                            ("acceptance", "Acceptance check"),
                            ("meter_hanging", "Meter hanging"),
                            ("meter_reading", "Reading the meter"),
                            ("meter_test", "Test of the meter"),
                            ("meter_exchange", "Exchange of the meter"),
                            ("inspection", "First inspection and opening of the gas"),
                            ("recheck", "Free re-check"),
                            ("safety_check", "Safety check"),
                        ],
                        max_length=16,
                    ),
                ),
                ("window_from", models.DateTimeField()),
                ("window_until", models.DateTimeField()),
                ("sequence", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("booked", "Booked"),
                            ("kept", "We came"),
                            ("no_access", "We came, nobody let us in"),
                            ("missed", "We did not come"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="booked",
                        max_length=10,
                    ),
                ),
                ("booked_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("arrived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "not_come_at",
                    models.DateTimeField(blank=True, help_text="the customer said that nobody came", null=True),
                ),
                (
                    "ruling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ours", "Nobody came: it was our miss"),
                            ("came", "We came as agreed"),
                            ("doubt", "It cannot be told any more"),
                        ],
                        max_length=8,
                    ),
                ),
                ("ruled_because", models.CharField(blank=True, help_text="for the customer", max_length=300)),
                ("ruled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "booked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ruled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appointments", to="cases.case"
                    ),
                ),
                (
                    "commitment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.commitment",
                    ),
                ),
            ],
            options={
                "ordering": ["window_from", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "booked")), fields=["window_from", "id"], name="appointment_ahead"
                    ),
                    models.Index(fields=["case", "window_from"], name="appointment_of_case"),
                    models.Index(
                        condition=models.Q(
                            ("arrived_at__isnull", False), ("not_come_at__isnull", False), ("ruling", "")
                        ),
                        fields=["not_come_at", "id"],
                        name="appointment_to_rule",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("window_until__gt", models.F("window_from")),
                            (
                                "window_until__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("window_from"), "+", models.Value(datetime.timedelta(seconds=14400))
                                ),
                            ),
                        ),
                        name="appointment_at_most_four_hours",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["booked", "kept", "no_access", "missed", "cancelled"])),
                        name="appointment_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "booked")), fields=("case",), name="one_appointment_ahead"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ruled_at__isnull", True),
                                ("ruled_because", ""),
                                ("ruled_by__isnull", True),
                                ("ruling", ""),
                            ),
                            models.Q(
                                ("arrived_at__isnull", False),
                                ("not_come_at__isnull", False),
                                ("ruled_at__isnull", False),
                                ("ruled_by__isnull", False),
                                ("ruling__in", ["ours", "came", "doubt"]),
                            ),
                            _connector="OR",
                        ),
                        name="ruling_on_two_sides_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "field",
                    models.CharField(
                        default="photos", help_text="the field of the form that it was given for", max_length=40
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="cases.draft"
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="files.storedfile"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Escalation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "rung",
                    models.CharField(
                        choices=[
                            ("owner", "Owner"),
                            ("lead", "Team lead"),
                            ("supervisor", "Supervisor"),
                            ("head", "Head of service"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("digested_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="escalations", to="cases.case"
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="escalations", to="cases.commitment"
                    ),
                ),
                (
                    "told",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("digested_at__isnull", True)), fields=["id"], name="escalation_to_tell"
                    ),
                    models.Index(fields=["-at", "-id"], name="escalation_latest"),
                ],
                "constraints": [models.UniqueConstraint(fields=("commitment", "position"), name="ladder_step_once")],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "waiting_for",
                    models.CharField(
                        choices=[
                            ("customer", "the customer's answer"),
                            ("access", "access to the premises"),
                            ("third_party", "another firm"),
                            ("parts", "parts"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("held_at", models.DateTimeField()),
                ("resumed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="holds", to="cases.case"
                    ),
                ),
                (
                    "held_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["held_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("resumed_at__isnull", True)), fields=("case",), name="one_hold_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resumed_at__isnull", True), ("resumed_at__gte", models.F("held_at")), _connector="OR"
                        ),
                        name="hold_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.TextField(null=True)),
                ("at", models.DateTimeField()),
                ("redacted_at", models.DateTimeField(blank=True, null=True)),
                ("is_from_customer", models.BooleanField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("body__isnull", False), ("redacted_at__isnull", False), _connector="OR"),
                        name="message_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="cases.message"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.TextField(null=True)),
                ("at", models.DateTimeField()),
                ("redacted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opened", "Filed"),
                            ("taken", "Taken"),
                            ("assigned", "Assigned"),
                            ("handed_over", "Handed over"),
                            ("replied", "We wrote to the customer"),
                            ("customer_wrote", "The customer wrote"),
                            ("noted", "Internal note"),
                            ("held", "Put on hold"),
                            ("resumed", "Resumed"),
                            ("resolved", "Resolved"),
                            ("reopened", "Reopened"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn by the customer"),
                            ("transferred", "Moved to another door"),
                            ("promised", "Promised"),
                            ("met", "Promise kept"),
                            ("warned", "Due soon"),
                            ("missed", "Promise missed"),
                            ("escalated", "Escalated"),
                            ("redress", "Redress owed"),
                            ("notified", "Told"),
                            ("surveyed", "Asked to rate"),
                            ("rated", "Rated"),
                            ("named", "Somebody was named"),
                            ("linked", "Linked with another case"),
                            ("erased", "Personal data erased"),
                            ("appointed", "Appointment made"),
                            ("rebooked", "Appointment moved"),
                            ("unbooked", "Appointment cancelled"),
                            ("arrived", "We came"),
                            ("no_access", "We came, nobody let us in"),
                            ("not_come", "We did not come when agreed"),
                            ("work_done", "Work done"),
                            ("quoted", "Quote sent"),
                            ("billed", "Final bill sent"),
                            ("quote_accepted", "Quote accepted"),
                            ("quote_declined", "Quote declined"),
                            ("charged", "Fee charged"),
                            ("paid", "Fee paid"),
                            ("uncharged", "Fee withdrawn"),
                            ("paid_back", "Money paid back"),
                            ("papers_wanted", "Papers asked for"),
                            ("papers_checked", "Papers checked"),
                            ("step_done", "A step is done"),
                            ("work_accepted", "Work checked and accepted"),
                            ("supply_refused", "Valve not opened yet"),
                            ("supply_opened", "Gas is on"),
                            ("meter_taken_back", "The meter was written down by mistake"),
                            ("visit_ruled", "The visit was looked into"),
                            ("placed", "The address was set right"),
                            ("work_asked", "Our crews were asked"),
                            ("work_answered", "Our crews answered"),
                            ("meter_exchanged", "The meter was exchanged"),
                            ("disputed", "A bill is disputed"),
                            ("proposed", "Decision proposed"),
                            ("sent_back", "Decision sent back"),
                            ("bill_corrected", "The bill was corrected"),
                        ],
                        max_length=16,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("promise", models.CharField(blank=True, max_length=16)),
                (
                    "words",
                    models.CharField(blank=True, help_text="a reason or finding; no personal data", max_length=300),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="cases.case"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="users.team"
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="event", to="cases.message"
                    ),
                ),
                (
                    "note",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="event", to="cases.note"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["case", "at", "id"], name="event_of_case")],
            },
        ),
        migrations.CreateModel(
            name="Redress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=8)),
                ("owed_at", models.DateTimeField()),
                ("credited_at", models.DateTimeField(blank=True, null=True)),
                ("payment_reference", models.CharField(blank=True, db_default="", default="", max_length=60)),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redresses",
                        to="cases.case",
                    ),
                ),
                (
                    "commitment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redress",
                        to="cases.commitment",
                    ),
                ),
                (
                    "credited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gas_account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.gasaccount",
                    ),
                ),
                (
                    "interruption",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.interruption",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "redress",
                "indexes": [
                    models.Index(fields=["owed_at"], name="redress_owed"),
                    models.Index(
                        condition=models.Q(("credited_at__isnull", True)),
                        fields=["owed_at", "id"],
                        name="redress_to_credit",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="redress_is_something"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("case__isnull", False), ("commitment__isnull", False), ("interruption__isnull", True)
                            ),
                            models.Q(
                                ("commitment__isnull", True),
                                ("gas_account__isnull", False),
                                ("interruption__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="redress_for_one_thing",
                    ),
                    models.UniqueConstraint(fields=("interruption", "gas_account"), name="redress_of_outage_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("credited_by__isnull", True), ("payment_reference", "")),
                            models.Q(
                                ("credited_at__isnull", False),
                                ("credited_by__isnull", False),
                                models.Q(("payment_reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="redress_paid_out_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "from_door",
                    models.CharField(
                        choices=[
                            ("complaints", "Complaints and suggestions"),
                            ("billing", "Bills and meters"),
                            ("repairs", "Repairs, pipes and connections"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "to_door",
                    models.CharField(
                        choices=[
                            ("complaints", "Complaints and suggestions"),
                            ("billing", "Bills and meters"),
                            ("repairs", "Repairs, pipes and connections"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="referrals", to="cases.case"
                    ),
                ),
                (
                    "from_kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="standards.casekind"
                    ),
                ),
                (
                    "to_kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="standards.casekind"
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("upheld", "Upheld"),
                            ("in_part", "Upheld in part"),
                            ("not_upheld", "Not upheld"),
                            ("done", "Done as asked"),
                            ("informed", "Answered"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.TextField(help_text="why, in words the customer reads")),
                ("resolved_at", models.DateTimeField()),
                ("reopened_at", models.DateTimeField(blank=True, null=True)),
                ("reopened_because", models.CharField(blank=True, max_length=300)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="resolutions", to="cases.case"
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="users.team"),
                ),
            ],
            options={
                "ordering": ["resolved_at"],
                "indexes": [models.Index(fields=["resolved_at"], name="resolution_latest")],
            },
        ),
        migrations.CreateModel(
            name="Routing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("complaints", "Complaints and suggestions"),
                            ("billing", "Bills and meters"),
                            ("repairs", "Repairs, pipes and connections"),
                        ],
                        max_length=12,
                    ),
                ),
                ("kind_code", models.SlugField(blank=True)),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.district",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="users.team"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("door", "kind_code", "district"), name="routing_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="survey_invitations", to="cases.case"
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="users.team"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["sent_at"], name="survey_sent")],
            },
        ),
        migrations.CreateModel(
            name="SurveyResponse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                ("is_solved", models.BooleanField(blank=True, null=True)),
                ("words", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField()),
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="response",
                        to="cases.surveyinvitation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["answered_at"], name="survey_answered")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("score__gte", 1), ("score__lte", 5)), name="score_one_to_five"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkReferral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "to_door",
                    models.CharField(
                        choices=[
                            ("complaints", "Complaints and suggestions"),
                            ("billing", "Bills and meters"),
                            ("repairs", "Repairs, pipes and connections"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "asked",
                    models.CharField(
                        choices=[
                            ("meter_read", "Read the meter again"),
                            ("meter_test", "Have the meter tested"),
                            ("other", "Look at something else on the spot"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(max_length=280)),
                ("asked_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=280)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="work_referrals", to="cases.case"
                    ),
                ),
                (
                    "commitment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.commitment"
                    ),
                ),
                (
                    "meter_test",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.metertest",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "reading",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.reading",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="users.team"),
                ),
            ],
            options={
                "ordering": ["asked_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True), ("ended_at__isnull", True)),
                        fields=["to_door", "asked_at"],
                        name="work_to_answer",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True), ("ended_at__isnull", True)),
                        fields=("case", "asked"),
                        name="work_asked_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(("answered_at__gte", models.F("asked_at")), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answered_at__isnull", True), ("ended_at__isnull", True), _connector="OR"),
                        name="work_answered_or_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", False),
                            models.Q(("meter_test__isnull", True), ("photo__isnull", True), ("reading__isnull", True)),
                            _connector="OR",
                        ),
                        name="what_was_found_is_answered",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="message",
            trigger=pgtrigger.compiler.Trigger(
                name="message_only_redaction",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.body IS NULL AND OLD.body IS NOT NULL AND NEW.redacted_at IS NOT NULL AND OLD.redacted_at IS NULL\n       AND (to_jsonb(NEW) - 'body' - 'redacted_at') = (to_jsonb(OLD) - 'body' - 'redacted_at') THEN\n        RETURN NEW;\n    END IF;\n    RAISE EXCEPTION 'the words of a case may only be redacted, once';\n",
                    hash="522f5c079c2dd2886df16bff9558bf6f13037211",
                    operation="UPDATE",
                    pgid="pgtrigger_message_only_redaction_0ac2e",
                    table="cases_message",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="message",
            trigger=pgtrigger.compiler.Trigger(
                name="message_no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="1d8406c9fe79f979f319705f69f7582cf56385f1",
                    operation="DELETE",
                    pgid="pgtrigger_message_no_delete_168cd",
                    table="cases_message",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="note",
            trigger=pgtrigger.compiler.Trigger(
                name="note_only_redaction",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.body IS NULL AND OLD.body IS NOT NULL AND NEW.redacted_at IS NOT NULL AND OLD.redacted_at IS NULL\n       AND (to_jsonb(NEW) - 'body' - 'redacted_at') = (to_jsonb(OLD) - 'body' - 'redacted_at') THEN\n        RETURN NEW;\n    END IF;\n    RAISE EXCEPTION 'the words of a case may only be redacted, once';\n",
                    hash="a1040f51afb83941adb3ab1a11934fc633be2f65",
                    operation="UPDATE",
                    pgid="pgtrigger_note_only_redaction_12b2e",
                    table="cases_note",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="note",
            trigger=pgtrigger.compiler.Trigger(
                name="note_no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="44c6f0a74a8f876bc02bf02318f00f2547279600",
                    operation="DELETE",
                    pgid="pgtrigger_note_no_delete_f3b3f",
                    table="cases_note",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="caseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="event_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4e2dfecf65a86118132fc7c178ab66792572ce4f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_event_append_only_e12b3",
                    table="cases_caseevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
