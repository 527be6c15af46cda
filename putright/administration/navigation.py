"""What the administration puts into the navigation: the settings, and what is looked after beside them."""

from putright.web.navigation import Part

PARTS = (
    Part(
        title="Settings",
        inside=(
            Part(title="All settings", page="administration:home", may=("see_settings",)),
            Part(title="People", page="administration:people", may=("manage_people",)),
            Part(title="Wording of letters", page="desk:wording", may=("edit_wording",)),
            Part(title="Single sign-on", page="sign_in_groups", may=("manage_people",)),
            Part(title="Security log", page="security_log", may=("manage_people",)),
            Part(title="History", page="administration:history", may=("see_settings",)),
            Part(title="How this copy runs", page="administration:running", may=("manage_council",)),
        ),
    ),
)
