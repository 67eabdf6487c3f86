"""Whom, where and what we supply: a premise stays itself, whatever it is called."""

from gasservice.registry.models.charges import FeeCharge, FeeRefund, FeeRefundLine
from gasservice.registry.models.households import HouseholdSize
from gasservice.registry.models.meters import MeterExchange, MeterHold, MeterTest
from gasservice.registry.models.outages import ChangedOutage, Interruption, InterruptionArea, InterruptionVersion
from gasservice.registry.models.people import AccountClaim, Customer, HeldPeriod, PriorityNeed, Tenure
from gasservice.registry.models.places import Community, CommunityName, District, Premise, PremiseName
from gasservice.registry.models.stops import StopAttempt, SupplyStop
from gasservice.registry.models.supply import GasAccount, Meter, Reading, ServicePoint

__all__ = [
    "AccountClaim",
    "ChangedOutage",
    "Community",
    "CommunityName",
    "Customer",
    "District",
    "FeeCharge",
    "FeeRefund",
    "FeeRefundLine",
    "GasAccount",
    "HeldPeriod",
    "HouseholdSize",
    "Interruption",
    "InterruptionArea",
    "InterruptionVersion",
    "Meter",
    "MeterExchange",
    "MeterHold",
    "MeterTest",
    "Premise",
    "PremiseName",
    "PriorityNeed",
    "Reading",
    "ServicePoint",
    "StopAttempt",
    "SupplyStop",
    "Tenure",
]
