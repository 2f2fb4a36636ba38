"""Reads of the whole chain."""

from pendopo.oversight.queries.traces import Trace as Trace
from pendopo.oversight.queries.traces import contracts_of_line as contracts_of_line
from pendopo.oversight.queries.traces import packages_of_line as packages_of_line
from pendopo.oversight.queries.traces import proofs_of as proofs_of
from pendopo.oversight.queries.traces import trace_of_contract as trace_of_contract
from pendopo.oversight.queries.traces import trace_of_line as trace_of_line
from pendopo.oversight.queries.traces import trace_of_package as trace_of_package
