"""What records puts into the navigation of the staff pages."""

from putright.web.navigation import Part

PARTS = (
    Part(
        title="Records",
        inside=(
            Part(title="Due for disposal", page="records:due", may=("review_records",)),
            Part(title="Disposals", page="records:disposals", may=("review_records",)),
            Part(title="Holds", page="records:holds", may=("hold_records",)),
            Part(title="Schedule", page="records:schedule", may=("review_records",)),
            Part(title="Requests", page="records:requests", may=("answer_rights",)),
        ),
    ),
)
