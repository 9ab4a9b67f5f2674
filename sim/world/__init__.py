"""What exists: members, memberships, ties, groups, the records of communities, and the events of the day."""
