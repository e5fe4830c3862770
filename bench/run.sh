#!/bin/sh
# The benchmark: the same computation by every peer, checked to agree, then rates, ratios and memory in bench/RESULTS.md.
set -eu
cd "$(dirname "$0")/.."
ours=.venv/bin/python
peer=bench/.venv/bin/python
if [ ! -e bench/.venv/.installed ]; then
    python3 -m venv bench/.venv
    $peer -m pip install --quiet --require-hashes -r bench/requirements.lock
    touch bench/.venv/.installed
fi
$ours -m bench.make_cases 2000000
$ours -m bench.ours
$ours -m bench.peer_numpy
$ours -m bench.peer_python
$peer -m bench.peer_openfisca tuned
$peer -m bench.peer_openfisca natural
$ours -m bench.end_to_end
$ours -m bench.report
$ours bench/office.py load
$ours bench/office.py faults
CLEMENCY_RANDOM_CASES=200000 $ours -m pytest -q -n 2 tests/law/test_batch.py
