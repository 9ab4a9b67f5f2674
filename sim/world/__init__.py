"""The state: members, memberships, ties, groups, records of communities, events of the day, and the ledger."""
