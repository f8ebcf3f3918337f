"""The grammar of time expressions: rules over the letters that `words` gives to words; the first that fits wins."""

from __future__ import annotations

import re

_NUMBER = r"(?:[nk]-?\+-?a-?n|a?H|[nk](?:-?[nk])?(?:H(?:\+?[nk](?:-?n)?)?)*)"
_COUNT = rf"(?:{_NUMBER}(?:[+|-]{_NUMBER})?|[aJ]qO?|qO?)"
_ABOUT = r"(?:Z|[>n]?><|@=)?"
_YEAR = r"(?:y|k-?[nk](?:-?n)?)"
_DAY = r"(?:[no]|k(?!-?[nk]))"
_EARLY = r"(?:[eG]-?)?"
_MONTH_DAY = rf"(?:m-?{_DAY}(?![%uU])|{_DAY}O?m)"
_CLOCK = r"(?:KP?|nP|[nyH]E)E?"
_SOME_DAY = rf"(?:(?:[lt]|tx|x|d?[cf])?w(?:,?{_MONTH_DAY}(?:,?{_YEAR})?)?|T|{_MONTH_DAY}(?:,?{_YEAR})?)"
_ONE = r"(?:[tlxhc]|t[lx]|d?f|d[lxczL])"  # this one, the last one ...

# A name says what its rule reads; `values` has a function for each.
RULES = {
    # days and times of the day
    "clock": rf"Z?(?:{_CLOCK}|j)(?:[,@i]*{_EARLY}(?:{_SOME_DAY}|[td]p|N))?|{_SOME_DAY}[,@]*Z?{_CLOCK}|{_SOME_DAY}@j",
    "part_of_day": rf"d?{_EARLY}pO{_SOME_DAY}|(?:{_EARLY}{_SOME_DAY}|[tlhx]|d[cf]?){_EARLY}p"
    rf"|(?:[eG]-?p|p){_SOME_DAY}|[eG]-?p|l?N",
    "iso": "I",
    "figures": "X",
    "day_range": rf"(?:m(?:n|o)[-|](?:n|o)|(?:n|o)[-|](?:n|o)m)(?:,?{_YEAR})?(?![uU%])",
    "date": rf"(?:[wb],?)?(?:m-?{_DAY}(?![%uUH])|d?{_DAY}O?m)(?:,?{_YEAR}|O?[tlx]u)?",
    "weekday": rf"{_EARLY}(?:[ltxh]|t[lx]|d[cfxl])?w(?:O?[ltxf]u)?",
    "day_word": rf"{_EARLY}T",
    "eve": r"(?<=@)d3(?!O)",
    # months, seasons, quarters, years, decades
    "month": rf"(?:d?BO|d?[eG]-?)?(?:[tlxc]|t[lx]|d[zfc])?m(?:,?O?{_YEAR}|O?d?[tlxcf]u)?",
    "season": rf"(?:{_ONE}{_EARLY}|d?{_EARLY}|d?BOd?)s(?:,?O?(?:{_YEAR}|[tlx]u))?",
    "numbered_quarter": rf"1(?:,?O?{_YEAR})?|{_YEAR}1",
    "quarter": rf"(?:d?{_YEAR}'?|[tlxc]u'|du-[gG]|d)?F?-?o-?u(?:,?O?d?F?{_YEAR}|O?d?[tlxcf]u|Odu)?",
    "half": rf"d?[lo]-?n(?:O?{_YEAR}|O?[tlx]u|Odu|Od?{_EARLY}D)",
    "decade": rf"(?:d?BO)?d?{_EARLY}D|d?{_EARLY}Q",
    "holiday": r"2[3u]?",
    "year_of": rf"(?:d?F|d)u(?:{_YEAR}|nH)",
    "year_range": r"y-(?:y|n)",
    "part_of_year": rf"(?:d?BO|d?[eG]-?|dF?|F){_YEAR}(?:Y|u)?",
    # told from another time
    "ago": rf"{_ABOUT}(?:a|{_COUNT}>?)-?[uU](?:\+[q~]|\+n)?g|Ug",
    "after": rf"{_ABOUT}(?:a|{_COUNT}>?)-?[uU](?:\+~)?-?G",
    "from_now": rf"{_ABOUT}(?:a|{_COUNT})[uU]M(?:r|T)",
    "period_ago": r"d?z?u-?[gG](?:F?-?o-?)?[uY]?",
    "same_period": rf"dz(?:Y|u|m)(?:a?u[gG]|O?d?[tlc]u|O?{_YEAR})?",
    "some_units": rf"(?:vO|@=)?[dJ]?[lxcfL]{_COUNT}>?-?[uU](?:\+~)?",
    "vague": r"d?[lxrVc](?:U\+)?U",
    "part_of_unit": r"(?:d?BO|[eGB]-?i)(?:[tlxch]|d[xcfLF]?|J)F?u",
    "unit_end": r"u[-']?B",
    "unit": rf"{_EARLY}(?:{_ONE}|d?L)F?u|d0?F?u|dLY",
    # how long and how often
    "each": r"v(?:w|m|s|p|u|ou|nU)",
    "times": r"C[av]u",
    "first_units": rf"do{_COUNT}-?[uU]",
    "duration": rf"{_ABOUT}d?{_COUNT}[->.]?[uU](?:\+an)?(?!-?W)|{_ABOUT}au(?:\+an|\+n)?|{_COUNT}-[uU]-W",
    "units": r"U(?!W)(?:\+U)?",
    "often": "S",
    "weekdays": "Rp?",
    # words that refer to a time without telling it
    "future": r"d\^?V|\^V|d\^\$|iV",
    "the_past": r"dl",
    "those_days": r"tU",
    "at_the_time": r"@[dh]A|d5u",
    "reference": "r|L",
    "year": _YEAR,
}
# Most words are dots and marks, with which nothing begins: looked at first, they take a third of the time.
PATTERN = re.compile("(?![.!,])(?:" + "|".join(f"(?P<{name}>{rule})" for name, rule in RULES.items()) + ")")
