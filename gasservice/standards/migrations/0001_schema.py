import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import gasservice.standards.models.dated
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("standards", "0001_initial"),
        ("standards", "0002_version_words_and_calendars_without_holidays"),
        ("standards", "0003_alter_slapolicy_promise"),
        ("standards", "0004_fees_once_per_premise_and_visits"),
        ("standards", "0005_who_pays"),
        ("standards", "0006_warranties"),
        ("standards", "0007_outage_rules"),
        ("standards", "0008_rules_of_visits"),
        ("standards", "0009_rules_of_quotes"),
        ("standards", "0010_steps_and_inspections"),
        ("standards", "0011_doubts_about_visits"),
        ("standards", "0012_papers_where_a_pipe_goes"),
        ("standards", "0013_tariffs"),
        ("standards", "0014_rules_of_bills"),
        ("standards", "0015_promises_of_meters"),
        ("standards", "0016_due_days"),
        ("standards", "0017_plans_stop_late_charges"),
    ]

    initial = True

    dependencies = []

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name="VisitRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("code", models.SlugField(default="home-visits")),
                (
                    "moves_until",
                    models.PositiveSmallIntegerField(
                        help_text="minute of the day before until which customers move or cancel by themselves",
                        validators=[django.core.validators.MaxValueValidator(1440)],
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        help_text="whole working days of notice that we give; with less, our change counts as a missed visit",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                (
                    "remind_minutes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(),
                        help_text="minutes before the window at which we remind",
                        size=None,
                    ),
                ),
                (
                    "usual_minutes",
                    models.PositiveSmallIntegerField(
                        help_text="how long work takes that is not named below",
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(240),
                        ],
                    ),
                ),
                (
                    "doubt_is_ours",
                    models.BooleanField(
                        default=True,
                        help_text="where nobody can tell whether we came, it counts as a missed visit and is paid for",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of visits",
                "verbose_name_plural": "rules of visits",
                "ordering": ["code", "valid_from"],
            },
        ),
        migrations.CreateModel(
            name="WorkingCalendar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(unique=True)),
                ("name_en", models.CharField(max_length=80)),
                ("name_zh_hans", models.CharField(max_length=80)),
                ("name_zh_hant", models.CharField(max_length=80)),
                ("zone", models.CharField(default="Asia/Shanghai", max_length=40)),
                ("keeps_holidays", models.BooleanField(default=True, help_text="off: public holidays change nothing")),
            ],
            options={
                "verbose_name": "working calendar",
                "verbose_name_plural": "working calendars",
            },
        ),
        migrations.CreateModel(
            name="ArrearsRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("code", models.SlugField(help_text="the place whose rule it is")),
                ("words_en", models.CharField(max_length=500)),
                ("words_zh_hans", models.CharField(max_length=500)),
                ("words_zh_hant", models.CharField(max_length=500)),
                ("basis_en", models.CharField(max_length=300)),
                ("basis_zh_hans", models.CharField(max_length=300)),
                ("basis_zh_hant", models.CharField(max_length=300)),
                ("demand_after_days", models.PositiveSmallIntegerField(default=0, help_text="days after the due day")),
                (
                    "demand_term_days",
                    models.PositiveSmallIntegerField(default=0, help_text="days to pay after the demand was delivered"),
                ),
                (
                    "after_term_days",
                    models.PositiveSmallIntegerField(default=0, help_text="days after that term before a stop"),
                ),
                (
                    "overdue_days",
                    models.PositiveSmallIntegerField(default=0, help_text="days after the due day before a stop"),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="days between the delivered written notice and a stop"
                    ),
                ),
                (
                    "min_amount",
                    models.DecimalField(
                        decimal_places=2, default=0, help_text="yuan; nobody is stopped for less", max_digits=8
                    ),
                ),
                (
                    "restore_hours",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="hours after the payment until gas is back", null=True
                    ),
                ),
                (
                    "heating_from",
                    models.CharField(
                        blank=True,
                        help_text="11-15: homes are not stopped from this day",
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|[12]\\d))$",
                                "Write month and day, as in 11-15.",
                            )
                        ],
                    ),
                ),
                (
                    "heating_until",
                    models.CharField(
                        blank=True,
                        help_text="03-16: until this day",
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|[12]\\d))$",
                                "Write month and day, as in 11-15.",
                            )
                        ],
                    ),
                ),
                ("max_instalments", models.PositiveSmallIntegerField(default=0, help_text="0: no plan is offered")),
                ("min_instalment", models.DecimalField(decimal_places=2, default=0, help_text="yuan", max_digits=8)),
                ("days_between_instalments", models.PositiveSmallIntegerField(default=0)),
                (
                    "plan_stops_late_charge",
                    models.BooleanField(
                        default=False, help_text="while a plan is kept, paying late costs nothing more"
                    ),
                ),
                ("name_en", models.CharField(max_length=120)),
                ("name_zh_hans", models.CharField(max_length=120)),
                ("name_zh_hant", models.CharField(max_length=120)),
            ],
            options={
                "verbose_name": "rule of arrears",
                "verbose_name_plural": "rules of arrears",
                "ordering": ["code", "valid_from"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("code", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="arrears_rule_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("heating_from", ""), ("heating_until", "")),
                            models.Q(
                                models.Q(("heating_from", ""), _negated=True),
                                models.Q(("heating_until", ""), _negated=True),
                                models.Q(("heating_from", models.F("heating_until")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="heating_season_has_two_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_instalments", 0),
                            models.Q(
                                ("days_between_instalments__gt", 0),
                                ("max_instalments__gte", 2),
                                ("min_instalment__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="instalments_make_sense",
                    ),
                    models.CheckConstraint(condition=models.Q(("min_amount__gte", 0)), name="arrears_not_below_nought"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
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
                ("code", models.SlugField()),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("name_en", models.CharField(max_length=120)),
                ("name_zh_hans", models.CharField(max_length=120)),
                ("name_zh_hant", models.CharField(max_length=120)),
                ("hint_en", models.CharField(blank=True, max_length=200)),
                ("hint_zh_hans", models.CharField(blank=True, max_length=200)),
                ("hint_zh_hant", models.CharField(blank=True, max_length=200)),
                ("answer_en", models.TextField(blank=True, help_text="the short published answer")),
                ("answer_zh_hans", models.TextField(blank=True)),
                ("answer_zh_hant", models.TextField(blank=True)),
                ("service_code", models.SlugField(blank=True, help_text="the catalogue page that tells more")),
                (
                    "priority",
                    models.CharField(
                        choices=[("emergency", "Emergency"), ("high", "High"), ("normal", "Normal"), ("low", "Low")],
                        default="normal",
                        max_length=10,
                    ),
                ),
                (
                    "is_about_a_person",
                    models.BooleanField(default=False, help_text="asks whom, and hides the case from them"),
                ),
                ("can_be_filed", models.BooleanField(default=True, help_text="offered to customers")),
            ],
            options={
                "verbose_name": "kind of case",
                "verbose_name_plural": "kinds of case",
                "ordering": ["door", "position", "code"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("door", "="),
                            ("code", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="kind_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CollectionRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("code", models.SlugField(help_text="the place whose rule it is")),
                ("words_en", models.CharField(max_length=500)),
                ("words_zh_hans", models.CharField(max_length=500)),
                ("words_zh_hant", models.CharField(max_length=500)),
                ("basis_en", models.CharField(max_length=300)),
                ("basis_zh_hans", models.CharField(max_length=300)),
                ("basis_zh_hant", models.CharField(max_length=300)),
                (
                    "notice_hours",
                    models.PositiveSmallIntegerField(help_text="hours before the visit at which it is told"),
                ),
                (
                    "opens",
                    models.PositiveSmallIntegerField(
                        help_text="no visit before", validators=[django.core.validators.MaxValueValidator(1439)]
                    ),
                ),
                (
                    "closes",
                    models.PositiveSmallIntegerField(
                        help_text="no visit after",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1440),
                        ],
                    ),
                ),
                ("window_hours", models.PositiveSmallIntegerField(help_text="the longest window in which one waits")),
                (
                    "code_hours",
                    models.PositiveSmallIntegerField(
                        help_text="hours after its window until which the code of a visit can be checked"
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of collection visits",
                "verbose_name_plural": "rules of collection visits",
                "ordering": ["code", "valid_from"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("code", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="collection_rule_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes__lte", 1440), ("opens__lt", models.F("closes")), ("window_hours__gt", 0)
                        ),
                        name="collection_rule_within_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DiscountRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("code", models.SlugField()),
                ("service_code", models.SlugField(help_text="the service it is for")),
                ("percent", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ("amount", models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                ("name_en", models.CharField(max_length=120)),
                ("name_zh_hans", models.CharField(max_length=120)),
                ("name_zh_hant", models.CharField(max_length=120)),
                ("condition_en", models.CharField(max_length=300)),
                ("condition_zh_hans", models.CharField(max_length=300)),
                ("condition_zh_hant", models.CharField(max_length=300)),
                ("basis_en", models.CharField(max_length=300)),
                ("basis_zh_hans", models.CharField(max_length=300)),
                ("basis_zh_hant", models.CharField(max_length=300)),
            ],
            options={
                "verbose_name": "discount",
                "verbose_name_plural": "discounts",
                "ordering": ["service_code", "code", "valid_from"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("code", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="discount_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__isnull", True), ("percent__gt", 0), ("percent__lte", 100)),
                            models.Q(("amount__gt", 0), ("percent__isnull", True)),
                            _connector="OR",
                        ),
                        name="discount_of_percent_or_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputeRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("code", models.SlugField(help_text="the place whose rule it is")),
                ("words_en", models.CharField(max_length=500)),
                ("words_zh_hans", models.CharField(max_length=500)),
                ("words_zh_hant", models.CharField(max_length=500)),
                ("basis_en", models.CharField(max_length=300)),
                ("basis_zh_hans", models.CharField(max_length=300)),
                ("basis_zh_hant", models.CharField(max_length=300)),
                (
                    "window_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="days after the bill in which it may be disputed; empty: at any time",
                        null=True,
                    ),
                ),
                (
                    "hold_days_after_decision",
                    models.PositiveSmallIntegerField(
                        help_text="whole days after the decision in which the disputed amount still stands still"
                    ),
                ),
                (
                    "second_approval_above",
                    models.DecimalField(
                        decimal_places=2, help_text="yuan; a correction of more needs a second person", max_digits=8
                    ),
                ),
                (
                    "rebill_months_of_bad_meter",
                    models.PositiveSmallIntegerField(
                        help_text="months before the test was asked for whose bills are worked out anew"
                    ),
                ),
                (
                    "meter_error_limit_percent",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="a meter in use that is further off than this is wrong",
                        max_digits=4,
                    ),
                ),
                ("meter_basis_en", models.CharField(max_length=300)),
                ("meter_basis_zh_hans", models.CharField(max_length=300)),
                ("meter_basis_zh_hant", models.CharField(max_length=300)),
            ],
            options={
                "verbose_name": "rule of disputes",
                "verbose_name_plural": "rules of disputes",
                "ordering": ["code", "valid_from"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("code", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="dispute_rule_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("meter_error_limit_percent__gt", 0),
                            ("meter_error_limit_percent__lt", 100),
                            ("second_approval_above__gte", 0),
                        ),
                        name="dispute_rule_makes_sense",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeeItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("code", models.SlugField()),
                ("name_en", models.CharField(max_length=120)),
                ("name_zh_hans", models.CharField(max_length=120)),
                ("name_zh_hant", models.CharField(max_length=120)),
                ("unit_en", models.CharField(max_length=60)),
                ("unit_zh_hans", models.CharField(max_length=60)),
                ("unit_zh_hant", models.CharField(max_length=60)),
                ("amount", models.DecimalField(decimal_places=2, help_text="0 means free", max_digits=10)),
                ("amount_to", models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ("basis_en", models.CharField(max_length=300)),
                ("basis_zh_hans", models.CharField(max_length=300)),
                ("basis_zh_hant", models.CharField(max_length=300)),
                (
                    "is_once_per_premise",
                    models.BooleanField(default=False, help_text="never charged twice for one place"),
                ),
            ],
            options={
                "verbose_name": "fee",
                "verbose_name_plural": "fees",
                "ordering": ["code", "valid_from"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("code", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="fee_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="fee_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_to__isnull", True), ("amount_to__gt", models.F("amount")), _connector="OR"
                        ),
                        name="fee_range_rises",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("code", models.SlugField()),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("title_en", models.CharField(max_length=120)),
                ("title_zh_hans", models.CharField(max_length=120)),
                ("title_zh_hant", models.CharField(max_length=120)),
                ("clause_en", models.TextField(help_text="what must be so, as the customer reads it")),
                ("clause_zh_hans", models.TextField()),
                ("clause_zh_hant", models.TextField()),
                ("source_en", models.CharField(help_text="the rule it stands in", max_length=300)),
                ("source_zh_hans", models.CharField(max_length=300)),
                ("source_zh_hant", models.CharField(max_length=300)),
                ("remedy_en", models.TextField(help_text="what to mend")),
                ("remedy_zh_hans", models.TextField()),
                ("remedy_zh_hant", models.TextField()),
                (
                    "mender",
                    models.CharField(
                        choices=[
                            ("self", "You yourself"),
                            ("any_fitter", "You, a dealer or any fitter"),
                            ("qualified", "A firm licensed to install gas appliances, or we"),
                            ("company", "Only we"),
                        ],
                        help_text="who may mend it",
                        max_length=12,
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("stops", "The gas stays shut until it is mended"),
                            ("advice", "Advice: the gas is opened"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
            options={
                "verbose_name": "inspection item",
                "verbose_name_plural": "inspection items",
                "ordering": ["position", "code"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("code", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="inspection_item_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LateChargeRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("code", models.SlugField(help_text="the place whose rule it is")),
                ("due_days", models.PositiveSmallIntegerField(help_text="from the day of a bill to the day it is due")),
                ("permille_per_day", models.DecimalField(decimal_places=3, max_digits=5)),
                ("grace_days", models.PositiveSmallIntegerField()),
                ("cap_percent", models.DecimalField(decimal_places=2, max_digits=5)),
                (
                    "charges_risen_price",
                    models.BooleanField(
                        default=False, help_text="a price that rose after the due day is charged to who pays late"
                    ),
                ),
                ("words_en", models.CharField(max_length=300)),
                ("words_zh_hans", models.CharField(max_length=300)),
                ("words_zh_hant", models.CharField(max_length=300)),
                ("basis_en", models.CharField(max_length=300)),
                ("basis_zh_hans", models.CharField(max_length=300)),
                ("basis_zh_hant", models.CharField(max_length=300)),
            ],
            options={
                "verbose_name": "late charge",
                "verbose_name_plural": "late charges",
                "ordering": ["code", "valid_from"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("code", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="late_charge_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cap_percent__gte", 0),
                            ("cap_percent__lte", 100),
                            ("permille_per_day__gte", 0),
                            ("permille_per_day__lte", 10),
                        ),
                        name="late_charge_makes_sense",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("code", models.SlugField()),
                ("service_code", models.SlugField(help_text="the service it is for")),
                ("position", models.PositiveSmallIntegerField(default=100)),
                (
                    "needed_of",
                    models.CharField(
                        choices=[
                            ("everybody", "Everybody"),
                            ("owner", "Who owns the home"),
                            ("tenant", "Who rents it"),
                        ],
                        default="everybody",
                        max_length=10,
                    ),
                ),
                (
                    "needed_where",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wall", "Through a wall to another room"),
                            ("bearing_wall", "Through a load-bearing wall"),
                            ("shared", "Through a part of the building that all share"),
                            ("out_of_kitchen", "To a room that is not the kitchen"),
                        ],
                        help_text="only where the survey finds this; empty: always",
                        max_length=16,
                    ),
                ),
                (
                    "given_by",
                    models.CharField(
                        choices=[
                            ("customer", "The customer"),
                            ("management", "The building management"),
                            ("surveyor", "Our surveyor"),
                            ("design", "The design institute; we ask it"),
                        ],
                        default="customer",
                        max_length=12,
                    ),
                ),
                (
                    "stops",
                    models.CharField(
                        choices=[
                            ("sending", "The quote is not sent before"),
                            ("accepting", "The quote is not accepted before"),
                        ],
                        default="sending",
                        max_length=10,
                    ),
                ),
                ("name_en", models.CharField(max_length=120)),
                ("name_zh_hans", models.CharField(max_length=120)),
                ("name_zh_hant", models.CharField(max_length=120)),
                ("hint_en", models.CharField(blank=True, max_length=200)),
                ("hint_zh_hans", models.CharField(blank=True, max_length=200)),
                ("hint_zh_hant", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "paper we need",
                "verbose_name_plural": "papers we need",
                "ordering": ["service_code", "position", "code"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("service_code", "="),
                            ("code", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="paper_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("needed_where", ""), _negated=True),
                            models.Q(("given_by__in", ("surveyor", "design")), _negated=True),
                            _connector="OR",
                        ),
                        name="paper_of_ours_follows_the_survey",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("service_code", models.SlugField(help_text="the service it is for")),
                ("valid_days", models.PositiveSmallIntegerField(help_text="days in which the customer may accept")),
                ("tolerance_percent", models.DecimalField(decimal_places=2, max_digits=5)),
                ("warranty_months", models.PositiveSmallIntegerField()),
                ("words_en", models.CharField(max_length=300)),
                ("words_zh_hans", models.CharField(max_length=300)),
                ("words_zh_hant", models.CharField(max_length=300)),
                ("basis_en", models.CharField(max_length=300)),
                ("basis_zh_hans", models.CharField(max_length=300)),
                ("basis_zh_hant", models.CharField(max_length=300)),
            ],
            options={
                "verbose_name": "rule of quotes",
                "verbose_name_plural": "rules of quotes",
                "ordering": ["service_code", "valid_from"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("service_code", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="quote_rule_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tolerance_percent__gte", 0), ("tolerance_percent__lte", 100), ("valid_days__gt", 0)
                        ),
                        name="quote_rule_makes_sense",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Responsibility",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("before-meter", "Before the meter"),
                            ("meter", "The meter"),
                            ("after-meter", "After the meter"),
                            ("appliance", "The appliance"),
                            ("alarm", "The gas alarm"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "belongs_to",
                    models.CharField(
                        choices=[("company", "The gas company"), ("customer", "You, the customer")], max_length=8
                    ),
                ),
                (
                    "paid_by",
                    models.CharField(
                        choices=[("company", "The gas company"), ("customer", "You, the customer")], max_length=8
                    ),
                ),
                ("is_done_by_us", models.BooleanField(default=True, help_text="off: we do not offer this work")),
                ("name_en", models.CharField(max_length=120)),
                ("name_zh_hans", models.CharField(max_length=120)),
                ("name_zh_hant", models.CharField(max_length=120)),
                ("words_en", models.TextField(help_text="what belongs to it, and what holds for its repair")),
                ("words_zh_hans", models.TextField()),
                ("words_zh_hant", models.TextField()),
                ("others_en", models.TextField(blank=True, help_text="who else may lawfully do the work")),
                ("others_zh_hans", models.TextField(blank=True)),
                ("others_zh_hant", models.TextField(blank=True)),
                ("basis_en", models.CharField(max_length=300)),
                ("basis_zh_hans", models.CharField(max_length=300)),
                ("basis_zh_hant", models.CharField(max_length=300)),
                (
                    "fee_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(),
                        blank=True,
                        default=list,
                        help_text="fees that a repair always costs",
                        size=None,
                    ),
                ),
                (
                    "extra_fee_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(),
                        blank=True,
                        default=list,
                        help_text="fees that may come on top",
                        size=None,
                    ),
                ),
            ],
            options={
                "verbose_name": "responsibility",
                "verbose_name_plural": "responsibilities",
                "ordering": ["part", "valid_from"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("part", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="responsibility_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part__in", ["before-meter", "meter", "after-meter", "appliance", "alarm"])
                        ),
                        name="responsibility_part_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("code", models.SlugField()),
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
                ("kind_code", models.SlugField(help_text="the kind of case that asking for it opens")),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("title_en", models.CharField(max_length=120)),
                ("title_zh_hans", models.CharField(max_length=120)),
                ("title_zh_hant", models.CharField(max_length=120)),
                ("summary_en", models.TextField()),
                ("summary_zh_hans", models.TextField()),
                ("summary_zh_hant", models.TextField()),
                ("who_en", models.TextField(help_text="who may ask")),
                ("who_zh_hans", models.TextField()),
                ("who_zh_hant", models.TextField()),
                ("basis_en", models.TextField(help_text="the rule it rests on")),
                ("basis_zh_hans", models.TextField()),
                ("basis_zh_hant", models.TextField()),
                ("fees", models.ManyToManyField(blank=True, related_name="service_items", to="standards.feeitem")),
            ],
            options={
                "verbose_name": "service",
                "verbose_name_plural": "services",
                "ordering": ["position", "code"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("code", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="service_item_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("name_en", models.CharField(max_length=200)),
                ("name_zh_hans", models.CharField(max_length=200)),
                ("name_zh_hant", models.CharField(max_length=200)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="standards.serviceitem",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="ServiceQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("question_en", models.CharField(max_length=200)),
                ("question_zh_hans", models.CharField(max_length=200)),
                ("question_zh_hant", models.CharField(max_length=200)),
                ("answer_en", models.TextField()),
                ("answer_zh_hans", models.TextField()),
                ("answer_zh_hant", models.TextField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="standards.serviceitem",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="ServiceStandard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("code", models.SlugField()),
                ("service_code", models.SlugField(blank=True)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("words_en", models.CharField(max_length=300)),
                ("words_zh_hans", models.CharField(max_length=300)),
                ("words_zh_hant", models.CharField(max_length=300)),
                ("basis_en", models.CharField(max_length=300)),
                ("basis_zh_hans", models.CharField(max_length=300)),
                ("basis_zh_hant", models.CharField(max_length=300)),
            ],
            options={
                "verbose_name": "service standard",
                "verbose_name_plural": "service standards",
                "ordering": ["position", "code"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("code", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="standard_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("party_en", models.CharField(max_length=80)),
                ("party_zh_hans", models.CharField(max_length=80)),
                ("party_zh_hant", models.CharField(max_length=80)),
                ("title_en", models.CharField(max_length=120)),
                ("title_zh_hans", models.CharField(max_length=120)),
                ("title_zh_hant", models.CharField(max_length=120)),
                ("text_en", models.TextField(blank=True)),
                ("text_zh_hans", models.TextField(blank=True)),
                ("text_zh_hant", models.TextField(blank=True)),
                ("time_en", models.CharField(blank=True, max_length=80)),
                ("time_zh_hans", models.CharField(blank=True, max_length=80)),
                ("time_zh_hant", models.CharField(blank=True, max_length=80)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="standards.serviceitem"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("item", "position"), name="step_position_once")],
            },
        ),
        migrations.CreateModel(
            name="SlaPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
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
                    "priority",
                    models.CharField(
                        blank=True,
                        choices=[("emergency", "Emergency"), ("high", "High"), ("normal", "Normal"), ("low", "Low")],
                        max_length=10,
                    ),
                ),
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
                ("allowance", models.PositiveIntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("working_minutes", "working minutes"),
                            ("working_days", "working days"),
                            ("calendar_minutes", "minutes, day and night"),
                            ("calendar_days", "days"),
                        ],
                        max_length=20,
                    ),
                ),
                ("warn_minutes", models.PositiveIntegerField(help_text="working minutes before the due time")),
                (
                    "redress",
                    models.DecimalField(decimal_places=2, default=0, help_text="paid when missed", max_digits=8),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policies",
                        to="standards.servicestandard",
                    ),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policies",
                        to="standards.workingcalendar",
                    ),
                ),
            ],
            options={
                "verbose_name": "SLA policy",
                "verbose_name_plural": "SLA policies",
                "ordering": ["door", "promise", "kind_code", "priority"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("door", "="),
                            ("kind_code", "="),
                            ("priority", "="),
                            ("promise", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="policy_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("allowance__gt", 0), ("redress__gte", 0)), name="policy_allows_some_time"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LadderStep",
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
                ("after_minutes", models.PositiveIntegerField()),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ladder", to="standards.slapolicy"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("policy", "position"), name="ladder_position_once")],
            },
        ),
        migrations.CreateModel(
            name="Tariff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("code", models.SlugField(help_text="the class of supply")),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("base_persons", models.PositiveSmallIntegerField(default=4)),
                ("extra_m3_per_person", models.DecimalField(decimal_places=0, default=0, max_digits=6)),
                ("name_en", models.CharField(max_length=120)),
                ("name_zh_hans", models.CharField(max_length=120)),
                ("name_zh_hant", models.CharField(max_length=120)),
                ("words_en", models.CharField(max_length=300)),
                ("words_zh_hans", models.CharField(max_length=300)),
                ("words_zh_hant", models.CharField(max_length=300)),
                ("basis_en", models.CharField(max_length=300)),
                ("basis_zh_hans", models.CharField(max_length=300)),
                ("basis_zh_hant", models.CharField(max_length=300)),
            ],
            options={
                "verbose_name": "tariff",
                "verbose_name_plural": "tariffs",
                "ordering": ["position", "code", "valid_from"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("code", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="tariff_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("base_persons__gt", 0), ("extra_m3_per_person__gte", 0)),
                        name="tariff_of_a_household",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TariffTier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("upto_m3", models.DecimalField(blank=True, decimal_places=0, max_digits=8, null=True)),
                ("price", models.DecimalField(decimal_places=4, help_text="yuan for a cubic metre", max_digits=6)),
                (
                    "tariff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tiers", to="standards.tariff"
                    ),
                ),
            ],
            options={
                "verbose_name": "tier",
                "verbose_name_plural": "tiers",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("tariff", "position"), name="tier_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("upto_m3__isnull", True)), fields=("tariff",), name="one_last_tier"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__gt", 0), ("price__gt", 0)), name="tier_has_a_price"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitLength",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
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
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(240),
                        ]
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lengths", to="standards.visitrule"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0), ("minutes__lte", 240)), name="work_fits_a_window"
                    ),
                    models.UniqueConstraint(fields=("rule", "position"), name="length_position_once"),
                    models.UniqueConstraint(fields=("rule", "purpose"), name="length_of_purpose_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitWindow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "opens",
                    models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(1439)]),
                ),
                (
                    "closes",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1440),
                        ]
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="windows", to="standards.visitrule"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes__lte", 1440),
                            (
                                "opens__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("closes"), "-", models.Value(240)
                                ),
                            ),
                            ("opens__lt", models.F("closes")),
                        ),
                        name="window_at_most_four_hours",
                    ),
                    models.UniqueConstraint(fields=("rule", "position"), name="window_position_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WaiverLimit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("code", models.SlugField(help_text="the place whose rule it is")),
                ("words_en", models.CharField(max_length=500)),
                ("words_zh_hans", models.CharField(max_length=500)),
                ("words_zh_hant", models.CharField(max_length=500)),
                ("basis_en", models.CharField(max_length=300)),
                ("basis_zh_hans", models.CharField(max_length=300)),
                ("basis_zh_hant", models.CharField(max_length=300)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("customer", "Customer"),
                            ("agent", "Agent"),
                            ("field_worker", "Field worker"),
                            ("supervisor", "Supervisor"),
                            ("standards_officer", "Standards officer"),
                            ("auditor", "Auditor"),
                            ("volunteer", "Volunteer supervisor"),
                            ("party", "Partner firm"),
                        ],
                        max_length=20,
                    ),
                ),
                ("up_to", models.DecimalField(decimal_places=2, help_text="yuan", max_digits=8)),
            ],
            options={
                "verbose_name": "limit of dropping late charges",
                "verbose_name_plural": "limits of dropping late charges",
                "ordering": ["up_to", "role"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("code", "="),
                            ("role", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="waiver_limit_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    ),
                    models.CheckConstraint(condition=models.Q(("up_to__gte", 0)), name="waiver_limit_not_below_nought"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WaiverRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("code", models.SlugField(help_text="the place whose rule it is")),
                ("words_en", models.CharField(max_length=500)),
                ("words_zh_hans", models.CharField(max_length=500)),
                ("words_zh_hant", models.CharField(max_length=500)),
                ("basis_en", models.CharField(max_length=300)),
                ("basis_zh_hans", models.CharField(max_length=300)),
                ("basis_zh_hant", models.CharField(max_length=300)),
                (
                    "criterion",
                    models.CharField(
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
                ("position", models.PositiveSmallIntegerField(default=100)),
                (
                    "is_automatic",
                    models.BooleanField(default=False, help_text="granted at once where our records show it"),
                ),
                ("needs_evidence", models.BooleanField(default=False, help_text="the customer shows a paper")),
                (
                    "months_between",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="months after a waiver in which this reason does not hold again",
                        null=True,
                    ),
                ),
            ],
            options={
                "verbose_name": "reason to drop a late charge",
                "verbose_name_plural": "reasons to drop a late charge",
                "ordering": ["position", "criterion", "valid_from"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("code", "="),
                            ("criterion", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="waiver_rule_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Warranty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("code", models.SlugField(help_text="the kind of work it is for")),
                ("days", models.PositiveSmallIntegerField(help_text="after the day on which the work was done")),
                ("words_en", models.CharField(max_length=300)),
                ("words_zh_hans", models.CharField(max_length=300)),
                ("words_zh_hant", models.CharField(max_length=300)),
                ("basis_en", models.CharField(max_length=300)),
                ("basis_zh_hans", models.CharField(max_length=300)),
                ("basis_zh_hant", models.CharField(max_length=300)),
            ],
            options={
                "verbose_name": "warranty",
                "verbose_name_plural": "warranties",
                "ordering": ["code", "valid_from"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("code", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="warranty_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    ),
                    models.CheckConstraint(condition=models.Q(("days__gt", 0)), name="warranty_lasts"),
                ],
            },
        ),
        migrations.AddField(
            model_name="visitrule",
            name="calendar",
            field=models.ForeignKey(
                help_text="counts the working day below",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="standards.workingcalendar",
            ),
        ),
        migrations.CreateModel(
            name="PublishedYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("source", models.CharField(max_length=200)),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="published_years",
                        to="standards.workingcalendar",
                    ),
                ),
            ],
            options={
                "ordering": ["year"],
                "constraints": [models.UniqueConstraint(fields=("calendar", "year"), name="published_year_once")],
            },
        ),
        migrations.CreateModel(
            name="ProjectStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                (
                    "project_kind",
                    models.CharField(
                        choices=[
                            ("home", "A home"),
                            ("business", "A shop, restaurant or business"),
                            ("estate", "A building or an estate"),
                        ],
                        max_length=10,
                    ),
                ),
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
                ("position", models.PositiveSmallIntegerField()),
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
                ("title_en", models.CharField(max_length=120)),
                ("title_zh_hans", models.CharField(max_length=120)),
                ("title_zh_hant", models.CharField(max_length=120)),
                ("text_en", models.TextField()),
                ("text_zh_hans", models.TextField()),
                ("text_zh_hant", models.TextField()),
                ("allowance", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("working_minutes", "working minutes"),
                            ("working_days", "working days"),
                            ("calendar_minutes", "minutes, day and night"),
                            ("calendar_days", "days"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "warn_minutes",
                    models.PositiveIntegerField(default=0, help_text="working minutes before the due time"),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="standards.workingcalendar",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a new connection",
                "verbose_name_plural": "steps of new connections",
                "ordering": ["project_kind", "position"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("project_kind", "="),
                            ("code", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="project_step_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("allowance__isnull", True), ("calendar__isnull", True), ("unit", "")),
                            models.Q(
                                ("allowance__gt", 0), ("calendar__isnull", False), models.Q(("unit", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="project_step_time_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutageRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("code", models.SlugField(help_text="the jurisdiction; JURISDICTIONS names those that hold here")),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("name_en", models.CharField(max_length=120)),
                ("name_zh_hans", models.CharField(max_length=120)),
                ("name_zh_hant", models.CharField(max_length=120)),
                ("basis_en", models.CharField(max_length=300)),
                ("basis_zh_hans", models.CharField(max_length=300)),
                ("basis_zh_hant", models.CharField(max_length=300)),
                ("lead", models.PositiveIntegerField(help_text="how long before a planned outage people are told")),
                (
                    "lead_unit",
                    models.CharField(
                        choices=[
                            ("working_minutes", "working minutes"),
                            ("working_days", "working days"),
                            ("calendar_minutes", "minutes, day and night"),
                            ("calendar_days", "days"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "night_from",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="homes are not restored from here",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1439)],
                    ),
                ),
                (
                    "night_until",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="until here",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1439)],
                    ),
                ),
                (
                    "long_minutes",
                    models.PositiveIntegerField(
                        blank=True, help_text="longer than this asks for a contingency plan and a report", null=True
                    ),
                ),
                (
                    "many_households",
                    models.PositiveIntegerField(
                        blank=True, help_text="more households than this ask for the same", null=True
                    ),
                ),
                (
                    "redress_minutes",
                    models.PositiveIntegerField(
                        blank=True, help_text="gas off for longer than this is paid for", null=True
                    ),
                ),
                (
                    "redress",
                    models.DecimalField(decimal_places=2, default=0, help_text="for each gas account", max_digits=8),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outage_rules",
                        to="standards.workingcalendar",
                    ),
                ),
            ],
            options={
                "verbose_name": "outage rule",
                "verbose_name_plural": "outage rules",
                "ordering": ["position", "code", "valid_from"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("code", "="),
                            (
                                gasservice.standards.models.dated.Validity(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="outage_rule_one_version_a_day",
                        violation_error_message="Another version holds on some of these days.",
                    ),
                    models.CheckConstraint(condition=models.Q(("lead__gt", 0)), name="outage_rule_gives_some_time"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("night_from__isnull", True), ("night_until__isnull", True)),
                            models.Q(("night_from__lt", 1440), ("night_until__lt", 1440)),
                            _connector="OR",
                        ),
                        name="outage_rule_night_has_both_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("redress", 0), ("redress_minutes__isnull", True)),
                            models.Q(("redress__gt", 0), ("redress_minutes__isnull", False)),
                            _connector="OR",
                        ),
                        name="outage_rule_pays_after_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpeningSpan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        help_text="0 is Monday", validators=[django.core.validators.MaxValueValidator(6)]
                    ),
                ),
                (
                    "opens",
                    models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(1439)]),
                ),
                (
                    "closes",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1440),
                        ]
                    ),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spans",
                        to="standards.workingcalendar",
                    ),
                ),
            ],
            options={
                "ordering": ["weekday", "opens"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes__lte", 1440), ("opens__lt", models.F("closes")), ("weekday__lte", 6)
                        ),
                        name="span_in_a_day",
                    ),
                    models.UniqueConstraint(fields=("calendar", "weekday", "opens"), name="span_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarException",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", models.DateField()),
                (
                    "works_like",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="empty: closed; 0 is Monday",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(6)],
                    ),
                ),
                ("reason_en", models.CharField(max_length=80)),
                ("reason_zh_hans", models.CharField(max_length=80)),
                ("reason_zh_hant", models.CharField(max_length=80)),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exceptions",
                        to="standards.workingcalendar",
                    ),
                ),
            ],
            options={
                "ordering": ["date"],
                "constraints": [models.UniqueConstraint(fields=("calendar", "date"), name="exception_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="visitrule",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("code", "="),
                    (
                        gasservice.standards.models.dated.Validity(
                            models.F("valid_from"),
                            models.F("valid_until"),
                            django.contrib.postgres.fields.ranges.RangeBoundary(),
                        ),
                        "&&",
                    ),
                ],
                name="visit_rule_one_version_a_day",
                violation_error_message="Another version holds on some of these days.",
            ),
        ),
    ]
