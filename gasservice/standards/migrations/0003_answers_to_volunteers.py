from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("standards", "0002_keeping_papers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="slapolicy",
            name="promise",
            field=models.CharField(
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
                    ("observation", "What a volunteer supervisor wrote is answered"),
                ],
                max_length=16,
            ),
        ),
    ]
