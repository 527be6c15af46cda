"""Large print, by post: asked for on the website, agreed, printed, posted, and never sent by email."""

from tests.journeys import post, residents, staff
from tests.journeys.people import People, in_every_way
from tests.journeys.residents import Trouble

STEPS = Trouble(about="Libraries and leisure", said="The ramp at the library is locked", wanted="Unlock the ramp")


@in_every_way
def test_letters_go_in_large_print_by_post(people: People) -> None:
    agnes, rosa = people.resident(), people.officer("Rosa Okafor")
    residents.begins(agnes, STEPS)
    residents.tells(agnes, STEPS)
    residents.says_who(agnes, name="Agnes Moor", address="3 Mill Lane, Fenwick")
    agnes.chooses("Large print").chooses("Letters only").presses("Continue")
    sent = residents.sends(agnes, "Large print", "Letters only")

    for _ in range(2):
        staff.agrees_an_adjustment(rosa, sent)
    staff.opens_case(rosa, sent).sees("Adjustment", "large print", "post only")
    staff.acknowledges(rosa, sent, point="The ramp is locked.", wanted="You would like the ramp open.")
    staff.prints_and_posts(rosa, sent)

    post.everything_about(agnes, sent).sees("By post").does_not_see("By email")
    residents.reads_letter(agnes, sent, "We are looking into your complaint").sees("The ramp is locked.")
