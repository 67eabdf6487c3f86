"""Who signs in, in what role, and the teams they work in."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from gasservice.users.terms import DESK_ROLES, STAFF_ROLES, Role


class Team(models.Model):
    """A desk that owns cases, and the people a late promise climbs to."""

    code = models.SlugField(unique=True)
    name_en = models.CharField(max_length=80)
    name_zh_hans = models.CharField(max_length=80)
    name_zh_hant = models.CharField(max_length=80)
    lead = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="teams_led")
    supervisor = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="teams_supervised")
    head = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="teams_headed")
    duty_phone = PhoneNumberField(null=True, blank=True, help_text=_("told at once, day and night, of an emergency"))
    duty_email = models.EmailField(blank=True, help_text=_("told at once, day and night, of an emergency"))
    duty_language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="zh-hans")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en


class UserQuerySet(models.QuerySet):
    def staff(self) -> "UserQuerySet":
        return self.filter(role__in=STAFF_ROLES, is_active=True)

    def desk(self) -> "UserQuerySet":
        return self.filter(role__in=DESK_ROLES, is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Make users; an e-mail address or a phone number names them."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email).lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_superuser=True, role=Role.STANDARDS_OFFICER, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in, by e-mail address or phone number."""

    email = models.EmailField(_("e-mail address"), null=True, blank=True)  # noqa: DJ001  NULL, not "", repeats freely
    phone = PhoneNumberField(_("phone number"), null=True, blank=True, unique=True)
    phone_verified_at = models.DateTimeField(null=True, blank=True)
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.CUSTOMER)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="members")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone__isnull=False), name="user_has_email_or_phone"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="user_role_known"),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(DESK_ROLES)) | Q(team__isnull=False), name="desk_user_has_team"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or str(self.phone)

    @property
    def is_staff(self) -> bool:
        """Whether Django's admin lets them in: standards and users are edited there, and nothing else."""
        return self.is_superuser or self.role == Role.STANDARDS_OFFICER

    @property
    def works_here(self) -> bool:
        return self.role in STAFF_ROLES

    @property
    def works_cases(self) -> bool:
        return self.role in DESK_ROLES

    @property
    def works_outside(self) -> bool:
        return self.role == Role.FIELD_WORKER


class Invitation(models.Model):
    """A place at the desk offered to one address; staff accounts are made from it and in no other way."""

    email = models.EmailField()
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in Role if role != Role.CUSTOMER])
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", help_text="empty: from the console"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return f"{self.email} ({self.role})"


class ApiToken(models.Model):
    """A key to the API for one user; only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name
