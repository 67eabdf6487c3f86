"""Choosing a fee of the table."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models import FeeItem
from gasservice.web.languages import localized
from gasservice.web.say import say_range
from repairs.queries.fees import FeeTable


class FeeChoice(forms.ModelChoiceField):
    """Fees with what they cost."""

    def label_from_instance(self, fee: FeeItem) -> str:
        price = say_range(fee.amount, fee.amount_to or fee.amount)
        return f"{localized(fee, 'name')} · {price} {localized(fee, 'unit')}"

    def group(self, table: FeeTable) -> None:
        """Set the choices in two groups, the likely ones first, or in one where the part names no fees."""
        groups = [(_("Usual for this part"), table.likely), (_("The whole fee table"), table.others)]
        drawn = [(title, [(fee.pk, self.label_from_instance(fee)) for fee in fees]) for title, fees in groups if fees]
        self.choices = [("", _("Choose a part or an hour")), *drawn]
