import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.expressions
import gasservice.registry.models.people
import pgtrigger.compiler
import pgtrigger.migrations
import phonenumber_field.modelfields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("registry", "0001_initial"),
        ("registry", "0002_initial"),
        ("registry", "0003_customer_user_many"),
        ("registry", "0004_charges_and_versions_of_outages"),
        ("registry", "0005_first_version_of_each_outage"),
        ("registry", "0006_facts_of_outages_stand_in_versions"),
        ("registry", "0007_accounts_not_opened_yet"),
        ("registry", "0008_void_meters"),
        ("registry", "0009_refunds"),
        ("registry", "0010_whom_a_version_hit"),
        ("registry", "0011_meters_and_supply_stops"),
        ("registry", "0012_readings_households_and_tenures"),
        ("registry", "0013_charges_to_follow"),
    ]

    initial = True

    dependencies = [
        ("files", "0001_schema"),
        ("standards", "0001_schema"),
        ("users", "0001_schema"),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        django.contrib.postgres.operations.TrigramExtension(),
        migrations.CreateModel(
            name="District",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(unique=True)),
                ("name_en", models.CharField(max_length=80)),
                ("name_zh_hans", models.CharField(max_length=80)),
                ("name_zh_hant", models.CharField(max_length=80)),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="GasAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                (
                    "supply_class",
                    models.CharField(
                        choices=[
                            ("residential", "Household"),
                            ("collective", "Collective household"),
                            ("commercial", "Business"),
                            ("public", "School, hospital or public service"),
                        ],
                        default="residential",
                        max_length=12,
                    ),
                ),
                ("household_size", models.PositiveSmallIntegerField(default=3)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "Not opened yet"),
                            ("active", "In use"),
                            ("suspended", "Suspended"),
                            ("closed", "Closed"),
                        ],
                        default="active",
                        max_length=10,
                    ),
                ),
                ("opened_on", models.DateField()),
                ("last_bill_amount", models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ("last_bill_on", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Meter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("serial", models.CharField(max_length=40)),
                ("model", models.CharField(blank=True, max_length=40)),
                (
                    "digits",
                    models.PositiveSmallIntegerField(default=5, help_text="whole cubic metres the register shows"),
                ),
                ("installed_on", models.DateField()),
                ("removed_on", models.DateField(blank=True, null=True)),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("voided_because", models.CharField(blank=True, db_default="", default="", max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=24, unique=True)),
                ("name", models.CharField(max_length=120)),
                (
                    "phone",
                    phonenumber_field.modelfields.PhoneNumberField(blank=True, max_length=128, null=True, region=None),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("en", "English"), ("zh-hans", "简体中文"), ("zh-hant", "繁體中文")],
                        max_length=10,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["phone"], name="customer_phone")],
            },
        ),
        migrations.CreateModel(
            name="Community",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                (
                    "name",
                    models.CharField(help_text="the name in use; all names stand in CommunityName", max_length=120),
                ),
                ("name_en", models.CharField(blank=True, max_length=120)),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="communities", to="registry.district"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "communities",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="FeeCharge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, unique=True)),
                ("fee_code", models.SlugField()),
                ("is_once_per_premise", models.BooleanField(default=False)),
                ("quantity", models.DecimalField(decimal_places=2, default=1, max_digits=8)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=10)),
                ("case_reference", models.CharField(blank=True, help_text="the case it was charged on", max_length=12)),
                ("charged_at", models.DateTimeField()),
                ("paid_at", models.DateTimeField(blank=True, null=True)),
                ("payment_reference", models.CharField(blank=True, max_length=60)),
                ("paid_back", models.DecimalField(decimal_places=2, default=0, max_digits=10)),
                ("billed_at", models.DateTimeField(blank=True, null=True)),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, max_length=300)),
                (
                    "charged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "fee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="standards.feeitem"
                    ),
                ),
                (
                    "voided_by",
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
                        related_name="fee_charges",
                        to="registry.gasaccount",
                    ),
                ),
            ],
            options={
                "ordering": ["charged_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FeeRefund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                (
                    "case_reference",
                    models.CharField(blank=True, help_text="the case whose charges it is for", max_length=12),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=10)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("bank", "Bank transfer"),
                            ("app", "Back to the payment app"),
                            ("counter", "At the counter"),
                        ],
                        max_length=8,
                    ),
                ),
                ("payment_reference", models.CharField(max_length=60, unique=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["case_reference"], name="refund_of_case")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="refund_is_something"),
                    models.CheckConstraint(
                        condition=models.Q(("payment_reference", ""), _negated=True), name="refund_names_its_payment"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeeRefundLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=10)),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("withdrawn", "The charge was withdrawn"),
                            ("less", "The work came to less than was paid"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "charge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refund_lines",
                        to="registry.feecharge",
                    ),
                ),
                (
                    "refund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="registry.feerefund"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("refund", "charge"), name="refund_names_a_charge_once"),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="refund_line_is_something"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number_tried", models.CharField(max_length=20)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("pending", "Waiting for the code"), ("proven", "Proven"), ("refused", "Refused")],
                        max_length=8,
                    ),
                ),
                ("code_hash", models.CharField(blank=True, max_length=64)),
                ("code_tries", models.PositiveSmallIntegerField(default=0)),
                ("tried_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("proven_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "gas_account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="registry.gasaccount",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user", "tried_at"], name="claim_by_user"),
                    models.Index(fields=["number_tried", "tried_at"], name="claim_of_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdSize",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("persons", models.PositiveSmallIntegerField()),
                ("declared_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("refused_at", models.DateTimeField(blank=True, null=True)),
                ("refused_because", models.CharField(blank=True, max_length=300)),
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
                    "declared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "gas_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="household_sizes",
                        to="registry.gasaccount",
                    ),
                ),
                (
                    "refused_by",
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("confirmed_at__isnull", True), ("refused_at__isnull", True)),
                        fields=["declared_at", "id"],
                        name="household_to_look_at",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("persons__gte", 1)), name="household_has_somebody"),
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", True), ("refused_at__isnull", True)),
                        fields=("gas_account", "declared_by"),
                        name="one_household_waits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("refused_at__isnull", True), ("refused_because", ""), ("refused_by__isnull", True)
                            ),
                            models.Q(
                                ("confirmed_at__isnull", True),
                                ("refused_at__isnull", False),
                                ("refused_by__isnull", False),
                                models.Q(("refused_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="household_refused_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interruption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=16, unique=True)),
                ("is_planned", models.BooleanField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("restored_at", models.DateTimeField(blank=True, null=True)),
                ("cleared_at", models.DateTimeField(blank=True, null=True)),
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
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="InterruptionVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("reason_en", models.CharField(max_length=200)),
                ("reason_zh_hans", models.CharField(max_length=200)),
                ("reason_zh_hant", models.CharField(max_length=200)),
                ("advice_en", models.TextField(blank=True, help_text="what the customer should do")),
                ("advice_zh_hans", models.TextField(blank=True)),
                ("advice_zh_hant", models.TextField(blank=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "contingency",
                    models.TextField(blank=True, help_text="how people are helped when it is long or large"),
                ),
                ("reported_at", models.DateTimeField(blank=True, help_text="to the regulator", null=True)),
                ("report_reference", models.CharField(blank=True, max_length=60)),
                (
                    "override_reason",
                    models.CharField(blank=True, help_text="why the notice comes late", max_length=300),
                ),
                ("drafted_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("hit_accounts", models.PositiveIntegerField(blank=True, null=True)),
                ("hit_households", models.PositiveIntegerField(blank=True, null=True)),
                ("hit_needs", models.PositiveIntegerField(blank=True, null=True)),
                ("hit_sites", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "drafted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "interruption",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="registry.interruption"
                    ),
                ),
                (
                    "overridden_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
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
                "ordering": ["number"],
                "indexes": [models.Index(fields=["ends_at"], name="interruption_version_ends")],
                "constraints": [
                    models.UniqueConstraint(fields=("interruption", "number"), name="interruption_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("published_at__isnull", True)),
                        fields=("interruption",),
                        name="one_draft_of_an_interruption",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="interruption_ends_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("override_reason", ""), ("overridden_by__isnull", False), _connector="OR"),
                        name="override_has_a_person",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="interruption",
            name="current",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.interruptionversion",
            ),
        ),
        migrations.CreateModel(
            name="MeterHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case_reference", models.CharField(help_text="the case it is held for", max_length=12)),
                ("reason", models.CharField(max_length=300)),
                ("held_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                (
                    "held_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="registry.meter"
                    ),
                ),
                (
                    "released_by",
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
                "ordering": ["held_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("released_at__isnull", True)),
                        fields=("meter", "case_reference"),
                        name="meter_held_once_a_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at__isnull", True), ("released_by__isnull", True)),
                            ("released_at__gte", models.F("held_at")),
                            _connector="OR",
                        ),
                        name="meter_released_after_held",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeterTest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case_reference", models.CharField(help_text="the case it was tested for", max_length=12)),
                ("asked_at", models.DateTimeField()),
                ("tested_on", models.DateField()),
                ("laboratory", models.CharField(max_length=120)),
                ("certificate_number", models.CharField(max_length=60)),
                ("error_percent", models.DecimalField(decimal_places=2, max_digits=5)),
                ("limit_percent", models.DecimalField(decimal_places=2, max_digits=4)),
                (
                    "is_good",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.ExpressionWrapper(
                            models.Q(
                                (
                                    "error_percent__gte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("limit_percent"), "*", models.Value(-1)
                                    ),
                                ),
                                ("error_percent__lte", models.F("limit_percent")),
                            ),
                            output_field=models.BooleanField(),
                        ),
                        output_field=models.BooleanField(),
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "certificate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "meter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tests", to="registry.meter"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["tested_on", "pk"],
                "indexes": [models.Index(fields=["case_reference"], name="meter_test_of_case")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("laboratory", "certificate_number"), name="meter_test_certified_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("laboratory", ""), _negated=True),
                            models.Q(("certificate_number", ""), _negated=True),
                        ),
                        name="meter_test_names_its_certificate",
                    ),
                    models.CheckConstraint(condition=models.Q(("limit_percent__gt", 0)), name="meter_test_has_a_limit"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Premise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=24, unique=True)),
                ("building", models.CharField(blank=True, max_length=20)),
                ("unit", models.CharField(blank=True, max_length=20)),
                ("room", models.CharField(blank=True, max_length=20)),
                (
                    "address",
                    models.CharField(help_text="as written today; all names stand in PremiseName", max_length=200),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="premises", to="registry.community"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community", "building", "unit", "room"], name="premise_in_community")
                ],
            },
        ),
        migrations.AddField(
            model_name="feecharge",
            name="premise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="fee_charges", to="registry.premise"
            ),
        ),
        migrations.CreateModel(
            name="PremiseName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160)),
                (
                    "search_name",
                    models.CharField(editable=False, help_text="simplified, lower case, no spaces", max_length=160),
                ),
                ("known_from", models.DateField()),
                ("known_until", models.DateField(blank=True, null=True)),
                (
                    "premise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="registry.premise"
                    ),
                ),
            ],
            options={
                "ordering": ["-known_from"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("search_name"), "gin_trgm_ops"),
                        name="premise_name_search",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("premise", "name", "known_from"), name="premise_name_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PriorityNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("elderly_alone", "Older person living alone"),
                            ("infant", "Baby in the home"),
                            ("illness", "Illness or treatment at home"),
                            ("disability", "Disability"),
                            ("only_heating", "Gas is the only heating"),
                            ("critical_site", "Hospital, school or canteen"),
                        ],
                        max_length=16,
                    ),
                ),
                ("details", models.TextField(blank=True)),
                ("consent_at", models.DateTimeField()),
                ("declared_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("review_on", models.DateField()),
                ("review_reminded_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="priority_needs",
                        to="registry.customer",
                    ),
                ),
                (
                    "declared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "premise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="priority_needs",
                        to="registry.premise",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)), fields=["review_on"], name="need_to_review"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("premise", "customer", "kind"),
                        name="need_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("index_m3", models.DecimalField(decimal_places=3, max_digits=12)),
                ("read_at", models.DateTimeField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("reader", "Read by our meter reader"),
                            ("customer", "Sent in by the customer"),
                            ("remote", "Remote reading"),
                            ("estimate", "Estimate"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, db_default="", default="", help_text="why it was corrected", max_length=300
                    ),
                ),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="registry.reading",
                    ),
                ),
                (
                    "meter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="registry.meter",
                    ),
                ),
                (
                    "recorded_by",
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
                "ordering": ["-read_at"],
                "indexes": [models.Index(fields=["meter", "read_at"], name="reading_of_meter")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", True)), fields=("meter", "read_at"), name="reading_once"
                    ),
                    models.CheckConstraint(condition=models.Q(("index_m3__gte", 0)), name="reading_not_negative"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeterExchange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case_reference",
                    models.CharField(blank=True, help_text="the case it was exchanged on", max_length=12),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "hung",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.meter"
                    ),
                ),
                (
                    "taken_down",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.meter"
                    ),
                ),
                (
                    "first_reading",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.reading"
                    ),
                ),
                (
                    "last_reading",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.reading"
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "indexes": [models.Index(fields=["case_reference"], name="meter_exchange_of_case")],
            },
        ),
        migrations.CreateModel(
            name="ServicePoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=24, unique=True)),
                (
                    "premise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_points",
                        to="registry.premise",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="meter",
            name="service_point",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="meters", to="registry.servicepoint"
            ),
        ),
        migrations.CreateModel(
            name="InterruptionArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("building", models.CharField(blank=True, help_text="empty: all of the community", max_length=20)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.community"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="areas",
                        to="registry.interruptionversion",
                    ),
                ),
                (
                    "service_point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.servicepoint",
                    ),
                ),
            ],
            options={
                "ordering": ["community_id", "building", "pk"],
                "indexes": [models.Index(fields=["community", "version"], name="interruption_area_there")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "community", "building", "service_point"),
                        name="interruption_area_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("building", ""), ("service_point__isnull", True), _connector="OR"),
                        name="area_is_building_or_point",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="gasaccount",
            name="service_point",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="gas_accounts", to="registry.servicepoint"
            ),
        ),
        migrations.CreateModel(
            name="SupplyStop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(help_text="for the customer", max_length=300)),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, help_text="yuan owed when it was ordered", max_digits=10),
                ),
                ("not_before", models.DateField()),
                ("ordered_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=300)),
                ("executed_at", models.DateTimeField(blank=True, null=True)),
                ("restore_due_at", models.DateTimeField(blank=True, null=True)),
                ("restored_at", models.DateTimeField(blank=True, null=True)),
                (
                    "executed_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supply_stops",
                        to="registry.gasaccount",
                    ),
                ),
                (
                    "ordered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "restored_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
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
                "ordering": ["not_before", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("executed_at__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=["not_before", "id"],
                        name="stop_to_carry_out",
                    ),
                    models.Index(
                        condition=models.Q(("restore_due_at__isnull", False), ("restored_at__isnull", True)),
                        fields=["restore_due_at", "id"],
                        name="supply_to_restore",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("restored_at__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("gas_account",),
                        name="one_live_stop_of_an_account",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), models.Q(("reason", ""), _negated=True)),
                        name="stop_for_something_owed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True), ("executed_at__isnull", True), _connector="OR"
                        ),
                        name="stop_withdrawn_or_executed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_because", "")),
                            models.Q(
                                ("withdrawn_at__gte", models.F("ordered_at")),
                                models.Q(("withdrawn_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="stop_withdrawn_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("executed_at__isnull", True), ("executed_by__isnull", True)),
                            models.Q(("executed_at__gte", models.F("ordered_at")), ("executed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="stop_executed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("restore_due_at__isnull", True), ("executed_at__isnull", False), _connector="OR"
                        ),
                        name="restore_due_after_stop",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("restored_at__isnull", True), ("restored_by__isnull", True)),
                            models.Q(
                                ("executed_at__isnull", False),
                                ("restored_at__gte", models.F("executed_at")),
                                ("restored_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="supply_restored_after_stop",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StopAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("because", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "stop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="registry.supplystop"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("because", ""), _negated=True), name="stop_attempt_says_why"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tenure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_from", models.DateField()),
                ("held_until", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, db_default="", default="", max_length=300)),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tenures", to="registry.customer"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "gas_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tenures", to="registry.gasaccount"
                    ),
                ),
                (
                    "recorded_by",
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
                "ordering": ["-held_from"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("gas_account", "="),
                            (
                                gasservice.registry.models.people.HeldPeriod(
                                    models.F("held_from"),
                                    models.F("held_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="one_holder_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CommunityName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160)),
                (
                    "search_name",
                    models.CharField(editable=False, help_text="simplified, lower case, no spaces", max_length=160),
                ),
                ("known_from", models.DateField()),
                ("known_until", models.DateField(blank=True, null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="registry.community"
                    ),
                ),
            ],
            options={
                "ordering": ["-known_from"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("search_name"), "gin_trgm_ops"),
                        name="community_name_search",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("community", "name", "known_from"), name="community_name_once")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdsize",
            trigger=pgtrigger.compiler.Trigger(
                name="household_says_what_it_said",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='RAISE EXCEPTION \'pgtrigger: Cannot update of "gas_account_id", "since", "persons", "declared_at" or delete rows from % table\', TG_TABLE_NAME;',
                    hash="d4f63b083d6926a0aef7a7fdd5362f73f881015f",
                    operation='UPDATE OF "gas_account_id", "since", "persons", "declared_at" OR DELETE',
                    pgid="pgtrigger_household_says_what_it_said_09985",
                    table="registry_householdsize",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interruptionversion",
            trigger=pgtrigger.compiler.Trigger(
                name="published_version_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."published_at" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7a89f0f342fa67a152196265aff679dc65e22c5e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_published_version_stands_13a52",
                    table="registry_interruptionversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="interruption",
            index=models.Index(
                condition=models.Q(
                    ("cancelled_at__isnull", True), ("cleared_at__isnull", True), ("current__isnull", False)
                ),
                fields=["id"],
                name="interruption_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="interruption",
            constraint=models.CheckConstraint(
                condition=models.Q(("cancelled_at__isnull", True), ("started_at__isnull", True), _connector="OR"),
                name="interruption_begun_or_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="interruption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("restored_at__isnull", True),
                    models.Q(("restored_at__gte", models.F("started_at")), ("started_at__isnull", False)),
                    _connector="OR",
                ),
                name="interruption_restored_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="interruption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cleared_at__isnull", True),
                    models.Q(("cleared_at__gte", models.F("restored_at")), ("restored_at__isnull", False)),
                    _connector="OR",
                ),
                name="interruption_cleared_after_restored",
            ),
        ),
        migrations.AddIndex(
            model_name="feecharge",
            index=models.Index(fields=["case_reference"], name="charge_of_case"),
        ),
        migrations.AddIndex(
            model_name="feecharge",
            index=models.Index(
                condition=models.Q(("billed_at__isnull", True), ("paid_at__isnull", True), ("voided_at__isnull", True)),
                fields=["charged_at"],
                name="charge_unbilled",
            ),
        ),
        migrations.AddIndex(
            model_name="feecharge",
            index=models.Index(
                condition=models.Q(
                    ("billed_at__isnull", False), ("paid_at__isnull", True), ("voided_at__isnull", True)
                ),
                fields=["billed_at"],
                name="charge_billed_and_owed",
            ),
        ),
        migrations.AddIndex(
            model_name="feecharge",
            index=models.Index(
                condition=models.Q(("billed_at__isnull", False)), fields=["paid_at"], name="charge_billed_and_paid"
            ),
        ),
        migrations.AddIndex(
            model_name="feecharge",
            index=models.Index(
                condition=models.Q(("billed_at__isnull", False), ("voided_at__isnull", False)),
                fields=["voided_at"],
                name="charge_billed_and_void",
            ),
        ),
        migrations.AddConstraint(
            model_name="feecharge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_once_per_premise", True), ("voided_at__isnull", True)),
                fields=("premise", "fee_code"),
                name="fee_once_per_premise",
            ),
        ),
        migrations.AddConstraint(
            model_name="feecharge",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0), ("quantity__gt", 0)), name="charge_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="feecharge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paid_at__isnull", True), ("paid_at__gte", models.F("charged_at")), _connector="OR"
                ),
                name="charge_paid_after",
            ),
        ),
        migrations.AddConstraint(
            model_name="feecharge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("voided_at__isnull", True), models.Q(("void_reason", ""), _negated=True), _connector="OR"
                ),
                name="charge_voided_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="feecharge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paid_back", 0),
                    models.Q(("paid_at__isnull", False), ("paid_back__gt", 0), ("paid_back__lte", models.F("amount"))),
                    _connector="OR",
                ),
                name="charge_paid_back_of_what_was_paid",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reading",
            trigger=pgtrigger.compiler.Trigger(
                name="reading_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a94b8357345a8cfafd6a96ed81611b361a937733",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_reading_stands_99ce2",
                    table="registry_reading",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="meter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)), fields=("serial",), name="meter_serial_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="meter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_on__isnull", True)), fields=("service_point",), name="one_meter_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="meter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("removed_on__isnull", True), ("removed_on__gte", models.F("installed_on")), _connector="OR"
                ),
                name="meter_removed_after",
            ),
        ),
        migrations.AddConstraint(
            model_name="meter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("voided_at__isnull", True), ("voided_because", "")),
                    models.Q(
                        ("removed_on__isnull", False),
                        ("voided_at__isnull", False),
                        models.Q(("voided_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="void_meter_hangs_nowhere_for_a_reason",
            ),
        ),
    ]
