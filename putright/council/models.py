"""What a council decides about itself. Law is in the rulebook; here is only what differs from place to place."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from putright.council import colour

MINUTES_IN_A_DAY = 24 * 60


class Kind(models.TextChoices):
    """What sort of council it is: which laws are its own hangs on that."""

    DISTRICT = "district", "District council"
    COUNTY = "county", "County council"
    UNITARY = "unitary", "Unitary council"
    METROPOLITAN = "metropolitan", "Metropolitan district council"
    LONDON = "london", "London borough council"


class Complies(models.TextChoices):
    """How far the public pages keep to WCAG 2.2 AA, as the council has had it checked."""

    UNCHECKED = "unchecked", "We have not had them checked yet"
    FULLY = "fully", "They comply fully"
    PARTIALLY = "partially", "They comply partially"
    NOT = "not", "They do not comply"


class Council(models.Model):
    """The council this copy belongs to. There is one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=40, choices=Kind.choices, default=Kind.UNITARY)
    address = models.TextField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    text_relay = models.CharField(max_length=200, blank=True)
    opening_hours = models.CharField(max_length=200, blank=True)
    website = models.URLField(blank=True)
    colour = models.CharField(max_length=7, default="#1d4f5c", validators=[colour.readable_under_white])
    office_closes = models.PositiveSmallIntegerField(
        default=17 * 60, validators=[MinValueValidator(1), MaxValueValidator(MINUTES_IN_A_DAY)]
    )
    """Minutes after midnight; what comes in later counts from the next working day. It holds from the beginning until
    the first day of `OfficeHours`.
    """
    answers_need_approval = models.BooleanField(default=False)
    refusals_need_two_people = models.BooleanField(default=True)
    complaint_definition = models.TextField(blank=True)
    service_request_definition = models.TextField(blank=True)
    data_protection_officer = models.TextField(blank=True)
    late_complaints = models.TextField(blank=True)
    """What the council's policy says of complaints older than twelve months."""
    being_set_up = models.BooleanField(default=False)
    """Until it is set up, the public is told that the site is not open yet."""
    logo_mark = models.CharField(max_length=16, blank=True)
    """Which picture is the logo now, for its address; empty without one."""
    landlord = models.BooleanField(null=True, blank=True, default=None)
    """Whether it lets homes of its own; None while nobody has said. The Housing Ombudsman's Code is law for those."""
    keeping_confirmed_by = models.CharField(max_length=120, blank=True)
    """Who said that cases are kept as long as the schedule says; empty while nobody has, and the public is told so."""
    keeping_confirmed_on = models.DateField(null=True, blank=True)
    privacy_words = models.TextField(blank=True)
    """What the council adds to its privacy notice."""
    accessibility_status = models.CharField(max_length=20, choices=Complies.choices, default=Complies.UNCHECKED)
    accessibility_checks = models.TextField(blank=True)
    """How the public pages were checked for accessibility, by whom and when."""
    accessibility_failures = models.TextField(blank=True)
    """What is known not to be accessible, besides what comes with every copy."""
    accessibility_prepared_on = models.DateField(null=True, blank=True)
    accessibility_reviewed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="there_is_one_council"),
            models.CheckConstraint(
                condition=models.Q(office_closes__gte=1, office_closes__lte=MINUTES_IN_A_DAY),
                name="the_office_closes_within_the_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Logo(models.Model):
    """The council's logo, as a PNG drawn anew by us. There is at most one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    content = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="there_is_one_logo")]

    def __str__(self) -> str:
        return "the logo"


class Service(models.Model):
    """Something the council does, that a complaint can be about."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    about = models.CharField(max_length=300, blank=True)
    contractor = models.CharField(max_length=120, blank=True)
    """Who does it on the council's behalf, if not the council itself. The complaint is the council's all the same."""
    active = models.BooleanField(default=True)
    lgsl = models.JSONField(default=list, blank=True)
    """The numbers of the Local Government Services List it was made from, so that none is entered twice."""

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People who handle the complaints about some services."""

    name = models.CharField(max_length=120, unique=True)
    services = models.ManyToManyField(Service, related_name="teams", blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OfficeHours(models.Model):
    """When the office closes from a day on, until the next such day. What came in before counts by the hours then."""

    starts_on = models.DateField(unique=True)
    office_closes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MINUTES_IN_A_DAY)]
    )

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(office_closes__gte=1, office_closes__lte=MINUTES_IN_A_DAY),
                name="new_hours_close_within_the_day",
            ),
        ]

    def __str__(self) -> str:
        return f"from {self.starts_on}: {self.office_closes // 60:02}:{self.office_closes % 60:02}"


class ClosedDay(models.Model):
    """A working day on which the offices are shut: shown to people, and counted all the same."""

    day = models.DateField(unique=True)
    title = models.CharField(max_length=120)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%-d %B %Y}: {self.title}"


class OneOffHoliday(models.Model):
    """A bank holiday proclaimed after this release; from then on it is no working day."""

    day = models.DateField(unique=True)
    title = models.CharField(max_length=120)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%-d %B %Y}: {self.title}"


class Exclusion(models.Model):
    """A kind of matter the council's policy does not take as a complaint, and where people can go with it instead."""

    title = models.CharField(max_length=120, unique=True)
    why = models.TextField()
    elsewhere = models.TextField()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class OmbudsmanDetails(models.Model):
    """How to reach an Ombudsman, as this council has checked it; put above what comes with the rulebook."""

    name = models.CharField(max_length=40, unique=True)
    post = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    website = models.CharField(max_length=100, blank=True)
    time_limit = models.CharField(max_length=200, blank=True)
    """How long a person has to complain to it, after "it is usually". Empty: letters say what is bundled."""
    source = models.CharField(max_length=200)
    read_on = models.DateField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """When a part of the running copy was last seen at work."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.beat_at}"


class AdoptedProcedure(models.Model):
    """A procedure of the rulebook this council uses, from a day on. What applies without a row is in `adoption`."""

    procedure = models.CharField(max_length=60)
    starts_on = models.DateField()
    policy_url = models.URLField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "starts_on"], name="a_procedure_is_adopted_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.procedure} from {self.starts_on}"


class Departure(models.Model):
    """A reasoned, dated choice not to follow a paragraph. What the fields mean is written at `rulebook.Departure`."""

    procedure = models.CharField(max_length=60)
    scope = models.CharField(max_length=20)
    effect = models.CharField(max_length=40)
    para = models.CharField(max_length=60)
    reason = models.TextField()
    decided_by = models.CharField(max_length=120)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    services = models.ManyToManyField(Service, blank=True)
    plan = models.TextField(blank=True)
    notice_text = models.TextField(blank=True)
    ombudsman_told_on = models.DateField(null=True, blank=True)
    clock = models.CharField(max_length=60, blank=True)
    n = models.PositiveSmallIntegerField(null=True, blank=True)
    ground = models.CharField(max_length=60, blank=True)
    approved_by = models.CharField(max_length=120, blank=True)
    case_reference = models.CharField(max_length=20, blank=True)
    """For an individual departure, the one complaint it is about."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(scope="individual") & ~models.Q(case_reference=""))
                | (~models.Q(scope="individual") & models.Q(case_reference="")),
                name="an_individual_departure_names_its_complaint",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="a_departure_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} departure from {self.para}"
