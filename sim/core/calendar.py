"""The calendar: days are counted from 0, the day on which an economy begins."""

FOUR_WEEKS = 28  # members look after their ties once in so many days, some every day
MONTH = 30  # strategies are reviewed, and cohorts told apart, by months of so many days
