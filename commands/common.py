"""Words that tell little of what a question is about, though they are no mere grammar."""

from storage.stems import stem

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

# Verbs and adverbs of every day, in any form: they say how a question is put and rarely what it
# is about. Where the minutes lack one, they may have said the same with another.
EVERYDAY = frozenset(
    map(
        stem,
        """
        accept actually allow already appear arrive attend avoid away become begin believe bring
        call carry cause claim come complete continue currently deal decide deserve different
        drop early enable end ensure enough ever exactly exist expect fail finally finish
        follow get happen hear hold hope include keep late lead leave let lose manage many
        meet miss move nearly notice occur often pass prefer prevent previously promise prove
        quickly reach receive recently refuse remain require return seem send set soon start
        stay still stop take try turn usually wait worry yet
        """.split(),
    )
)


def is_general(word: str) -> bool:
    """Whether the lack of this plain word says little."""
    return word in GENERAL or stem(word) in EVERYDAY
