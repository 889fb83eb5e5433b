"""Words that tell little of what a question is about, though they are no mere grammar."""

# Words by which people ask. They help to rank, and nothing depends on them.
ASKING = frozenset(
    """
    ask asked asking answer answered agenda anybody anyone anything anywhere comment committee
    concerning consider considered describe detail details discuss discussed discussion
    everything explain feel find give given gives go going got happen happened happening help
    idea important information issue issues item items kind know like list look made make matter
    matters mean meant meeting meetings member members mention mentioned mentions minute minutes
    need opinion opinions outline paragraph paragraphs party people person point position put
    question questions raise raised reason reasons regarding related relation replied reply
    respond responded response said say saying says show situation somebody someone something
    speak speaker state stated subject suggest suggested summarise summary summarize talk talked
    tell thing things think thought thoughts told topic update updates view views want wanted
    way ways word words
    """.split()
)

# Words for a side of anything (its number, its cost, its progress): where the minutes lack one,
# they may hold the thing itself all the same.
GENERAL = frozenset(
    """
    access action actions activity amount annual approach area areas arrangement arrangements
    average benefit benefits case cases change changes charge charges concern concerns condition
    conditions cost costs current data date decision decisions delay delays difficulty effect
    effects event events example experience facility facilities figure figures full future
    general group groups growth impact improvement improvements increase increased interest
    involved large latest level levels local long main management mark measure measures method
    monthly name need needs new number numbers objection objections old open operation option
    options performance period plan plans policy policies possible problem problems process
    progress project projects proposal proposals provision public purpose quality rate rates
    reading readings reduction report reports request requests result results review reviews
    rise risk risks role rule rules sale scheme schemes service services small spending start
    status statistics step steps story support system target targets task time times total trend
    trends type types use used using value vote work worked working year yearly years
    """.split()
)
