import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0005_ideas_and_volunteers"),
        ("files", "0001_schema"),
        ("registry", "0004_credited_charges"),
        ("standards", "0005_ideas_and_volunteers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Observation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("visit", "A visit to a counter or a work site"),
                            ("observation", "Something noticed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("seen_on", models.DateField()),
                ("words", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("public_words", models.TextField(blank=True)),
                ("public_answer", models.TextField(blank=True)),
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
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.community"
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
        ),
        migrations.CreateModel(
            name="ObservationPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="volunteers.observation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Volunteer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("motive", models.TextField()),
                ("applied_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "Waits for a decision"),
                            ("accepted", "Accepted"),
                            ("refused", "Not accepted"),
                            ("ended", "Ended"),
                        ],
                        default="applied",
                        max_length=8,
                    ),
                ),
                ("vetted_at", models.DateTimeField(blank=True, null=True)),
                ("why", models.CharField(blank=True, max_length=300)),
                ("term_from", models.DateField(blank=True, null=True)),
                ("term_until", models.DateField(blank=True, null=True)),
                ("drawn_for", models.DateField(blank=True, null=True)),
                ("patch", models.ManyToManyField(related_name="+", to="registry.community")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "vetted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SpotCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(help_text="the first day of the month in which the case was closed")),
                ("drawn_at", models.DateTimeField()),
                (
                    "fair",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                (
                    "clear",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("judged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="volunteers.volunteer"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="observation",
            name="volunteer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="observations", to="volunteers.volunteer"
            ),
        ),
        migrations.AddIndex(
            model_name="volunteer",
            index=models.Index(
                condition=models.Q(("state", "applied")), fields=["applied_at", "id"], name="volunteer_to_vet"
            ),
        ),
        migrations.AddIndex(
            model_name="volunteer",
            index=models.Index(
                condition=models.Q(("state", "accepted")), fields=["drawn_for"], name="volunteer_to_draw_for"
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["applied", "accepted", "refused", "ended"])),
                name="volunteer_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["applied", "accepted"])),
                fields=("user",),
                name="volunteer_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "applied"),
                    models.Q(("vetted_at__isnull", False), ("vetted_by__isnull", False)),
                    _connector="OR",
                ),
                name="volunteer_vetted_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["applied", "refused"]), ("term_from__isnull", True), ("term_until__isnull", True)
                    ),
                    models.Q(("state__in", ["accepted", "ended"]), ("term_from__lte", models.F("term_until"))),
                    _connector="OR",
                ),
                name="volunteer_named_for_a_term",
            ),
        ),
        migrations.AddIndex(
            model_name="spotcheck",
            index=models.Index(fields=["volunteer", "-drawn_at", "-id"], name="check_of_volunteer"),
        ),
        migrations.AddIndex(
            model_name="spotcheck",
            index=models.Index(fields=["month"], name="check_of_month"),
        ),
        migrations.AddConstraint(
            model_name="spotcheck",
            constraint=models.UniqueConstraint(fields=("volunteer", "case"), name="check_drawn_once"),
        ),
        migrations.AddConstraint(
            model_name="spotcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("clear__isnull", True), ("fair__isnull", True), ("judged_at__isnull", True)),
                    models.Q(("clear__range", (1, 5)), ("fair__range", (1, 5)), ("judged_at__isnull", False)),
                    _connector="OR",
                ),
                name="check_judged_in_full",
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(fields=["volunteer", "-written_at", "-id"], name="observation_of_volunteer"),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                models.OrderBy(models.F("due_at"), nulls_last=True),
                models.F("id"),
                condition=models.Q(("answered_at__isnull", True)),
                name="observation_to_answer",
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                condition=models.Q(("answered_at__gt", models.F("due_at"))),
                fields=["-answered_at", "-id"],
                name="observation_answered_late",
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(fields=["written_at"], name="observation_written"),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer", ""),
                        ("answered_at__isnull", True),
                        ("answered_by__isnull", True),
                        ("public_words", ""),
                    ),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="observation_answered_in_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("public_answer", ""), ("public_words", "")),
                    models.Q(
                        models.Q(("public_words", ""), _negated=True), models.Q(("public_answer", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="observation_published_with_answer",
            ),
        ),
    ]
