"""The people and channels that are in the local Slack when nobody says otherwise, all invented."""

from playground.model import Channel, User, UserGroup

BOT = User("U0BOT", "minutebook", "Minutebook", "Minutebook", is_bot=True)
USERS = (
    BOT,
    User("U0MEMBER", "ada", "Ada Lindqvist", "Ada", email="ada@panel.example"),
    User("U0CLERK", "bram", "Bram Okafor", "Bram", email="bram@panel.example"),
    User("U0GUEST", "cleo", "Cleo Marchetti", "Cleo", is_restricted=True),
    User("U0AWAY", "dai", "Dai Featherstone", "Dai", tz="America/New_York"),
)
_everyone = frozenset(user.id for user in USERS)
CHANNELS = (
    Channel("C0PANEL", "panel", _everyone),
    Channel("C0DIGEST", "minutes-digest", _everyone),
    Channel("C0QUIET", "lunch", _everyone - {"U0BOT"}),
    Channel("C0CLERKS", "clerks-only", frozenset({"U0BOT", "U0CLERK"}), "private"),
)
GROUPS = (UserGroup("S0CLERKS", "clerks", "Clerks", ("U0CLERK",)),)
