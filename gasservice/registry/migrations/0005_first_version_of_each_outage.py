from django.db import migrations
from django.utils import timezone


def write_first_versions(apps, schema_editor):
    """Write what stood on an outage as its first version, published when the outage was."""
    Interruption = apps.get_model("registry", "Interruption")
    Version = apps.get_model("registry", "InterruptionVersion")
    Area = apps.get_model("registry", "InterruptionArea")
    for outage in Interruption.objects.all():
        texts = {
            f"reason_{language}": getattr(outage, f"reason_{language}") for language in ("en", "zh_hans", "zh_hant")
        }
        drafted_at = outage.published_at or outage.starts_at
        facts = {"starts_at": outage.starts_at, "ends_at": outage.ends_at, "published_at": outage.published_at}
        version = Version.objects.create(interruption=outage, number=1, drafted_at=drafted_at, **facts, **texts)
        Area.objects.bulk_create(Area(version=version, community=place) for place in outage.communities.all())
        if outage.published_at:
            Interruption.objects.filter(pk=outage.pk).update(current=version, **course_of(outage))


def course_of(outage):
    """Give how it went: what was to end before now was not heard of again, so gas flows."""
    if outage.ends_at > timezone.now():
        return {}
    return {"started_at": outage.starts_at, "restored_at": outage.ends_at, "cleared_at": outage.ends_at}


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_charges_and_versions_of_outages")]

    operations = [migrations.RunPython(write_first_versions, migrations.RunPython.noop, elidable=True)]
