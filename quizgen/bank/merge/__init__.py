"""Merging a bank with a newer generation of its document, without losing anything of a person's.

What a person edited stays; what they deleted stays away; what they wrote themselves stays
where it is.  All else takes what the document says now, under the ids that learners know.
What the document no longer supports is retired, never dropped.  Each question has its id
for good, and no id is given twice.
"""
