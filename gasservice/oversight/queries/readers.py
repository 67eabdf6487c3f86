"""Who reads the summary of the week."""

from gasservice.oversight.models import SummaryReader
from gasservice.users.models import User


def gets_summary(user: User) -> bool:
    return SummaryReader.objects.filter(user=user).exists()
