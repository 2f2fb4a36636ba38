"""Flags of monitoring: each rule is one SELECT over a year, and one statement keeps what it found.

A rule gives rows of `key, unit, project, figure, lim, weight, inputs`; it takes the year, the day, the instance's time
zone and the value of its row of law. What procurement already finds on the same facts is not found twice: a contract
above its estimate or ceiling and payments above a contract are its ID-OVERCEILING; dates before the appointment, the
order to start or (H6) the handover its ID-BACKDATE; a finished contract without handover and blank percents its ID-GAP.
"""
