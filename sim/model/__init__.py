"""The economy and its day: from the values of a scenario to agents, columns and the processes that change them."""
