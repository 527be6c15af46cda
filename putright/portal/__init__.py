"""The public: complain, follow what happens, ask for the next stage, and how we handle complaints."""
