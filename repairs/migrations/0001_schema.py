import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import phonenumber_field.modelfields
import repairs.models.crews
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("repairs", "0001_crews_and_work"),
        ("repairs", "0002_faults"),
        ("repairs", "0003_visits_sent_once"),
        ("repairs", "0004_course_and_receipts_of_outages"),
        ("repairs", "0005_pipes_and_quotes"),
        ("repairs", "0006_connections_and_inspections"),
        ("repairs", "0007_inspection_and_survey_of_an_order"),
        ("repairs", "0008_meters_taken_back"),
        ("repairs", "0009_ways_of_pipes"),
        ("repairs", "0010_deliveries_of_outages_made_by_sweep"),
        ("repairs", "0011_mailings_that_fail"),
        ("repairs", "0012_kinds_of_meter_work"),
    ]

    initial = True

    dependencies = [
        ("cases", "0001_schema"),
        ("files", "0001_schema"),
        ("notices", "0001_schema"),
        ("registry", "0001_schema"),
        ("standards", "0001_schema"),
        ("users", "0001_schema"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=16, unique=True)),
                (
                    "kind",
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
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("under_way", "Under way"),
                            ("done", "Done"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=12,
                    ),
                ),
                ("task", models.TextField(blank=True, help_text="what is to be done, for the crew")),
                ("opened_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("warranty_until", models.DateField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at", "-pk"],
                "indexes": [models.Index(fields=["case", "-opened_at"], name="order_of_case")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("planned", "under_way"))),
                        fields=("case", "kind"),
                        name="one_open_order_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", False), ("status", "done")),
                            models.Q(models.Q(("status", "done"), _negated=True), ("done_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="order_done_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PipeChange",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                (
                    "moved",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("pipe", "A pipe"),
                                ("meter", "The meter"),
                                ("stove", "The place of the stove"),
                                ("heater", "The place of the water heater or boiler"),
                            ],
                            max_length=8,
                        ),
                        size=None,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "distance",
                    models.CharField(
                        choices=[
                            ("near", "Up to 2 m"),
                            ("far", "2 to 5 m"),
                            ("farther", "More than 5 m"),
                            ("unknown", "I cannot tell"),
                        ],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                ("home", models.CharField(choices=[("own", "It is mine"), ("rented", "I rent it")], max_length=8)),
                (
                    "day_times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("morning", "On working days, mornings"),
                                ("afternoon", "On working days, afternoons"),
                                ("weekend", "At weekends"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "discounts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(), blank=True, default=list, size=None
                    ),
                ),
                ("told_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Crew",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(unique=True)),
                ("name_en", models.CharField(max_length=80)),
                ("name_zh_hans", models.CharField(max_length=80)),
                ("name_zh_hant", models.CharField(max_length=80)),
                (
                    "skills",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("emergency", "Emergencies"),
                                ("repair", "Repairs"),
                                ("pipework", "Pipe work"),
                                ("meter", "Meters"),
                                ("inspection", "Inspections"),
                            ],
                            max_length=12,
                        ),
                        size=None,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("districts", models.ManyToManyField(related_name="+", to="registry.district")),
                ("members", models.ManyToManyField(blank=True, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="users.team"),
                ),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Firm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "party",
                    models.CharField(
                        choices=[
                            ("customer", "You"),
                            ("company", "Our company"),
                            ("design", "Design firm"),
                            ("construction", "Construction firm"),
                            ("supervision", "Supervision firm"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("phone", phonenumber_field.modelfields.PhoneNumberField(max_length=128, region=None)),
                ("licence_number", models.CharField(max_length=60, unique=True)),
                ("licence_until", models.DateField(help_text="the first day without it")),
                ("users", models.ManyToManyField(blank=True, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["party", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("party__in", ("design", "construction", "supervision"))),
                        name="firm_is_no_customer",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HungMeter",
            fields=[
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="repairs.workorder",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PipeSurvey",
            fields=[
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="survey",
                        serialize=False,
                        to="repairs.workorder",
                    ),
                ),
                ("pipe_metres", models.DecimalField(decimal_places=1, max_digits=5)),
                ("moves_pipe", models.BooleanField(default=True)),
                ("moves_meter", models.BooleanField(default=False)),
                ("hoses", models.PositiveSmallIntegerField(default=0)),
                ("crosses_wall", models.BooleanField(default=False)),
                ("crosses_bearing_wall", models.BooleanField(default=False)),
                ("crosses_shared_part", models.BooleanField(default=False)),
                ("leaves_kitchen", models.BooleanField(default=False)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="DoorAuthorisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("phone", phonenumber_field.modelfields.PhoneNumberField(max_length=128, region=None)),
                ("code_hash", models.CharField(max_length=64)),
                ("code_sent_at", models.DateTimeField()),
                ("codes_sent", models.PositiveSmallIntegerField(default=1)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("authorised_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("shown_at", models.DateTimeField(blank=True, null=True)),
                (
                    "authorised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "shown_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="repairs.workorder"
                    ),
                ),
            ],
            options={
                "ordering": ["-authorised_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("order",),
                        name="one_authorisation_of_an_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("shown_at__isnull", True), ("shown_to__isnull", True)),
                            models.Q(
                                ("shown_at__isnull", False), ("shown_to__isnull", False), ("withdrawn_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="shown_code_was_seen_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("opened", "The gas is on"), ("refused", "The valve stays shut")],
                        max_length=8,
                    ),
                ),
                ("words", models.TextField(blank=True, help_text="for the customer")),
                (
                    "inspector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="inspection", to="repairs.workorder"
                    ),
                ),
                (
                    "previous",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recheck",
                        to="repairs.inspection",
                    ),
                ),
            ],
            options={
                "ordering": ["-started_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("outcome", "")),
                            models.Q(
                                ("finished_at__gte", models.F("started_at")), models.Q(("outcome", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="inspection_finished_has_outcome",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("ok", "In order"), ("not_ok", "Not in order"), ("not_here", "Does not apply")],
                        max_length=8,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="standards.inspectionitem"
                    ),
                ),
                (
                    "photo",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="repairs.inspection"
                    ),
                ),
            ],
            options={
                "ordering": ["item__position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("inspection", "item"), name="finding_once")],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("application", "Application checked"),
                            ("survey", "Survey and plan"),
                            ("design", "Design"),
                            ("contract", "Contract and fee"),
                            ("construction", "Construction"),
                            ("supervision", "Check by the supervision firm"),
                            ("acceptance", "Acceptance"),
                            ("meter", "Meter hanging"),
                            ("opening", "First inspection and opening"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "party",
                    models.CharField(
                        choices=[
                            ("customer", "You"),
                            ("company", "Our company"),
                            ("design", "Design firm"),
                            ("construction", "Construction firm"),
                            ("supervision", "Supervision firm"),
                        ],
                        max_length=12,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("ahead", "Not its turn yet"), ("running", "Under way"), ("done", "Done")],
                        default="ahead",
                        max_length=8,
                    ),
                ),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("warn_at", models.DateTimeField(blank=True, null=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("warned_at", models.DateTimeField(blank=True, null=True)),
                ("late_at", models.DateTimeField(blank=True, help_text="when it was seen to be late", null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("words", models.TextField(blank=True, help_text="what was done, for the customer")),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="standards.projectstep"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="MilestoneDelay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=300)),
                ("expected_on", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="delays", to="repairs.milestone"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MilestonePaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="repairs.milestone"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="NoticeReceipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.customer"
                    ),
                ),
                (
                    "premise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.premise"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.interruptionversion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("confirmed_at__isnull", True)),
                        fields=["version", "id"],
                        name="receipt_missing",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "premise", "customer"), name="receipt_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True), ("confirmed_at__isnull", False), _connector="OR"
                        ),
                        name="receipt_confirmed_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutageMailing",
            fields=[
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="notices.notice",
                    ),
                ),
                ("reached", models.BigIntegerField(blank=True, null=True)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField(blank=True, null=True)),
                (
                    "before",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.interruptionversion",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.interruptionversion"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("made_at__isnull", True)), fields=["notice"], name="mailing_to_make"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("made_at__isnull", True), ("reached__isnull", False), _connector="OR"),
                        name="mailing_made_is_reached",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OutageStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("announced", "Announced"),
                            ("changed", "Changed"),
                            ("left", "No longer affected"),
                            ("cancelled", "Cancelled"),
                            ("reminder", "Reminder"),
                            ("started", "Gas off"),
                            ("delayed", "Takes longer"),
                            ("restored", "Gas back"),
                            ("clear", "All clear"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reckoned_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "outage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.interruption"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("reckoned_at__isnull", True), ("stage", "restored")),
                        fields=["outage"],
                        name="outage_to_reckon",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("outage", "stage"), name="outage_step_once")],
            },
        ),
        migrations.CreateModel(
            name="PipePaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("given_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("given", "We look at it"), ("accepted", "Accepted"), ("again", "Needed again")],
                        default="given",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="repairs.pipechange"
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="standards.paperrule"
                    ),
                ),
            ],
            options={
                "ordering": ["given_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "again"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="paper_sent_back_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "given"), ("checked_at__isnull", False), _connector="OR"),
                        name="paper_judged_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedJob",
            fields=[
                (
                    "appointment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cases.appointment",
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "crew",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="jobs", to="repairs.crew"
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at"],
                "indexes": [models.Index(fields=["starts_at", "crew"], name="job_by_day")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("crew", "="),
                            (
                                repairs.models.crews.Spell(
                                    models.F("starts_at"),
                                    models.F("ends_at"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="one_job_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="job_ends_after_start"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("home", "A home"),
                            ("business", "A shop, restaurant or business"),
                            ("estate", "A building or an estate"),
                        ],
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
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
                ("premises", models.ManyToManyField(blank=True, related_name="+", to="registry.premise")),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("due_at"), nulls_last=True),
                        models.F("case"),
                        condition=models.Q(("finished_at__isnull", True)),
                        name="project_open",
                    ),
                    models.Index(fields=["-finished_at", "-case"], name="project_finished"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finished_at__isnull", True),
                            models.Q(("due_at__isnull", True), ("finished_at__gte", models.F("opened_at"))),
                            _connector="OR",
                        ),
                        name="project_finished_after_start",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="milestone",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="repairs.project"
            ),
        ),
        migrations.CreateModel(
            name="ProjectFirm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "party",
                    models.CharField(
                        choices=[
                            ("customer", "You"),
                            ("company", "Our company"),
                            ("design", "Design firm"),
                            ("construction", "Construction firm"),
                            ("supervision", "Supervision firm"),
                        ],
                        max_length=12,
                    ),
                ),
                ("assigned_at", models.DateTimeField()),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="repairs.firm"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="firms", to="repairs.project"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("project", "party"), name="one_firm_a_part")],
            },
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                ("version", models.PositiveSmallIntegerField()),
                ("is_final", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being made"),
                            ("sent", "With the customer"),
                            ("accepted", "Accepted"),
                            ("settled", "Within what was accepted"),
                            ("declined", "Declined"),
                            ("expired", "No longer holds"),
                            ("superseded", "Replaced by a newer one"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("priced_on", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("fees", models.DecimalField(decimal_places=2, default=0, max_digits=10)),
                ("discount", models.DecimalField(decimal_places=2, default=0, max_digits=10)),
                ("total", models.DecimalField(decimal_places=2, default=0, max_digits=10)),
                ("payable", models.DecimalField(decimal_places=2, default=0, max_digits=10)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("answered_name", models.CharField(blank=True, max_length=80)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("decline_reason", models.CharField(blank=True, max_length=300)),
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
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="standards.quoterule"
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["case", "version"],
                "indexes": [
                    models.Index(condition=models.Q(("state", "sent")), fields=["valid_until"], name="quote_to_expire")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "version"), name="quote_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")), fields=("case",), name="one_draft_at_a_time"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "sent")), fields=("case",), name="one_quote_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("discount__gte", 0),
                            ("payable__lte", models.F("total")),
                            (
                                "total",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("fees"), "-", models.F("discount")
                                ),
                            ),
                            ("total__gte", 0),
                        ),
                        name="quote_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("sent_at__isnull", False), ("valid_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="quote_sent_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["accepted", "declined"]), _negated=True),
                            models.Q(("answered_at__isnull", False), models.Q(("answered_name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="quote_answered_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteDiscount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.DecimalField(decimal_places=2, default=0, max_digits=10)),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="discounts", to="repairs.quote"
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="standards.discountrule"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("quote", "rule"), name="quote_discount_once"),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="quote_discount_not_negative"),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=8)),
                ("unit_price", models.DecimalField(decimal_places=2, max_digits=10)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=10)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("basis_en", models.CharField(max_length=300)),
                ("basis_zh_hans", models.CharField(max_length=300)),
                ("basis_zh_hant", models.CharField(max_length=300)),
                (
                    "charge",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.feecharge",
                    ),
                ),
                (
                    "fee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="standards.feeitem"
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="repairs.quote"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("quote", "fee"), name="quote_names_a_fee_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("quantity__gt", 0), ("unit_price__gte", 0)),
                        name="quote_line_is_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceiptCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("reached", "They know, and said so"),
                            ("no_answer", "Nobody answered"),
                            ("visit", "Somebody has to go there"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="calls", to="repairs.noticereceipt"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["reached", "no_answer", "visit"])),
                        name="call_outcome_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "crew",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shifts", to="repairs.crew"
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at"],
                "indexes": [models.Index(fields=["starts_at", "crew"], name="shift_by_day")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("crew", "="),
                            (
                                repairs.models.crews.Spell(
                                    models.F("starts_at"),
                                    models.F("ends_at"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="one_shift_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="shift_ends_after_start"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "submission",
                    models.UUIDField(blank=True, help_text="of the form that began it", null=True, unique=True),
                ),
                ("arrived_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "Done"),
                            ("not_finished", "Somebody has to come again"),
                            ("no_access", "Nobody let us in"),
                        ],
                        max_length=16,
                    ),
                ),
                ("found", models.TextField(blank=True)),
                ("done", models.TextField(blank=True)),
                ("signed_name", models.CharField(blank=True, max_length=80)),
                (
                    "appointment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.appointment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "crew",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="repairs.crew",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="repairs.workorder"
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["arrived_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at__isnull", True)), fields=("order",), name="one_visit_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at__isnull", True), ("outcome", "")),
                            models.Q(
                                ("left_at__gte", models.F("arrived_at")), models.Q(("outcome", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="visit_ended_has_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeeLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "submission",
                    models.UUIDField(blank=True, help_text="of the form that added it", null=True, unique=True),
                ),
                ("used_on", models.DateField(blank=True, help_text="the day whose fee table holds", null=True)),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=8)),
                ("unit_price", models.DecimalField(decimal_places=2, max_digits=10)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=10)),
                (
                    "is_ours",
                    models.BooleanField(default=False, help_text="on our side of the responsibility table: free"),
                ),
                (
                    "reason",
                    models.CharField(blank=True, help_text="why this price of the published range", max_length=200),
                ),
                (
                    "charge",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.feecharge",
                    ),
                ),
                (
                    "fee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="standards.feeitem"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fee_lines", to="repairs.workorder"
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fee_lines",
                        to="repairs.visit",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("quantity__gt", 0)), name="fee_line_is_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_ours", False), models.Q(("amount", 0), ("charge__isnull", True)), _connector="OR"
                        ),
                        name="fee_line_of_ours_is_free",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stage", models.CharField(choices=[("before", "Before"), ("after", "After")], max_length=8)),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="repairs.visit"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="WorkCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pressure_kpa", models.DecimalField(decimal_places=1, max_digits=5)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("drop_kpa", models.DecimalField(decimal_places=2, max_digits=5)),
                ("is_leak_free", models.BooleanField()),
                ("is_valve_reachable", models.BooleanField()),
                ("is_gas_on", models.BooleanField()),
                ("words", models.CharField(blank=True, max_length=500)),
                ("has_passed", models.BooleanField()),
                ("signed_name", models.CharField(blank=True, max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="repairs.workorder"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("has_passed", True)), fields=("order",), name="work_passes_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("has_passed", False),
                            models.Q(
                                ("drop_kpa", 0),
                                ("is_gas_on", True),
                                ("is_leak_free", True),
                                ("is_valve_reachable", True),
                                models.Q(("signed_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="work_passes_whole_and_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fault",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("before-meter", "Before the meter"),
                            ("meter", "The meter"),
                            ("after-meter", "After the meter"),
                            ("appliance", "The appliance"),
                            ("alarm", "The gas alarm"),
                            ("unsure", "Not sure: the crew decides on the spot"),
                        ],
                        max_length=14,
                    ),
                ),
                ("price_low", models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ("price_high", models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ("told_at", models.DateTimeField()),
                (
                    "is_accepted",
                    models.BooleanField(blank=True, help_text="the price; empty where nothing was offered", null=True),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "told",
                    models.ForeignKey(
                        blank=True,
                        help_text="the row of the published table that they were told",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="standards.responsibility",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("part", "unsure"),
                                ("price_high__isnull", True),
                                ("price_low__isnull", True),
                                ("told__isnull", True),
                            ),
                            models.Q(
                                models.Q(("part", "unsure"), _negated=True),
                                ("price_high__isnull", False),
                                ("price_low__isnull", False),
                                ("told__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="fault_told_of_a_known_part",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("is_accepted__isnull", True)),
                            models.Q(
                                ("decided_at__isnull", False), ("is_accepted__isnull", False), ("told__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="fault_decided_has_time",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="hungmeter",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="hungmeter",
            name="meter",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.meter"
            ),
        ),
        migrations.AddField(
            model_name="hungmeter",
            name="reading",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.reading"
            ),
        ),
        migrations.AddField(
            model_name="hungmeter",
            name="taken_back_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pipesurvey",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                condition=models.Q(("state", "running"), ("warned_at__isnull", True)),
                fields=["warn_at"],
                name="milestone_to_warn",
            ),
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                condition=models.Q(("late_at__isnull", True), ("state", "running")),
                fields=["due_at"],
                name="milestone_to_miss",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(fields=("project", "code"), name="milestone_once"),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "running")), fields=("project",), name="one_milestone_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at__isnull", True), ("started_at__isnull", True), ("state", "ahead")),
                    models.Q(("done_at__isnull", True), ("started_at__isnull", False), ("state", "running")),
                    models.Q(("done_at__isnull", False), ("started_at__isnull", False), ("state", "done")),
                    _connector="OR",
                ),
                name="milestone_state_has_times",
            ),
        ),
        migrations.AddConstraint(
            model_name="hungmeter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_at__isnull", True), ("taken_back_by__isnull", True)),
                    models.Q(("taken_back_at__gte", models.F("at")), ("taken_back_by__isnull", False)),
                    _connector="OR",
                ),
                name="meter_taken_back_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="pipesurvey",
            constraint=models.CheckConstraint(
                condition=models.Q(("pipe_metres__gte", 0)), name="survey_measures_something"
            ),
        ),
    ]
