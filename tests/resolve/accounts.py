"""Articles written for the tests of comparison: an invented strait, invented people."""

from __future__ import annotations

import hashlib

from onrecord.records import Article

FERRY = """The ferry Ludovar ran aground near the port of Hesk on Tuesday, the harbour master said.

At least 14 passengers were killed and 30 injured when the ferry hit the breakwater, according to the coastguard.

Captain Orin Velsted did not answer the radio for 40 minutes, harbour master Brita Konnor told reporters.

The shipping company Nordmar had repaired the engine of the ferry on 3 March, its director Pell Haska said.

Rescuers brought 200 people ashore in fishing boats before the tide turned in the evening."""

FERRY_TOLD_AGAIN = """On Tuesday the ferry Ludovar ran aground close to the port of Hesk, said the harbour master.

According to the coastguard, at least 14 passengers were killed and 30 were injured when the ferry hit the breakwater.

Harbour master Brita Konnor told reporters that Captain Orin Velsted did not answer the radio for 40 minutes.

On 3 March the shipping company Nordmar had repaired the engine of the ferry, said its director Pell Haska.

Before the tide turned in the evening, rescuers brought 200 people ashore in fishing boats."""


def make_article(text: str, title: str = "", doc: str = "d", published: str | None = None, outlet: str = "") -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(doc=doc, text=text, sha256=digest, title=title, published=published, outlet=outlet)
