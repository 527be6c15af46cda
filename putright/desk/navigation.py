"""What the desk puts into the navigation of the staff pages."""

from putright.web.navigation import Part

PARTS = (
    Part(title="Start", page="desk:work", but_not="see_cases"),
    Part(title="Work", page="desk:work", may=("see_cases",)),
    Part(title="Search", page="desk:search", may=("see_cases",)),
    Part(title="Pass on a complaint", page="desk:passing_on", may=("take_in",), but_not="read_notes"),
    Part(title="New complaint", page="desk:intake", may=("take_in", "read_notes")),
    Part(title="Letters to post", page="desk:post", may=("print_letters",)),
    Part(title="Undelivered", page="desk:undelivered", may=("see_outbox",)),
    Part(
        title="Your account",
        at_the_name=True,
        inside=(
            Part(title="You and your roles", page="account_home"),
            Part(title="How you sign in", page="mfa_index"),
            Part(title="Where you are signed in", page="account_sessions"),
            Part(title="What you are told by email", page="desk:emails", may=("see_cases",)),
            Part(title="Your calendar", page="desk:calendar", may=("see_cases",)),
        ),
    ),
)
