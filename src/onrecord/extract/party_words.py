"""The small words of noun phrases: what belongs to a party's name or office, and what tells a time."""

from __future__ import annotations

TIME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight morning"
    " afternoon evening night noon midnight earlier later week month year last next this early late now recently"
    " previously also hours days weeks".split()
)

MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr aug sept oct"
    " nov dec".split()
)

DETERMINERS = frozenset("the a an his her its their our both".split())

INNER = frozenset(
    "of for and or to al bin ibn bint von van der den de di da del dos du la le y e ul ad".split()
)  # join the words of one phrase

DESCRIBE = frozenset(
    "senior former then acting deputy foreign prime vice newly elected outgoing incoming new late special chief"
    " national high top other general fellow visiting his her first second his-counterpart designate ad interim"
    " affairs relations trade defense defence interior finance state security energy health justice education economy"
    " economic policy political military affairs intelligence".split()
)

GROUPS = frozenset(
    "families relatives engineers workers sailors soldiers prisoners hostages captives detainees journalists reporters"
    " protesters demonstrators residents civilians students farmers dockers miners teachers doctors nurses deputies"
    " senators mps peacekeepers monitors observers inspectors fighters members troops people citizens inmates"
    " fishermen crew crews refugees steelworkers strikers drivers pilots activists priests nuns tourists pensioners"
    " villagers guards policemen servicemen conscripts settlers traders lorry-drivers crewmen"
    " rebels militants gunmen army police navy coastguard".split()
)  # people who are no party by a name or an office

PARTIES = (
    frozenset(
        "counterpart counterparts official officials leader leaders delegation delegations government governments"
        " authorities troops forces army police ministers presidents families representatives parties sides rebels"
        " militants diplomats negotiators envoys lawmakers officers countries nations assembly parliament senate"
        " congress cabinet court regulator watchdog".split()
    )
    | GROUPS
)

PORTFOLIOS = frozenset(
    "affairs state defense defence trade finance interior energy security justice health commerce foreign economy"
    " treasury policy education europe cooperation development agriculture environment culture growth resources"
    " management conflict relations operations climate reconstruction control war relief migration law labor labour"
    " intelligence communications industry transport planning technology tourism unification water department the of"
    " and for international political economic public national global human rights democracy arms african european"
    " asian eurasian pacific western hemisphere near eastern south central civilian".split()
)

NOT_NAMES = frozenset(
    "in on at during after before while as when since with from following according amid by if but ahead asked speaking"
    " meanwhile however there that this these those what i it he she they we you for to today yesterday".split()
)

PREPOSITIONS = frozenset("off in on at from with by during near inside outside into amid under".split())

NUMERALS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety dozens hundreds several all".split()
)
