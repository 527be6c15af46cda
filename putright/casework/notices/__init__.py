"""What officers are told of by email when it happens: which kinds there are, who is told, and what the email says.

One email for each thing, officer and key, in the transaction of what it tells of, sent in working time. They are not
gathered: an email in the outbox is as it goes, and were several steps to write into one, each would wait for the other
and none could be told from the outbox by its key. Only what one act does to several cases is one email.
"""
