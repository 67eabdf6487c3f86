import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_schema"),
        ("complaints", "0001_schema"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Suggestion",
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
                    "stage",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("considered", "Being considered"),
                            ("adopted", "Adopted"),
                            ("not_adopted", "Not adopted"),
                        ],
                        default="received",
                        max_length=12,
                    ),
                ),
                ("considered_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("why", models.TextField(blank=True)),
                ("consented_at", models.DateTimeField(blank=True, null=True)),
                ("consent_ended_at", models.DateTimeField(blank=True, null=True)),
                ("title", models.CharField(blank=True, max_length=120)),
                ("words", models.TextField(blank=True)),
                ("answer", models.TextField(blank=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("search", django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
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
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("published_at"), descending=True, nulls_last=True),
                        models.OrderBy(models.F("case"), descending=True),
                        condition=models.Q(("published_at__isnull", False)),
                        name="suggestion_latest",
                    ),
                    models.Index(
                        models.F("stage"),
                        models.OrderBy(models.F("published_at"), descending=True, nulls_last=True),
                        models.OrderBy(models.F("case"), descending=True),
                        condition=models.Q(("published_at__isnull", False)),
                        name="suggestion_latest_of_stage",
                    ),
                    models.Index(
                        condition=models.Q(("consented_at__isnull", False), ("published_at__isnull", True)),
                        fields=["decided_at", "case"],
                        name="suggestion_to_publish",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("published_at__isnull", False)), fields=["search"], name="suggestion_search"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["received", "considered", "adopted", "not_adopted"])),
                        name="suggestion_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", False), ("stage__in", ("adopted", "not_adopted"))),
                            models.Q(
                                models.Q(("stage__in", ("adopted", "not_adopted")), _negated=True),
                                ("decided_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="suggestion_decided_once_it_is",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", True),
                            models.Q(
                                ("consented_at__isnull", False),
                                ("published_by__isnull", False),
                                ("stage__in", ("adopted", "not_adopted")),
                                models.Q(("title", ""), _negated=True),
                                models.Q(("words", ""), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="suggestion_published_by_consent",
                    ),
                ],
            },
        ),
    ]
