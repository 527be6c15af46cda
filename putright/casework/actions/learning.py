"""What a service learns from a complaint, beyond the one person (the Code, 9.1)."""

from __future__ import annotations

from datetime import date

from putright.accounts.models import Officer
from putright.casework import models, steps
from putright.casework.steps import Step, Taken, Told
from putright.council.models import Service


def record_learning(
    step: Step, *, what: str, owner: Officer, until: date | None = None, service: Service | None = None
) -> Taken:
    """Record what a service will do differently, who sees to it and by when. Raises `Refused`."""

    def told(case: models.Case) -> Told:
        improvement = models.Improvement.objects.create(
            case=case, service=service or case.service, what=what.strip(), owner=owner, until=until
        )
        facts = {"id": f"improvement {improvement.pk}", "owner": owner.pk, "service": improvement.service.slug}
        return Told(facts={**facts, **({"until": until} if until else {})}, words={"learning": what})

    return steps.take(step, "record_learning", told)
