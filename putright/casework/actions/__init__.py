"""What can be done in a case, by part of the work. Only these verbs write; each takes a `Step`: who, where and when."""
