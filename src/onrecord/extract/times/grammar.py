"""The grammar of time expressions: rules over the letters that `words` gives to words; the first that fits wins."""

from __future__ import annotations

import re

_NUMBER = r"(?:[nk]-?\+-?a-?n|a?H|[nk](?:-?[nk])?(?:H(?:\+?[nk](?:-?n)?)?)*)"
_COUNT = rf"(?:q?{_NUMBER}(?:[+|-]{_NUMBER})?|[aJ]qO?|qO?)"
_ABOUT = r"(?:Z|[>n]?><|@=)?"
_YEAR = r"(?:y|k-?[nk](?:-?n)?)"
_DAY = r"(?:[no]|k(?!-?[nk]))"
_EARLY = r"(?:[eG]-?)?"
_MONTH_DAY = rf"(?:m-?{_DAY}(?![%uU])|{_DAY}O?m)"
_CLOCK = r"(?:(?:K|(?<=[@Z])n|n6)idp|K6?P?|n6?P|n6|[nyH](?=E))(?:EA?)?"
_SOME_DAY = rf"(?:(?:[lt]|tx|x|d?[cf])?w(?:,?{_MONTH_DAY}(?:,?{_YEAR})?)?|T|{_MONTH_DAY}(?:,?{_YEAR})?)"
_CLAUSE_END = r"(?=[!,+\"]|$)"
_ONE = r"(?:[tlxhc]|t[lx]|d?f|d[lxczL])"  # this one, the last one ...

# A name says what its rule reads; `values` has a function for each.
RULES = {
    # days and times of the day
    "clock": rf"Z?(?:{_CLOCK}|j)(?:[,@i]*{_EARLY}(?:{_SOME_DAY}p?|[tdhl]p|d[xf]u|N))?"
    rf"|{_SOME_DAY}p?,?@?Z?{_CLOCK}|{_SOME_DAY}@j",
    "beside": rf"(?:d[up][89]{_CLAUSE_END}|du[89]T)",
    "part_of_day": rf"{_SOME_DAY}p,?{_MONTH_DAY}(?:,?{_YEAR})?|d[eG]UO(?:{_SOME_DAY}p?|[tdh]p)"
    rf"|(?:d?{_EARLY}pO{_SOME_DAY}|(?:{_EARLY}{_SOME_DAY}|[tlhx]|d[cf]?){_EARLY}p"
    rf"|(?:[eG]-?p|p){_SOME_DAY}|[eG]-?p|(?<=[@8|])p)U?|l?N",
    "iso": "I",
    "figures": "X",
    "day_range": rf"(?:m(?:n|o)[-|](?:n|o)|(?:n|o)[-|](?:n|o)m)(?:,?{_YEAR})?(?![uU%])",
    "date": rf"(?:[wb],?|[tlx])?(?:m-?{_DAY}(?![%uUH])|d?{_DAY}O?m)(?:,?{_YEAR}|O?[tlxh]u)?",
    "weekdays": "R(?!g)p?|w?7",
    "week_of": rf"du(?:O{_MONTH_DAY}(?:,?{_YEAR})?)",
    "part_of_month": rf"d[ole][uU]Om(?:,?O?{_YEAR}|O?[tlx]u)?",
    "weekday": rf"{_EARLY}(?:[ltxh]|t[lx]|d[cfxl])?w(?:O?[ltxf]u)?",
    "day_word": rf"{_EARLY}T",
    "eve": r"(?<=@)d3(?!O)",
    "holiday": rf"{_EARLY}[tlx]?2(?:,?O?{_YEAR}|O?[tlx]u)?",
    # months, seasons, quarters, years, decades
    "month": rf"(?:duO)?(?:d?BO|d?[eG]-?)?(?:[tlxc]|t[lx]|d[zfc])?m(?:,?O?{_YEAR}|O?d?[tlxcfh]u)?",
    "season": rf"(?:{_ONE}{_EARLY}|d?{_EARLY}|d?BOd?)s(?:,?O?(?:{_YEAR}|[tlx]u))?",
    "numbered_quarter": rf"1(?:,?O?{_YEAR})?|{_YEAR}1",
    "quarter": rf"(?:d?{_YEAR}'?|[tlxc]u'|du-[gG]|d)?F?-?[eG]?-?o-?u(?:,?O?d?F?{_YEAR}|O?d?[tlxcf]u|Odu)?",
    "half": rf"d?[lo]-?n(?:O?{_YEAR}|O?[tlx]u|Odu|Od?{_EARLY}D)",
    "decade": rf"(?:d?BO)?d?{_EARLY}D|d?{_EARLY}Q",
    "year_of": rf"(?:d?F|d)u(?:{_YEAR}|nH)",
    "year_range": r"y-(?:y|n)",
    "part_of_year": rf"(?:d?BO|d?[eG]-?|dF?|F){_YEAR}(?:Y|u)?",
    # told from another time
    "ago": rf"{_ABOUT}(?:n?a|a?{_COUNT}>?|au-?)-?[uU](?:\+[q~]|\+a?n)?g(?:T|tu)?|Ug",
    "after": rf"{_ABOUT}(?:a|{_COUNT}>?)-?[uU](?:\+~)?(?:-?G|[89]{_CLAUSE_END})",
    "from_now": rf"{_ABOUT}(?:a|{_COUNT})[uU]M(?:r|T)",
    "period_ago": r"d?z?u-?[gG](?:(?:F?-?o-?)?[uY]|nU)?",
    "same_period": rf"dz(?:Y|u|m)(?:a?u[gG]|O?d?[tlc]u|O?{_YEAR})?",
    "some_units": rf"(?:vO|@=)?[dJ]?[lxcfL]{_COUNT}>?-?[uU](?:\+~)?|d[lx]u\+an",
    "vague": r"d?[lxrVc](?:U\+)?U",
    "part_of_unit": r"(?:d?BO|[eGB]-?i)(?:[tlxch]|d[xcfLF]?|J)F?u",
    "unit_end": r"u[-']?B",
    "unit": rf"{_EARLY}(?:{_ONE}|d?L|[th]z)F?u|d0?F?u(?!-[.^W])|dLY",
    # how long and how often
    "each": r"v(?:wp?|m|s|p|u|ou|nU|qU|5u)",
    "times": r"n?C[av]u",
    "long": rf"(?:{_COUNT}-)?[uU]-[\^W]|&",
    "first_units": rf"do{_COUNT}-?[uU]",
    "whole": "d?4u|a4u",
    "duration": rf"{_ABOUT}(?:na|au-?)u|{_ABOUT}(?:d(?!{_COUNT}-))?{_COUNT}[->.0]?[uU](?:\+an)?(?!-?W)"
    rf"|{_ABOUT}au(?:\+an|\+n(?!-?[uU]))?|[aZ]0u(?!-)|Zu",
    "units": r"U(?!W)(?:\+U)?",
    "often": "S",
    # words that refer to a time without telling it
    "future": r"d\^?V(?!O)|\^V|d\^\$|iV",
    "the_past": r"dl",
    "those_days": r"[th]U",
    "at_the_time": r"@[dh]A|d5[up]",
    "reference": "r|L",
    "year": _YEAR,
}
# Most words are dots, marks, "of" and "and", with which nothing begins: looked at first, they take half of the time.
_BEGINS = r"(?=[^.!,O+|\"':-])"
PATTERN = re.compile(_BEGINS + "(?:" + "|".join(f"(?P<{name}>{rule})" for name, rule in RULES.items()) + ")")
