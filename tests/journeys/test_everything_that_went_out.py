"""In the demo anybody can read whatever would have gone out, as text and as it looks in a mailbox or on paper."""

from tests.journeys import post
from tests.journeys.people import People, in_every_way


@in_every_way
def test_the_post_of_the_demo_can_be_read(people: People) -> None:
    anybody = people.resident()
    anybody.opens("/demo/post/").sees("In a demonstration nothing is sent", "By email", "By post")
    anybody.follows("We are looking into your complaint").sees("Fenwick Vale Council")
    anybody.follows("See it as it looks").sees("Fenwick Vale Council", "We are looking into your complaint")


def test_every_kind_of_letter_is_right_in_a_mailbox_and_on_paper(people: People) -> None:
    anybody = people.resident()
    kinds = post.one_of_each_kind(anybody)
    assert {how for _, how in kinds} == {"By email", "By post"}

    for (subject, _), address in kinds.items():
        anybody.opens(address).sees(subject)
        if anybody.page.get_by_role("link", name="See it as it looks").count():  # a reminder to staff is text alone
            anybody.follows("See it as it looks").sees(subject)
