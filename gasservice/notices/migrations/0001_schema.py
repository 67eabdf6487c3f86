import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("notices", "0001_initial"),
        ("notices", "0002_initial"),
        ("notices", "0003_urgent_first_and_unread"),
        ("notices", "0004_paper_and_counts"),
        ("notices", "0005_paper_rounds"),
        ("notices", "0006_notice_link"),
        ("notices", "0007_dead_deliveries_by_address"),
    ]

    initial = True

    dependencies = [
        ("registry", "0001_schema"),
        ("users", "0001_schema"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, unique=True)),
                ("topic", models.SlugField(help_text="the template that words it")),
                ("is_urgent", models.BooleanField(default=False, help_text="sent in quiet hours too")),
                (
                    "link",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="the way for everybody: it may hang at a door",
                        max_length=300,
                    ),
                ),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="NoticeText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("zh-hans", "简体中文"), ("zh-hant", "繁體中文")], max_length=10
                    ),
                ),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("short", models.CharField(help_text="for text messages", max_length=300)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="notices.notice"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("notice", "language"), name="notice_text_once")],
            },
        ),
        migrations.CreateModel(
            name="PaperRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("building", models.CharField(blank=True, max_length=20)),
                ("waiting", models.IntegerField()),
                ("hung", models.IntegerField()),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.community"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rounds",
                        to="notices.notice",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["notice", "community", "id"], name="paper_round_of_notice")],
                "constraints": [
                    models.UniqueConstraint(fields=("notice", "community", "building"), name="paper_round_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_email", models.BooleanField(default=True)),
                ("by_sms", models.BooleanField(default=True)),
                ("in_quiet_hours", models.BooleanField(default=False)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DeliveryTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("sms", "Text message"),
                            ("portal", "On this site"),
                            ("paper", "On paper at the door"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("sent", "Sent"), ("dead", "Could not be delivered")],
                        max_length=8,
                    ),
                ),
                ("number", models.IntegerField()),
                (
                    "notice",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="notices.notice",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "delivery tallies",
                "indexes": [
                    models.Index(
                        condition=models.Q(("channel", "paper"), ("state", "waiting")),
                        fields=["notice"],
                        name="delivery_tally_on_paper",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("notice", "channel", "state"), name="delivery_tally_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("sms", "Text message"),
                            ("portal", "On this site"),
                            ("paper", "On paper at the door"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        help_text="e-mail address, phone number, user id, or code of the door", max_length=254
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("zh-hans", "简体中文"), ("zh-hant", "繁體中文")], max_length=10
                    ),
                ),
                (
                    "link",
                    models.CharField(blank=True, help_text="this recipient's own way to the matter", max_length=300),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("sent", "Sent"), ("dead", "Could not be delivered")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "urgency",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "Ordinary"), (1, "First"), (2, "Emergency")], default=0
                    ),
                ),
                ("not_before", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("claimed_until", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("failure", models.CharField(blank=True, max_length=300)),
                (
                    "hung_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="who hung the paper at the door",
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
                        db_index=False,
                        help_text="the place it is about",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.premise",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="notices.notice",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["channel", "-urgency", "not_before", "id"],
                        name="delivery_waiting",
                    ),
                    models.Index(fields=["notice", "id"], name="delivery_of_notice"),
                    models.Index(
                        condition=models.Q(("premise__isnull", False)),
                        fields=["notice", "premise"],
                        name="delivery_about_premise",
                    ),
                    models.Index(condition=models.Q(("state", "dead")), fields=["address"], name="delivery_dead"),
                    models.Index(
                        condition=models.Q(("hung_by__isnull", False)), fields=["hung_by"], name="delivery_hung_by"
                    ),
                    models.Index(
                        condition=models.Q(("channel", "portal")), fields=["user", "-id"], name="delivery_in_portal"
                    ),
                    models.Index(
                        condition=models.Q(("channel", "portal"), ("read_at__isnull", True)),
                        fields=["user"],
                        name="delivery_unread",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("notice", "channel", "address"), name="delivery_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="delivery_sent_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "paper"), ("hung_by__isnull", False), ("state", "sent")),
                            models.Q(
                                models.Q(("channel", "paper"), ("state", "sent"), _negated=True),
                                ("hung_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="delivery_paper_hung_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "paper"), ("state", "waiting"), _negated=True),
                            ("premise__isnull", False),
                            _connector="OR",
                        ),
                        name="delivery_paper_has_place",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="delivery_counted_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO notices_deliverytally AS tally (notice_id, channel, state, number)\n    SELECT notice_id, channel, state, sum(step) FROM (SELECT notice_id, channel, state, premise_id, 1 AS step FROM added_rows) changed\n    GROUP BY notice_id, channel, state HAVING sum(step) <> 0 ORDER BY notice_id, channel, state\n    ON CONFLICT (notice_id, channel, state) DO UPDATE SET number = tally.number + excluded.number;\n    IF EXISTS (SELECT FROM added_rows WHERE channel = 'paper') THEN\n        INSERT INTO notices_paperround AS round (notice_id, community_id, building, waiting, hung)\n        SELECT notice_id, community_id, building,\n               coalesce(sum(step) FILTER (WHERE state = 'waiting'), 0),\n               coalesce(sum(step) FILTER (WHERE state = 'sent'), 0)\n        FROM (SELECT notice_id, channel, state, premise_id, 1 AS step FROM added_rows) changed JOIN registry_premise premise ON premise.id = premise_id\n        WHERE channel = 'paper'\n        GROUP BY notice_id, community_id, building\n        ORDER BY notice_id, community_id, length(building), building\n        ON CONFLICT (notice_id, community_id, building)\n        DO UPDATE SET waiting = round.waiting + excluded.waiting, hung = round.hung + excluded.hung;\n    END IF;\n    RETURN NULL;\n",
                    hash="fb7b520de96da54ab7c8588250bb017021b41bb6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_delivery_counted_insert_c6752",
                    referencing="REFERENCING NEW TABLE AS added_rows ",
                    table="notices_delivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="delivery_counted_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO notices_deliverytally AS tally (notice_id, channel, state, number)\n    SELECT notice_id, channel, state, sum(step) FROM (SELECT notice_id, channel, state, premise_id, 1 AS step FROM added_rows UNION ALL SELECT notice_id, channel, state, premise_id, -1 AS step FROM gone_rows) changed\n    GROUP BY notice_id, channel, state HAVING sum(step) <> 0 ORDER BY notice_id, channel, state\n    ON CONFLICT (notice_id, channel, state) DO UPDATE SET number = tally.number + excluded.number;\n    IF EXISTS (SELECT FROM added_rows WHERE channel = 'paper') THEN\n        INSERT INTO notices_paperround AS round (notice_id, community_id, building, waiting, hung)\n        SELECT notice_id, community_id, building,\n               coalesce(sum(step) FILTER (WHERE state = 'waiting'), 0),\n               coalesce(sum(step) FILTER (WHERE state = 'sent'), 0)\n        FROM (SELECT notice_id, channel, state, premise_id, 1 AS step FROM added_rows UNION ALL SELECT notice_id, channel, state, premise_id, -1 AS step FROM gone_rows) changed JOIN registry_premise premise ON premise.id = premise_id\n        WHERE channel = 'paper'\n        GROUP BY notice_id, community_id, building\n        ORDER BY notice_id, community_id, length(building), building\n        ON CONFLICT (notice_id, community_id, building)\n        DO UPDATE SET waiting = round.waiting + excluded.waiting, hung = round.hung + excluded.hung;\n    END IF;\n    RETURN NULL;\n",
                    hash="31c9de488f67add079084416b211038a66325ad3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_delivery_counted_update_d547a",
                    referencing="REFERENCING OLD TABLE AS gone_rows  NEW TABLE AS added_rows ",
                    table="notices_delivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="delivery_counted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE notices_deliverytally tally SET number = tally.number - gone.number\n    FROM (SELECT notice_id, channel, state, count(*) AS number FROM gone_rows GROUP BY 1, 2, 3) gone\n    WHERE (tally.notice_id, tally.channel, tally.state) = (gone.notice_id, gone.channel, gone.state);\n    UPDATE notices_paperround round SET waiting = round.waiting - gone.waiting, hung = round.hung - gone.hung\n    FROM (\n        SELECT notice_id, community_id, building, count(*) FILTER (WHERE state = 'waiting') AS waiting,\n               count(*) FILTER (WHERE state = 'sent') AS hung\n        FROM gone_rows JOIN registry_premise premise ON premise.id = premise_id WHERE channel = 'paper' GROUP BY 1, 2, 3\n    ) gone\n    WHERE (round.notice_id, round.community_id, round.building) = (gone.notice_id, gone.community_id, gone.building);\n    RETURN NULL;\n",
                    hash="aaccabb5be5bc6c0118f2d81526943f2ecbb50ce",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delivery_counted_delete_686b3",
                    referencing="REFERENCING OLD TABLE AS gone_rows ",
                    table="notices_delivery",
                    when="AFTER",
                ),
            ),
        ),
    ]
