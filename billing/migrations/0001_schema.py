import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import gasservice.standards.models.dated
import pgtrigger.compiler
import pgtrigger.migrations
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("billing", "0001_self_readings"),
        ("billing", "0002_bills_payments_disputes"),
        ("billing", "0003_lines_come_to_the_amount"),
        ("billing", "0004_bills_told"),
        ("billing", "0005_payments_of_forms"),
        ("billing", "0006_collection_visits_and_agreed_waivers"),
        ("billing", "0007_decided_disputes"),
        ("billing", "0008_arrears"),
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
            name="Bill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                (
                    "source",
                    models.CharField(
                        choices=[("ledger", "The company's ledger"), ("ours", "The service office")], max_length=8
                    ),
                ),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("issued_on", models.DateField()),
                ("due_on", models.DateField()),
                ("volume_m3", models.DecimalField(decimal_places=3, default=0, max_digits=12)),
                ("is_estimated", models.BooleanField(default=False)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("adjusted", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("paid", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("late_paid", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("rated_amount", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                (
                    "doubts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("amount", "The amount is not what its readings come to"),
                                ("volume", "The volume is not what its readings come to"),
                                ("tariff", "No tariff holds for all of its days"),
                                ("backwards", "A meter ran backwards"),
                                ("gap", "It does not begin where the last bill ended"),
                                ("reading", "Our books hold another reading for that day"),
                                ("meter", "The meter did not hang there"),
                                ("high", "Far more than the same days a year ago"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("digest", models.CharField(blank=True, editable=False, max_length=32)),
                ("made_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("release_note", models.CharField(blank=True, max_length=300)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=300)),
                (
                    "gas_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.gasaccount"
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
                (
                    "taken_back_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="takes_back",
                        to="billing.bill",
                    ),
                ),
                (
                    "tenure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.tenure",
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
                "ordering": ["-issued_on", "-pk"],
                "indexes": [
                    models.Index(fields=["gas_account", "-issued_on", "-id"], name="bill_of_account"),
                    models.Index(
                        condition=models.Q(
                            (
                                "paid__lt",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("amount"), "+", models.F("adjusted")
                                ),
                            ),
                            ("released_at__isnull", False),
                            ("withdrawn_at__isnull", True),
                        ),
                        fields=["due_on", "id"],
                        name="bill_unpaid",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("released_at__isnull", False), ("told_at__isnull", True), ("withdrawn_at__isnull", True)
                        ),
                        fields=["id"],
                        name="bill_to_tell",
                    ),
                    models.Index(
                        condition=models.Q(("released_at__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=["made_at", "id"],
                        name="bill_held_back",
                    ),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("since__isnull", False), ("taken_back_by__isnull", True), ("withdrawn_at__isnull", True)
                        ),
                        expressions=[
                            ("gas_account", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("since"),
                                    models.F("until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="gas_is_billed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("since__isnull", True), ("until__isnull", True)),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="bill_has_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("issued_on"))), name="bill_due_after_issue"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("adjusted"), "*", models.Value(-1)
                                ),
                            )
                        ),
                        name="bill_not_below_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("late_paid__gte", 0),
                            ("paid__gte", 0),
                            (
                                "paid__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("amount"), "+", models.F("adjusted")
                                ),
                            ),
                        ),
                        name="bill_not_overpaid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(
                                ("late_paid", 0),
                                ("paid", 0),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="withdrawn_bill_is_unpaid_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArrearsShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("bill", "A bill whose days fell to several"),
                            ("legacy", "Arrears from before this service office"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reference", models.CharField(max_length=40)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("of_days", models.PositiveIntegerField()),
                ("due_on", models.DateField()),
                ("volume_m3", models.DecimalField(decimal_places=3, max_digits=12)),
                ("start_index", models.DecimalField(blank=True, decimal_places=3, max_digits=12, null=True)),
                ("end_index", models.DecimalField(blank=True, decimal_places=3, max_digits=12, null=True)),
                ("rated", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("made_at", models.DateTimeField()),
                ("because", models.CharField(blank=True, max_length=300)),
                ("proposed_at", models.DateTimeField(blank=True, null=True)),
                ("written_off_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.gasaccount"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_tenure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.tenure",
                    ),
                ),
                (
                    "tariff",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="standards.tariff",
                    ),
                ),
                (
                    "tenure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.tenure",
                    ),
                ),
                (
                    "bill",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arrears_shares",
                        to="billing.bill",
                    ),
                ),
                (
                    "billed_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="billing.bill",
                    ),
                ),
            ],
            options={
                "ordering": ["since", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("tenure__isnull", True), ("written_off_at__isnull", True)),
                        fields=["made_at", "id"],
                        name="arrears_share_unowned",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "reference", "since"), name="arrears_shared_once"),
                    models.CheckConstraint(
                        condition=models.Q(("of_days__gt", 0), ("until__gt", models.F("since"))),
                        name="arrears_share_has_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="arrears_share_not_below_nothing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("billed_as__isnull", True), ("tenure__isnull", False), _connector="OR"),
                        name="arrears_share_billed_to_a_holder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("written_off_at__isnull", True),
                            models.Q(
                                ("proposed_by__isnull", False),
                                ("tenure__isnull", True),
                                models.Q(("because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="arrears_share_written_off_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="arrears_share_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proposed_tenure__isnull", True),
                            models.Q(("evidence__isnull", False), ("proposed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="arrears_share_assigned_with_evidence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BillLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("gas", "Gas"), ("fee", "Fee"), ("share", "Share of arrears")], max_length=8
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("above_m3", models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ("upto_m3", models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ("used_m3", models.DecimalField(blank=True, decimal_places=3, max_digits=12, null=True)),
                ("volume_m3", models.DecimalField(blank=True, decimal_places=3, max_digits=12, null=True)),
                ("price", models.DecimalField(blank=True, decimal_places=4, max_digits=6, null=True)),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="billing.bill"
                    ),
                ),
                (
                    "fee_charge",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.feecharge",
                    ),
                ),
                (
                    "tariff",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="standards.tariff",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("check", "Found by us before it was sent"),
                            ("estimate", "The estimate was replaced by a reading"),
                            ("dispute", "After a dispute"),
                            ("meter", "The meter was wrong"),
                            ("tenure", "It was owed by somebody else"),
                            ("void", "The fee was withdrawn"),
                            ("paid", "The fee was paid by another way"),
                        ],
                        max_length=8,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("words", models.TextField(blank=True)),
                ("case_reference", models.CharField(blank=True, max_length=12)),
                ("at", models.DateTimeField()),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="adjustments", to="billing.bill"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="billing.billline",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="adjustment_is_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("by")), _negated=True),
                            _connector="OR",
                        ),
                        name="adjustment_approved_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BillStretch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("start_index", models.DecimalField(decimal_places=3, max_digits=12)),
                ("end_index", models.DecimalField(decimal_places=3, max_digits=12)),
                ("is_estimated", models.BooleanField(default=False)),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stretches", to="billing.bill"
                    ),
                ),
                (
                    "meter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.meter"
                    ),
                ),
            ],
            options={
                "ordering": ["since", "pk"],
            },
        ),
        migrations.AddField(
            model_name="billline",
            name="stretch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="billing.billstretch",
            ),
        ),
        migrations.CreateModel(
            name="Collector",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("badge", models.CharField(max_length=20, unique=True)),
                ("is_active", models.BooleanField(default=True)),
                ("named_at", models.DateTimeField()),
                (
                    "named_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "ordering": ["badge"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("badge", ""), _negated=True), name="collector_has_badge")
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispute",
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
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("held_from", models.DateField()),
                ("held_until", models.DateField(blank=True, null=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("upheld", "Upheld"), ("part", "Upheld in part"), ("refused", "Refused")],
                        max_length=8,
                    ),
                ),
                ("credited", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("words", models.TextField(blank=True)),
                ("alternatives", models.TextField(blank=True)),
                ("proposed_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disputes", to="billing.bill"
                    ),
                ),
                (
                    "proposed_by",
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
                    models.Index(fields=["bill", "held_from"], name="dispute_of_bill"),
                    models.Index(fields=["held_until"], name="dispute_held_until"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), ("credited__gte", 0)), name="dispute_is_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("credited__lte", models.F("amount"))),
                        name="dispute_credits_what_is_disputed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"
                        ),
                        name="dispute_ends_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proposed_at__isnull", True), ("proposed_by__isnull", True), ("verdict", "")),
                            models.Q(
                                ("proposed_at__isnull", False),
                                ("proposed_by__isnull", False),
                                models.Q(("verdict", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="verdict_is_proposed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_until__isnull", True), ("held_until__gte", models.F("held_from")), _connector="OR"
                        ),
                        name="dispute_held_some_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at__isnull", True),
                            models.Q(models.Q(("verdict", ""), _negated=True), ("held_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="decided_dispute_has_verdict",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="dispute_approved_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputedLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("reading", "The reading is wrong"),
                            ("meter", "The meter counts too much"),
                            ("estimate", "It was estimated"),
                            ("price", "The price or the tier is wrong"),
                            ("not_mine", "It was used before my time"),
                            ("paid", "I have paid it already"),
                            ("fee", "I do not owe this fee"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_settled", models.BooleanField(default=False)),
                ("credited", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=12)),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="billing.dispute"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disputed", to="billing.billline"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_settled", False)), fields=("line",), name="line_disputed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", 0), ("credited__gte", 0), ("credited__lte", models.F("amount"))
                        ),
                        name="disputed_line_is_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LateWaiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first_time", "It is the first time in a long while"),
                            ("notice_failed", "Our bill or notice did not arrive"),
                            ("payment_failed", "The bank did not carry the payment out"),
                            ("hospital", "Illness or a stay in hospital"),
                            ("outage", "Gas was off"),
                            ("dispute", "The amount was disputed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("agreed", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                ("granted", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("answer", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreed_by",
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
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="waivers", to="billing.bill"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "decided_by",
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
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=["asked_at", "id"],
                        name="waiver_to_decide",
                    ),
                    models.Index(
                        condition=models.Q(("decided_at__isnull", False)),
                        fields=["-decided_at", "-id"],
                        name="waiver_decided_last",
                    ),
                    models.Index(condition=models.Q(("case__isnull", False)), fields=["case"], name="waiver_of_case"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=("bill",),
                        name="one_open_waiver_of_a_bill",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("granted__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("granted__gte", 0)),
                            _connector="OR",
                        ),
                        name="waiver_decided_has_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreed__isnull", True), ("agreed_at__isnull", True), ("agreed_by__isnull", True)
                            ),
                            models.Q(("agreed__gt", 0), ("agreed_at__isnull", False), ("agreed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="waiver_agreed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by__isnull", True),
                            ("decided_by__isnull", True),
                            models.Q(("agreed_by", models.F("decided_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="waiver_decided_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=60, unique=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("shared", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("bank", "Bank transfer"),
                            ("app", "Payment app"),
                            ("counter", "At the counter"),
                            ("collector", "To our collector at the door"),
                            ("redress", "Redress that we owe you"),
                        ],
                        max_length=10,
                    ),
                ),
                ("submission", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ("paid_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField()),
                (
                    "bill",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="billing.bill",
                    ),
                ),
                (
                    "gas_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.gasaccount"
                    ),
                ),
                (
                    "redress",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.redress",
                    ),
                ),
                (
                    "taken_by",
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
                "ordering": ["-paid_at", "-pk"],
                "indexes": [
                    models.Index(fields=["gas_account", "-paid_at", "-id"], name="payment_of_account"),
                    models.Index(
                        condition=models.Q(("shared__lt", models.F("amount"))),
                        fields=["gas_account"],
                        name="payment_in_credit",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="payment_is_something"),
                    models.CheckConstraint(
                        condition=models.Q(("reference", ""), _negated=True), name="payment_has_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("shared__gte", 0), ("shared__lte", models.F("amount"))),
                        name="payment_shared_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("method", "redress"), ("redress__isnull", False)),
                            models.Q(models.Q(("method", "redress"), _negated=True), ("redress__isnull", True)),
                            _connector="OR",
                        ),
                        name="redress_pays_as_redress",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CollectionVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=16, unique=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("code_hash", models.CharField(max_length=64)),
                ("code_until", models.DateTimeField()),
                ("codes_sent", models.PositiveSmallIntegerField(default=1)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("announced_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("collected", "Paid at the door"),
                            ("refused", "The customer wants no visit"),
                            ("nobody", "Nobody was there"),
                            ("called_off", "Called off by us"),
                            ("missed", "Nobody of ours came"),
                        ],
                        max_length=12,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("because", models.CharField(blank=True, max_length=300)),
                (
                    "announced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "gas_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.gasaccount"
                    ),
                ),
                (
                    "tenure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.tenure"
                    ),
                ),
                (
                    "collector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="billing.collector"
                    ),
                ),
                (
                    "payment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="billing.payment",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["starts_at", "id"],
                        name="collection_ahead",
                    ),
                    models.Index(fields=["collector", "starts_at"], name="collection_of_collector"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("gas_account",),
                        name="one_collection_ahead_of_an_account",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("announced_at__lt", models.F("starts_at")),
                            ("ends_at__lte", models.F("code_until")),
                            ("starts_at__lt", models.F("ends_at")),
                        ),
                        name="collection_announced_before",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="collection_is_for_something"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("outcome", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("outcome__in", ["collected", "refused", "nobody", "called_off", "missed"]),
                            ),
                            _connector="OR",
                        ),
                        name="collection_ended_somehow",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "collected"), ("payment__isnull", False)),
                            models.Q(models.Q(("outcome", "collected"), _negated=True), ("payment__isnull", True)),
                            _connector="OR",
                        ),
                        name="collected_has_payment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("stops_late_charge", models.BooleanField()),
                ("agreed_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("kept", "Kept"), ("broken", "Broken"), ("cancelled", "Cancelled")],
                        max_length=10,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("bills", models.ManyToManyField(related_name="+", to="billing.bill")),
                (
                    "ended_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.gasaccount"
                    ),
                ),
                (
                    "tenure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.tenure"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("ended_at__isnull", True)), fields=["id"], name="plan_running"),
                    models.Index(fields=["tenure", "-agreed_at"], name="plan_of_holder"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("tenure",),
                        name="one_running_plan_of_a_holder",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="plan_of_something"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("outcome", "")),
                            models.Q(
                                ("ended_at__gte", models.F("agreed_at")),
                                ("ended_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_ended_with_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instalment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="instalments",
                        to="billing.paymentplan",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "due_on"), name="instalment_once_a_day"),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="instalment_of_something"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_late_charge", models.BooleanField(default=False)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("at", models.DateTimeField()),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="billing.bill"
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="billing.payment"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount", 0), _negated=True), name="share_is_something")
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfReading",
            fields=[
                (
                    "reading",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="registry.reading",
                    ),
                ),
                (
                    "doubt",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("meter", "Perhaps another meter"),
                            ("backwards", "Lower than the last reading"),
                            ("too_high", "Much more than usual"),
                            ("too_low", "Much less than usual"),
                        ],
                        max_length=10,
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "gas_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.gasaccount"
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
                    "seen_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(models.Q(("doubt", ""), _negated=True), ("seen_at__isnull", True)),
                        fields=["sent_at", "reading"],
                        name="self_reading_to_look_at",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seen_at__isnull", True), ("seen_by__isnull", True)),
                            models.Q(("seen_at__gte", models.F("sent_at")), ("seen_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="self_reading_seen_by_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Arrears",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begun_on", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("begun_at", models.DateTimeField()),
                ("demanded_at", models.DateTimeField(blank=True, null=True)),
                ("noticed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("none", "No further step"),
                            ("demand", "Demand"),
                            ("written_notice", "Written notice of a stop"),
                            ("stop", "Stop of supply"),
                        ],
                        default="demand",
                        max_length=16,
                    ),
                ),
                ("earliest_on", models.DateField(blank=True, null=True)),
                (
                    "bars",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("disputed", "What is owed is disputed"),
                                ("plan", "It is being paid in instalments"),
                                ("held", "One of us has stopped the steps"),
                                ("below_minimum", "It is too little to stop the gas for"),
                                ("priority_need", "Somebody there must not be without gas"),
                                ("heating_season", "It is the heating season"),
                                ("demand_not_delivered", "The demand has not arrived"),
                                ("notice_not_delivered", "The written notice has not arrived"),
                            ],
                            max_length=24,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("owed", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=12)),
                ("looked_at", models.DateTimeField()),
                ("held_until", models.DateField(blank=True, null=True)),
                ("held_because", models.CharField(blank=True, max_length=300)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("paid", "It is paid"),
                            ("planned", "It is paid in instalments"),
                            ("disputed", "It is disputed"),
                            ("barred", "Something bars a stop now"),
                            ("withdrawn", "Withdrawn by us"),
                            ("left", "The account is no longer theirs"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ended_note", models.CharField(blank=True, max_length=300)),
                (
                    "demand",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="notices.notice",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "follows",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="billing.arrears",
                    ),
                ),
                (
                    "gas_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.gasaccount"
                    ),
                ),
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
                    "notice",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="notices.notice",
                    ),
                ),
                (
                    "stop",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.supplystop",
                    ),
                ),
                (
                    "tenure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.tenure"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "arrears",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["earliest_on", "id"],
                        name="arrears_by_day",
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["step", "earliest_on", "id"],
                        name="arrears_by_step",
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["looked_at", "id"],
                        name="arrears_to_look_at",
                    ),
                    models.Index(fields=["tenure", "-id"], name="arrears_of_holder"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("tenure",),
                        name="one_open_arrears_of_a_holder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("demand__isnull", True), ("demanded_at__isnull", True)),
                            models.Q(("demand__isnull", False), ("demanded_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="arrears_demand_was_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("notice__isnull", True), ("noticed_at__isnull", True)),
                            models.Q(
                                ("notice__isnull", False),
                                ("noticed_at__gt", models.F("demanded_at")),
                                ("noticed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="arrears_noticed_after_demand",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stop__isnull", True), ("noticed_at__isnull", False), _connector="OR"),
                        name="arrears_stop_after_notice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_because", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="arrears_ended_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_by__isnull", True), ("held_until__isnull", True)),
                            models.Q(
                                ("held_by__isnull", False),
                                ("held_until__isnull", False),
                                models.Q(("held_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="arrears_held_by_somebody_for_a_reason",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="adjustment_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7f450dbc9bb0a86eeb17519a8f74056fe83e1c09",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_adjustment_stands_bbf7c",
                    table="billing_adjustment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="billstretch",
            trigger=pgtrigger.compiler.Trigger(
                name="stretch_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3fbe39859d9ea78d694d59ad63715562642149ff",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stretch_stands_63366",
                    table="billing_billstretch",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="billline",
            constraint=models.UniqueConstraint(fields=("bill", "position"), name="line_once"),
        ),
        migrations.AddConstraint(
            model_name="billline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("fee_charge__isnull", True), ("kind", "gas"), ("stretch__isnull", False)),
                    models.Q(("fee_charge__isnull", False), ("kind", "fee"), ("stretch__isnull", True)),
                    models.Q(
                        ("fee_charge__isnull", True),
                        ("kind", "share"),
                        ("since__isnull", False),
                        ("stretch__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="line_is_of_its_kind",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="billline",
            trigger=pgtrigger.compiler.Trigger(
                name="line_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f93371714e426840c17b42ea50a624b44e95a94f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_line_stands_2903d",
                    table="billing_billline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="billline",
            trigger=pgtrigger.compiler.Trigger(
                name="lines_come_to_the_amount",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF EXISTS (\n    SELECT 1 FROM billing_bill bill\n    JOIN (SELECT bill_id FROM new_lines GROUP BY bill_id) AS touched ON touched.bill_id = bill.id\n    WHERE bill.amount <> (SELECT sum(amount) FROM billing_billline WHERE bill_id = bill.id)\n) THEN\n    RAISE EXCEPTION 'the lines of a bill must come to its amount';\nEND IF;\nRETURN NULL;\n",
                    hash="cec1c2a85c82ef0122cb6074ae902d34389b1a97",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_lines_come_to_the_amount_9a8f9",
                    referencing="REFERENCING NEW TABLE AS new_lines ",
                    table="billing_billline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="paymentshare",
            trigger=pgtrigger.compiler.Trigger(
                name="share_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3d165cbb09ade5ced3db1610f35d9ca40663ac49",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_share_stands_9671d",
                    table="billing_paymentshare",
                    when="BEFORE",
                ),
            ),
        ),
    ]
