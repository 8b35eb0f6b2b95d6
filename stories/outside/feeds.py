"""What the market tells other people's programs, as feedparser reads it.

    feeds.py < {"merchant": "...", "atom": "...", "things": {"<id>": {"title": ..., "price": ..., "group": ...}}, "new": ["..."]}

Every variant must be an item of the feed for Google Merchant with what it costs, and every listing an entry of the Atom feed.
"""

import json
import sys

import feedparser

sample = json.load(sys.stdin)

merchant = feedparser.parse(sample["merchant"])
assert not merchant.bozo, merchant.get("bozo_exception")
assert merchant.version == "rss20", merchant.version
assert merchant.namespaces["g"] == "http://base.google.com/ns/1.0", merchant.namespaces
items = {item["g_id"]: item for item in merchant.entries}
assert len(items) == len(merchant.entries), "an id stands there twice"
assert items.keys() == sample["things"].keys(), (items.keys(), sample["things"].keys())
for number, thing in sample["things"].items():
    item = items[number]
    for name, value in thing.items():
        assert item.get(f"g_{name}") == value, (name, item.get(f"g_{name}"), value)
    for name in ("title", "description", "link", "g_availability", "g_price", "g_condition"):
        assert item.get(name), (number, name)

atom = feedparser.parse(sample["atom"])
assert not atom.bozo, atom.get("bozo_exception")
assert atom.version == "atom10", atom.version
assert [entry.title for entry in atom.entries] == sample["new"], [entry.title for entry in atom.entries]
assert len({entry.id for entry in atom.entries}) == len(atom.entries)
for entry in [atom.feed, *atom.entries]:
    assert entry.title and entry.link and entry.updated_parsed, entry
for entry in atom.entries:
    assert entry.author and entry.content[0].type == "text/html", entry
