"""The frame of every page: layout, components, form fields, error pages. Knows nothing of complaints."""
