"""What the API says about how we are doing."""

from rest_framework import serializers


class FigureSerializer(serializers.Serializer):
    """A row of the public figures; what rests on too few, or would betray it, is empty."""

    by = serializers.ChoiceField(["all", "month", "door"])
    key = serializers.CharField(help_text="all, a month like 2026-11, or a door")
    promises_due = serializers.IntegerField(allow_null=True)
    promises_kept_share = serializers.FloatField(allow_null=True)
    answers = serializers.IntegerField(allow_null=True)
    satisfied_share = serializers.FloatField(allow_null=True)
    satisfied_low = serializers.FloatField(allow_null=True)
    satisfied_high = serializers.FloatField(allow_null=True)
    first_answer_median_hours = serializers.FloatField(allow_null=True)
    resolution_median_hours = serializers.FloatField(allow_null=True)


class FiguresSerializer(serializers.Serializer):
    """How we were doing in the last twelve months that are published; `until` is the day after the last one."""

    since = serializers.DateField()
    until = serializers.DateField()
    published_at = serializers.DateTimeField(allow_null=True)
    redress_owed_yuan = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    not_published_below = serializers.IntegerField()
    rows = FigureSerializer(many=True)
