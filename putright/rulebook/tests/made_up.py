"""A small made-up procedure, and ways to write it differently: for what no real procedure says, or may say."""

from __future__ import annotations

import tomllib
from pathlib import Path

from putright.rulebook.book import library, soundness
from putright.rulebook.book.reading import Reader
from putright.rulebook.book.words import Procedure

PLACE = "made_up/2020.toml"

TEXT = """\
id = "made_up"
version = "2020"
name = "Made-up procedure"
force = "guidance"
in_force = 2020-01-01
source = "nowhere"
counts_as = "enquiry"
ombudsmen = ["lgsco"]

[[stages]]
name = "open"
title = "the open stage"
para = "1"

[[stages]]
name = "over"
title = "the end"
para = "2"
ended = true

[[moves]]
name = "ask"
event = "asked"
title = "Ask"
happened = "it was asked"
by = ["complainant"]
begins = true
opens = "open"
arrives = true
para = "1"

[[moves]]
name = "wait"
event = "waited"
title = "Wait"
happened = "it was set aside"
by = ["council"]
in = ["open"]
para = "3"

[[moves]]
name = "go_on"
event = "went_on"
title = "Go on"
happened = "it was taken up again"
by = ["council"]
in = ["open"]
para = "3"

[[moves]]
name = "put_off"
event = "put_off"
title = "Put off"
happened = "it was put off"
by = ["council"]
in = ["open"]
extends = ["answer", "visit"]
needs = ["until", "reason"]
past_limit_needs = ["good_reason", "approved_by"]
says = "putting_off"
para = "4"

[[moves]]
name = "reply"
event = "replied"
title = "Reply"
happened = "it was replied to"
by = ["council"]
in = ["open"]
para = "5"

[[moves]]
name = "call"
event = "called"
title = "Call"
happened = "somebody called"
by = ["council"]
in = ["open"]
somebody_else_than = ["replied"]
para = "6"

[[moves]]
name = "finish"
event = "finished"
title = "Finish"
happened = "it was finished"
by = ["council"]
in = ["open"]
ordinary = true
opens = "over"
para = "7"

[[moves]]
name = "take_up"
event = "taken_up"
title = "Take up again"
happened = "it was opened again"
by = ["council"]
in = ["over"]
opens = "stage_left"
para = "8"

[[clocks]]
name = "answer"
title = "the answer"
stage = "open"
starts = ["asked"]
stops = ["replied"]
n = 10
unit = "working_day"
extend_by = 5
owed_by = "council"
para = "9"

[[clocks]]
name = "visit"
title = "the visit"
stage = "open"
starts = [{ on = "asked", counting_from = "asked" }]
stops = ["called"]
n = 20
unit = "calendar_day"
extend_by = 10
owed_by = "council"
para = "10"

[[pauses]]
starts = "waited"
ends = "went_on"
clocks = ["answer"]
para = "3"

[[promises]]
title = "a visit"
opened_by = "replied"
kept_by = ["called"]
holds = ["finish"]
owed_by = "council"
para = "11"

[[letters]]
name = "putting_off"
title = "Putting off"
para = "4"
blocks = [
    { name = "new_date", para = "4", locked = true },
    { name = "reasons", para = "4" },
]

[[grounds]]
name = "idle"
title = "nothing was asked"
para = "12"
tests = [{ question = "Was anything asked?", must_be = "no", otherwise = "Something was asked." }]
elsewhere = "Nowhere"

[[bends]]
effect = "longer_time"
title = "longer times"
para = "13"
"""


def written(*changes: tuple[str, str], text: str = TEXT) -> str:
    """The text with each change made at the first place it fits, which must exist."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def without(start: str, text: str = TEXT) -> str:
    """The text without the entry that begins with these lines."""
    begins = text.index(start)
    ends = text.find("\n[[", begins + 1)
    return text[:begins] + (text[ends + 1 :] if ends >= 0 else "")


def made_up(*changes: tuple[str, str]) -> Procedure:
    """The procedure, sound or refused."""
    text = written(*changes)
    procedure = Reader(PLACE, text).procedure(tomllib.loads(text))
    soundness.inspect(procedure, place=PLACE, text=text)
    return procedure


def loaded(folder: Path, text: str = TEXT, place: str = PLACE) -> Procedure:
    """The procedure read from a file of its own."""
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return library.load(path)
