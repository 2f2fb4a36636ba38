"""Red flags of procurement: each rule is one SELECT over a year, and one statement keeps what it found.

A rule gives rows of `key, unit, package, tender, contract, supplier, method, figure, limit, weight, inputs`. It takes
the year, the day, the instance's time zone, the value of its row of law, and a scope: arrays of packages, runs,
contracts and units, or none for the whole year.
"""
