"""Anybody can look round the demo as any of its people, and sees what that person sees."""

from tests.journeys.people import People, in_every_way


@in_every_way
def test_the_complaints_officer_signs_in_and_sees_her_work(people: People) -> None:
    rosa = people.resident()
    rosa.opens("/demo/").sees("Rosa Okafor", "Tom Birk", "Kit Doran").takes_a_picture("demo-sign-in")
    rosa.presses("Rosa Okafor")
    rosa.sees("Locked out of Fenwick Baths last night")
    rosa.follows("All").sees("I have been on the wrong band of the housing list for a year")
    rosa.takes_a_picture("work-list")
    assert rosa.heading == "Work"
