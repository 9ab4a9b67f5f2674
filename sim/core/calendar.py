"""The calendar. Days are counted from 0, the first day of the economy."""

FOUR_WEEKS = 28  # each member's ties are updated once in so many days, a few members each day
MONTH = 30  # days between reviews of strategies, and length of a cohort
