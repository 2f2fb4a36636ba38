"""Red flags over compiled OCDS releases: pure functions, with the exact semantics of OCDS Cardinal (MIT).

Cancelled tenders and excluded methods are left out; quartiles follow the median-unbiased rule (Hyndman-Fan type 8).
Output: `{group: {id: {code: value}}}`, groups OCID, Buyer, ProcuringEntity, Tenderer. A flag is a prompt, not proof.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

Release = dict[str, Any]
Flags = dict[str, dict[str, dict[str, float]]]
FINAL = {"active", "cancelled", "unsuccessful"}
NOT_SUBMITTED = {"invited", "withdrawn"}


@dataclass(frozen=True)
class Settings:
    """What an indicator run is told: thresholds, methods, and words of `procurementMethodDetails`."""

    short_days: int = 15
    short_methods: frozenset[str] = frozenset()
    without_price_comparison: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()


def run(releases: Iterable[Release], settings: Settings = Settings()) -> Flags:
    """All indicators over the releases."""
    kept = [one for one in releases if _counts(one, settings)]
    flags: Flags = {}
    for indicator in INDICATORS:
        for group, key, code, value in indicator(kept, settings):
            flags.setdefault(group, {}).setdefault(key, {})[code] = value
    return flags


Found = Iterable[tuple[str, str, str, float]]


def _counts(release: Release, settings: Settings) -> bool:
    tender = release.get("tender", {})
    cancelled = tender.get("status") in {"cancelled", "withdrawn"}
    return not cancelled and tender.get("procurementMethodDetails") not in settings.excluded


def short_period(releases: Sequence[Release], settings: Settings) -> Found:
    """R003: fewer whole days for bids than the threshold."""
    for release in releases:
        tender = release.get("tender", {})
        methods = settings.short_methods
        if methods and tender.get("procurementMethod") not in methods:
            continue
        days = _days(tender.get("tenderPeriod", {}))
        if days is not None and days < settings.short_days:
            yield "OCID", release["ocid"], "R003", 1.0


def _days(period: dict[str, Any]) -> int | None:
    try:
        begin, end = (datetime.fromisoformat(period[name]) for name in ("startDate", "endDate"))
    except (KeyError, ValueError, TypeError):
        return None
    return (end - begin).days


def single_bid(releases: Sequence[Release], settings: Settings) -> Found:
    """R018: an open or selective run with one tenderer."""
    for release in releases:
        tender = release.get("tender", {})
        if tender.get("procurementMethod") in {"open", "selective"} and tender.get("numberOfTenderers") == 1:
            yield "OCID", release["ocid"], "R018", 1.0


def close_second(releases: Sequence[Release], settings: Settings) -> Found:
    """R024: the second lowest bid lies unusually near the winner's, among runs that price decides."""
    gaps: dict[str, tuple[float, set[str]]] = {}
    for release in releases:
        found = _gap(release) if _by_price(release, settings) else None
        if found:
            gaps[release["ocid"]] = found
    if not gaps:
        return
    low, high = quartiles([gap for gap, _who in gaps.values()])
    fence = low - 1.5 * (high - low)
    if low <= 0 or fence <= 0:
        return
    for ocid, (gap, who) in gaps.items():
        if gap <= fence:
            yield "OCID", ocid, "R024", gap
            yield from (("Tenderer", key, "R024", 0.0) for key in sorted(who))


def _gap(release: Release) -> tuple[float, set[str]] | None:
    """(how far the lowest bid of another is above the winner's, both tenderers), where the lowest bid won."""
    winner = _single_winner(release)
    if winner is None:
        return None
    lowest: dict[str, float] = {}
    currency = None
    for bid in _bids(release, {"valid"}):
        value, tenderers = bid.get("value", {}), bid.get("tenderers", [])
        currency = currency or value.get("currency")
        if len(tenderers) != 1 or value.get("amount") is None or value.get("currency") != currency:
            continue
        key = tenderers[0]["id"]
        lowest[key] = min(lowest.get(key, value["amount"]), value["amount"])
    own = lowest.pop(winner, None)
    if own is None or not lowest or own <= 0:
        return None
    second = min(lowest, key=lambda key: lowest[key])
    return ((lowest[second] - own) / own, {winner, second}) if lowest[second] >= own else None


def _single_winner(release: Release) -> str | None:
    awards = release.get("awards", [])
    active = [one for one in awards if one.get("status") == "active"]
    if not awards or any(one.get("status") not in FINAL for one in awards) or len(active) != 1:
        return None
    suppliers = active[0].get("suppliers", [])
    return suppliers[0]["id"] if len(suppliers) == 1 else None


def all_others_out(releases: Sequence[Release], settings: Settings) -> Found:
    """R035: every other tenderer was disqualified, and the only valid one won."""
    for release in releases:
        if any(one.get("status") not in FINAL for one in release.get("awards", [])):
            continue
        valid = _tenderers(release, {"valid"})
        out = _tenderers(release, {"disqualified"})
        if len(valid) == 1 and out and valid == _winners(release):
            yield "OCID", release["ocid"], "R035", float(len(out))
            yield "Tenderer", next(iter(valid)), "R035", 0.0


def lowest_out(releases: Sequence[Release], settings: Settings) -> Found:
    """R036: the lowest bid that was handed in was disqualified, among runs that price decides."""
    for release in releases:
        awards = release.get("awards", [])
        final = awards and all(one.get("status") in FINAL for one in awards)
        active = any(one.get("status") == "active" for one in awards)
        if not (final and active and _by_price(release, settings)):
            continue
        bids = [bid for bid in _submitted(release) if bid.get("value", {}).get("amount") is not None]
        valid = [bid for bid in bids if bid.get("status") == "valid"]
        if not bids or not valid:
            continue
        lowest = min(bids, key=lambda bid: (bid["value"]["amount"], bid.get("status") != "disqualified"))
        if lowest.get("status") == "disqualified":
            yield "OCID", release["ocid"], "R036", 1.0


def many_disqualified(releases: Sequence[Release], settings: Settings) -> Found:
    """R038: an unusual share of the bids to a buyer, an entity or of a tenderer is disqualified; two bids at least."""
    submitted: dict[str, Counter[str]] = defaultdict(Counter)
    out: dict[str, Counter[str]] = defaultdict(Counter)
    for release in releases:
        for bid in _submitted(release):
            for group, key in _owners(release, bid):
                submitted[group][key] += 1
                out[group][key] += bid.get("status") == "disqualified"
    for group, counts in submitted.items():
        shares = {key: out[group][key] / number for key, number in counts.items() if number > 1}
        if not shares:
            continue
        low, high = quartiles(list(shares.values()))
        fence = high + 1.5 * (high - low)
        for key, share in shares.items():
            if share > 0 and share >= fence:
                yield group, key, "R038", share


def _owners(release: Release, bid: dict[str, Any]) -> list[tuple[str, str]]:
    parts = (
        ("Buyer", release.get("buyer", {})),
        ("ProcuringEntity", release.get("tender", {}).get("procuringEntity", {})),
    )
    named = [(group, one["id"]) for group, one in parts if one.get("id")]
    return [*named, *(("Tenderer", one["id"]) for one in bid.get("tenderers", []))]


def _bids(release: Release, statuses: set[str]) -> list[dict[str, Any]]:
    return [bid for bid in release.get("bids", {}).get("details", []) if bid.get("status") in statuses]


def _submitted(release: Release) -> list[dict[str, Any]]:
    return [bid for bid in release.get("bids", {}).get("details", []) if bid.get("status") not in NOT_SUBMITTED]


def _tenderers(release: Release, statuses: set[str]) -> set[str]:
    return {one["id"] for bid in _bids(release, statuses) for one in bid.get("tenderers", [])}


def _winners(release: Release) -> set[str]:
    awards = release.get("awards", [])
    return {one["id"] for award in awards if award.get("status") == "active" for one in award.get("suppliers", [])}


def _by_price(release: Release, settings: Settings) -> bool:
    return release.get("tender", {}).get("procurementMethodDetails") not in settings.without_price_comparison


def quartiles(values: Sequence[float]) -> tuple[float, float]:
    """The first and third quartile by the median-unbiased rule."""
    low, high = np.quantile(np.array(values, dtype=float), [0.25, 0.75], method="median_unbiased")
    return float(low), float(high)


INDICATORS: tuple[Callable[[Sequence[Release], Settings], Found], ...] = (
    short_period,
    single_bid,
    close_second,
    all_others_out,
    lowest_out,
    many_disqualified,
)
