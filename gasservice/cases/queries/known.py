"""What we know of the people of a case, so that it can be taken out of words that others read."""

from gasservice.cases.models import Case, CaseParticipant
from gasservice.cases.redacting import Known
from gasservice.registry.models import CommunityName, PremiseName


def known_of(case: Case) -> Known:
    """Gather the names of everybody in a case, and its numbers, addresses and ways to reach them."""
    people = [case.customer, case.filed_by, case.owner, *named_in(case)]
    names = [case.contact_name, *(person.name for person in people if person)]
    ways = [case.contact_phone, case.contact_email, case.place_typed, case.reference]
    for person in (case.customer, case.filed_by):
        ways += [person.phone, person.email] if person else []
    if case.customer:
        ways.append(case.customer.code)
    if case.gas_account:
        ways.append(case.gas_account.number)
    words = [str(way) for way in ways if way]
    return Known(tuple(filter(None, names)), tuple(filter(None, [*words, *addresses_of(case)])))


def named_in(case: Case) -> list:
    return [row.user for row in CaseParticipant.objects.filter(case=case).select_related("user")]


def addresses_of(case: Case) -> list[str]:
    """Give every name that the place has or had."""
    found = []
    if case.premise_id:
        found += [
            case.premise.address,
            *PremiseName.objects.filter(premise=case.premise_id).values_list("name", flat=True),
        ]
    if case.community_id:
        names = CommunityName.objects.filter(community=case.community_id).values_list("name", flat=True)
        found += [case.community.name, case.community.name_en, *names]
    return found
