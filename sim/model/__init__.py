"""The economy and its day: agents, columns, and the processes that change them."""
