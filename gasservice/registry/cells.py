"""Reading one cell of a file: its value, or a ValueError that says in words what is wrong."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import NumberParseException

from gasservice.registry.names import number_form

CODE = re.compile(r"\w(?:[\w.-]*\w)?")
# Gas (7), any channel, the volume since the meter was made (3), all rates (0), now (255): as metered (0), corrected
# (1) or at base conditions (2). What we bill is what was metered.
VOLUME_CODE = re.compile(r"7-\d{1,2}:3\.([0-2])\.0(\*255|\.255)?")


@dataclass(frozen=True)
class FormerName:
    """A name a place bore from a day until another."""

    name: str
    known_from: date
    known_until: date


def text(longest: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if "\0" in cell:
            raise ValueError(_("this holds a sign that is no text"))
        if len(cell) > longest:
            raise ValueError(_("longer than %(count)d signs") % {"count": longest})
        return cell

    return read


def code(longest: int) -> Callable[[str], str]:
    """Read what stands in addresses of pages: letters and digits, and between them dots and dashes."""

    def read(cell: str) -> str:
        if not CODE.fullmatch(text(longest)(cell)):
            raise ValueError(_("“%(cell)s” holds more than letters, digits, dots and dashes") % {"cell": cell})
        return cell

    return read


def number(cell: str) -> str:
    return text(20)(number_form(cell))


def day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError(_("“%(cell)s” is no day; write it as 2026-11-23") % {"cell": cell}) from None


def moment(cell: str) -> datetime:
    """Read a moment; without an offset it is our own time."""
    try:
        at = datetime.fromisoformat(cell)
    except ValueError:
        raise ValueError(_("“%(cell)s” is no moment; write it as 2026-11-23 09:00") % {"cell": cell}) from None
    return at if at.tzinfo else timezone.make_aware(at)


def amount(places: int) -> Callable[[str], Decimal]:
    def read(cell: str) -> Decimal:
        try:
            value = Decimal(cell)
        except InvalidOperation:
            raise ValueError(_("“%(cell)s” is no number") % {"cell": cell}) from None
        if not value.is_finite() or not 0 <= value < Decimal(10) ** 8:
            raise ValueError(_("“%(cell)s” is too large or below zero") % {"cell": cell})
        if -value.as_tuple().exponent > places:
            raise ValueError(_("“%(cell)s” has more than %(count)d decimals") % {"cell": cell, "count": places})
        return value

    return read


def count(most: int) -> Callable[[str], int]:
    def read(cell: str) -> int:
        if not (cell.isascii() and cell.isdigit() and 0 < int(cell) <= most):
            raise ValueError(_("“%(cell)s” is no whole number from 1 to %(most)d") % {"cell": cell, "most": most})
        return int(cell)

    return read


def one_of(words: list[str]) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if cell not in words:
            raise ValueError(_("“%(cell)s” is none of %(words)s") % {"cell": cell, "words": ", ".join(words)})
        return cell

    return read


def metered_volume(cell: str) -> str:
    """Read the OBIS code of an index; any but that of the volume as it was metered would mix two volumes."""
    found = VOLUME_CODE.fullmatch(cell)
    if found and found[1] == "0":
        return cell
    if found:
        raise ValueError(_("“%(cell)s” is a converted volume; we take the volume as it was metered") % {"cell": cell})
    raise ValueError(_("“%(cell)s” is not the index of a gas meter, which is 7-0:3.0.0") % {"cell": cell})


def phone(cell: str) -> str:
    try:
        found = PhoneNumber.from_string(cell, region="CN")
    except NumberParseException:
        found = None
    if not (found and found.is_valid()):
        raise ValueError(_("“%(cell)s” is no telephone number") % {"cell": cell})
    return found.as_e164


def email(cell: str) -> str:
    try:
        validate_email(cell)
    except ValidationError:
        raise ValueError(_("“%(cell)s” is no e-mail address") % {"cell": cell}) from None
    return text(254)(cell)


def former_names(longest: int) -> Callable[[str], list[FormerName]]:
    """Read "Red Flag Yard@1985-01-01/2015-09-01; …"."""

    def read_one(part: str) -> FormerName:
        name, _at, days = part.strip().rpartition("@")
        since, _slash, until = days.partition("/")
        if not name or not until:
            raise ValueError(_("“%(cell)s” is no former name; write it as Name@1985-01-01/2015-09-01") % {"cell": part})
        former = FormerName(text(longest)(name.strip()), day(since.strip()), day(until.strip()))
        if former.known_until < former.known_from:
            raise ValueError(_("“%(cell)s” ends before it begins") % {"cell": part})
        return former

    return lambda cell: [read_one(part) for part in cell.split(";") if part.strip()]
