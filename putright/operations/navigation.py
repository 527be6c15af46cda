"""What operations puts into the navigation of the staff pages."""

from putright.casework.actions import paper
from putright.web.navigation import Part

PARTS = (Part(title="Paper cases", page="operations:paper_cases", may=(paper.DEED,)),)
