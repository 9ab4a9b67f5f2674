"""The stages of a membership: the funnel from stranger to cocreator (双边人)."""

EMPTY = 0  # no membership: the member is unaware
AWARE = 1
FOLLOWER = 2
FAN = 3
CORE = 4
COCREATOR = 5
LAPSED = 6

NAMES = ("unaware", "aware", "follower", "fan", "core", "cocreator", "lapsed")
