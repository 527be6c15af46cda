"""The site was away and an answer went out on paper: it is keyed with its true day, and made whole by a letter now."""

from __future__ import annotations

from tests.journeys import residents, staff
from tests.journeys.days import TODAY
from tests.journeys.people import People, in_every_way
from tests.journeys.residents import Trouble

LAMP = Trouble(
    about="Roads and pavements",
    said="The lamp outside number 4 has been dark since October",
    wanted="Mend the lamp",
)
ANSWER = "We uphold your complaint about the lamp. It was mended yesterday."
PARTS = (
    "the stage this answer belongs to",
    "every point, with finding, reason and the rule relied on",
    "the remedy: what and by when",
    "the actions still to do, each with who and when",
    "what the council has learnt",
)


@in_every_way
def test_an_answer_on_paper_counts_from_its_day_and_is_made_whole(people: People) -> None:
    nora, rosa, anita = people.resident(), people.officer("Rosa Okafor"), people.officer("Anita Rowe")
    sent = residents.complains(nora, LAMP, name="Nora Quist", email="nora.quist@mail.example")
    staff.acknowledges(rosa, sent, point="The lamp is dark.", wanted="You would like it mended.")

    anita.opens("/paper-cases/").follows("Key what was done on paper in a case")
    anita.types(sent.reference, into="Reference of the case").presses("Find the case").follows("Answer at stage 1")
    anita.types_day(TODAY, into="When was it sent or done?").picks("Nadia Osei", among="Who decided it?")
    anita.chooses("Not upheld", of="Finding").types("It was mended in time.", into="Why, as the letter says")
    anita.chooses("They declared no conflict of interest").chooses("Nora Quist", of="Who was it sent to?")
    anita.types(ANSWER, into="Or the text of the letter")
    for part in PARTS:
        anita.chooses(part, of="What did the letter say?")
    anita.presses("Write it into the record").sees("No second letter goes out", "how to ask for the next stage")

    anita.follows("Send what was left out").sees("[the person’s own link: stage-2]")
    anita.presses("Send it").sees("It is on its way, and on the case.")

    nora.opens(sent.link).follows("Answer at stage 1").sees(ANSWER)
    staff.opens_case(anita, sent).sees("On paper, while the site was away", "Decided by: Nadia Osei")
