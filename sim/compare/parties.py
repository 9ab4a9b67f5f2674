"""The parties and headings of the ledger in the reader's language: who pays whom, and for what."""

from __future__ import annotations

from sim.system.words import later, say, translated

SALES = "sales: "
PARTIES = (later("members"), later("communities"), later("founded communities"), later("hosts"), later("brands"),
           later("platforms"), later("partners"), later("escrow"), later("investors"), later("advertisers"),
           later("suppliers"), later("running costs"), later("elsewhere"), later("income"), later("partners' income"),
           later("good causes"), later("media"))
HEADINGS = (later("budget"), later("other spending"), later("posts"), later("endorsement"), later("new form"),
            later("traffic"), later("margin"), later("capital"), later("partner's costs"), later("partner fee"),
            later("upkeep"), later("host's share"), later("brand's share"), later("owner's share"),
            later("display advertising"),
            later("closing"), later("investment"), later("first stock"), later("slack"), later("subsidy"),
            later("grant"), later("switching"), later("take rate"), later("teaching"), later("making"),
            later("charity"), later("events"), later("tools"), later("meetings"), later("reward"), later("founding"),
            later("compensation"), later("gift"), later("replies"), later("joining fees"), later("usage fees"),
            later("commission"), later("time forgone"))
CHANNELS = (later("advertising"), later("crowdfunding"), later("group_buying"), later("joining_fee"),
            later("know_how"), later("membership_fee"), later("micro_shops"), later("preorder"), later("services"),
            later("shop"), later("tips"))


def party(name: str) -> str:
    """A party of the ledger in the present language."""
    return translated(name)


def heading(name: str) -> str:
    """A heading of the ledger in the present language; of sales, what was sold."""
    kind = name.removeprefix(SALES)
    return say("sales: {channel}", channel=translated(kind)) if kind != name else translated(name)
