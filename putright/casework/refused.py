"""What is raised when a step cannot be taken: always with the reason, and with the paragraph where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from putright.letters.check import Report


class Refused(Exception):
    """A step that cannot be taken. `reason` says why and what to do; `para` where it is written, if it is."""

    def __init__(self, reason: str, para: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.para = para


class NotYours(Refused):
    """Somebody's role does not let them."""


class Overtaken(Refused):
    """Somebody else did something in the case meanwhile, so it must be looked at again first."""


class LetterHeld(Refused):
    """A letter leaves out what it must say. `report` names each missing item."""

    def __init__(self, report: Report) -> None:
        first = report.missing[0]
        super().__init__(first.what, first.para)
        self.report = report


class NobodyToTell(Refused):
    """Nobody in the case can be written to."""

    def __init__(self) -> None:
        super().__init__("Nobody in this case can be written to: add somebody who may be told.")


class ConfirmFirst(Refused):
    """Something is about to be done against what was agreed with the person. `questions` are to be confirmed."""

    def __init__(self, questions: tuple[str, ...]) -> None:
        super().__init__(" ".join(questions), "5.6")
        self.questions = questions
