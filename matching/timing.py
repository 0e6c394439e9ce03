"""The conditions on time: dates (H9), the job abroad (H10), connection (H12) and running placements (H15)."""

import math
from datetime import date, timedelta

from matching.levels import CONNECTIONS
from matching.results import Cure, RuleOutcome
from matching.rules import Case, block, passed, unknown
from matching.types import Modality
from matching.windows import (
    Stay,
    best_fit,
    limits,
    longest_stay,
    series,
    shared_hours,
    stay,
    usable,
    visits_possible,
)

NEAR_DAYS = 30
_PREFERRED = (Modality.VIRTUAL, Modality.TEMPORARY, Modality.CIRCULAR)


def h9_dates(case: Case) -> RuleOutcome | None:
    """A window holds the shortest stay, or the series; up to 30 days off can be cured by moving the start.

    For people who keep their job it judges when, and H10 how long, so that one obstacle counts once.
    """
    if case.modality is Modality.PERMANENT:
        return None
    asked = stay(case.vacancy, case.modality)
    if asked is None:
        return RuleOutcome("H9", "unknown")
    if not case.profile.windows:
        return unknown("H9", "windows", (("min_days", asked.min_days),))
    return _h9_series(case, asked) if case.modality is Modality.CIRCULAR else _h9_stay(case, asked)


def _h9_stay(case: Case, asked: Stay) -> RuleOutcome:
    needed = (("min_days", asked.min_days),)
    windows = usable(case.profile, case.modality)
    if not case.profile.must_keep_job:
        windows = tuple(w for w in windows if w.max_days is None or w.max_days >= asked.min_days)
        if not windows:
            return block("H9", needed=needed, cure=_shorter(case, asked.min_days))
    fit = best_fit(windows, asked, case.vacancy.as_of)
    if fit is None or fit.days_off > NEAR_DAYS:
        return block("H9", needed=needed)
    start = (("days", fit.days_off), ("start", fit.start.isoformat()))
    return block("H9", start, needed, Cure("move_start", start)) if fit.days_off else passed("H9", start, needed)


def _h9_series(case: Case, asked: Stay) -> RuleOutcome:
    """Enough visits fit; with two or more of them fewer visits cure it, else a single stay."""
    wanted = series(case.vacancy)
    if case.profile.must_keep_job:
        longest = longest_stay(case.profile, case.profile.windows)
        wanted = series(case.vacancy, days_each=longest)
    possible = visits_possible(case.profile.windows, wanted, asked.first, case.vacancy.as_of)
    needed = (("visits", wanted.visits), ("days_each", wanted.days_each), ("months", wanted.within_months))
    seen = (("visits", possible),)
    if possible >= wanted.visits:
        return passed("H9", seen, needed)
    if possible > 1:
        return block("H9", seen, needed, Cure("fewer_visits", seen))
    cure = Cure("propose_modality", (("modality", Modality.TEMPORARY.value),)) if possible else None
    return block("H9", seen, needed, cure)


def h10_job(case: Case) -> RuleOutcome | None:
    """Whoever must keep the job abroad has leave for the shortest stay; a permanent job is out of reach."""
    if not case.profile.must_keep_job or not case.modality.on_site:
        return None
    if case.modality is Modality.PERMANENT:
        return block("H10", cure=_other_modality(case))
    asked = stay(case.vacancy, case.modality)
    circular = case.modality is Modality.CIRCULAR
    shortest = limits(case.vacancy, case.modality)[0] if asked is None else asked.min_days
    days = series(case.vacancy).days_each if circular else shortest
    windows = case.profile.windows
    if asked is not None and not circular:
        in_time = [w for w in windows if (fit := best_fit([w], asked, case.vacancy.as_of)) and not fit.days_off]
        windows = tuple(in_time) or windows
    longest = longest_stay(case.profile, windows)
    needed = (("min_days", days),)
    if longest is None:
        return unknown("H10", "max_leave_days", needed)
    if longest >= days:
        return passed("H10", (("max_days", longest),), needed)
    whole = days * series(case.vacancy).visits if circular else days
    return block("H10", (("max_days", longest),), needed, _shorter(case, whole, longest))


def _shorter(case: Case, days: int, longest: int | None = None) -> Cure:
    """Split a stay of so many days into equal visits that fit the leave, or propose to work from afar."""
    longest = longest_stay(case.profile, case.profile.windows) if longest is None else longest
    least = limits(case.vacancy, case.modality)[0]
    if longest and longest >= least:
        visits = math.ceil(days / longest)
        each = max(math.ceil(days / visits), least)
        shares = (("visits", visits), ("min_days", each), ("max_days", longest))
        return Cure("split_visits", shares)
    return _other_modality(case)


def _other_modality(case: Case) -> Cure:
    options = (m for m in _PREFERRED if m in case.profile.modalities and m is not case.modality)
    return Cure("propose_modality", (("modality", next(options, Modality.VIRTUAL).value),))


def h12_connection(case: Case) -> RuleOutcome | None:
    """For work from afar: sound at both ends, and the hours a day that the host asks to share."""
    if case.modality is not Modality.VIRTUAL:
        return None
    expert, host = case.profile.connectivity, case.vacancy.host_connectivity
    hours = case.vacancy.overlap_hours or 0
    needed = (("connectivity", "audio"), ("hours", hours))
    if expert is None:
        return unknown("H12", "connectivity", needed)
    if host is None:
        return RuleOutcome("H12", "unknown", needed=needed)
    if min(CONNECTIONS[expert], CONNECTIONS[host]) < CONNECTIONS["audio"]:
        return block("H12", (("connectivity", min(expert, host, key=CONNECTIONS.__getitem__)),), needed)
    return _h12_hours(case, hours) if hours else passed("H12", (("connectivity", expert),), needed)


def _h12_hours(case: Case, hours: float) -> RuleOutcome:
    needed = (("hours", hours),)
    if not case.profile.time_zone:
        return unknown("H12", "time_zone", needed)
    day = case.vacancy.start_from or case.vacancy.as_of or date(2000, 1, 1)
    shared = shared_hours(case.profile.time_zone, case.vacancy.host_time_zone, day)
    if shared is None:
        return RuleOutcome("H12", "unknown", needed=needed)
    if shared >= hours:
        return passed("H12", (("hours", shared),), needed)
    return block("H12", (("hours", shared),), needed, Cure("agree_hours", (("hours", hours - shared),)))


def h15_conflicts(case: Case) -> RuleOutcome | None:
    """No conflict of interest with the host, and a start that runs into no running placement."""
    if case.vacancy.institution_id and case.vacancy.institution_id in case.facts.conflicts:
        return block("H15")
    asked = stay(case.vacancy, case.modality) if case.facts.busy else None
    if asked is None:
        return passed("H15")
    permanent = case.modality is Modality.PERMANENT
    length = timedelta(days=0 if permanent else asked.min_days - 1)
    starts = [asked.first, *(period.ends + timedelta(days=1) for period in case.facts.busy)]
    free = sorted(
        start
        for start in starts
        if start >= asked.first
        and not any(busy.ends >= start and (permanent or busy.starts <= start + length) for busy in case.facts.busy)
    )
    if free[0] <= asked.last:
        return passed("H15")
    off = (free[0] - asked.last).days
    moved = (("days", off), ("start", free[0].isoformat()))
    return block("H15", cure=Cure("move_start", moved) if off <= NEAR_DAYS else None)
