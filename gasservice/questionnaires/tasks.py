"""What questionnaires do on a timer."""

from celery import shared_task

from gasservice.questionnaires.actions.erasing import erase_old_words
from gasservice.questionnaires.actions.sending import send_questionnaires
from gasservice.web.portions import portion_by_portion


@shared_task(name="questionnaires.send_questionnaires")
def send_all_questionnaires(**kwargs) -> None:
    """Send links, portion after portion; another worker may send beside us."""
    portion_by_portion(send_questionnaires)


@shared_task(name="questionnaires.erase_old_words")
def erase_words_kept_long_enough(**kwargs) -> None:
    """Erase words whose time is over, portion after portion; another worker may do so beside us."""
    portion_by_portion(erase_old_words)
