"""The invented office: every state is there, the history holds, the balance holds."""

from datetime import date

import pytest

from clemency.docket.audit.recording import verify_database
from clemency.docket.errors import DocketError
from clemency.docket.seed import plant
from clemency.docket.states import State
from clemency.docket.statistics import balance

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def test_an_office_of_invented_petitions_stands_in_every_state():
    states = plant(count=22, seed=1, password="p" * 12)
    assert sum(states.values()) == 22
    assert set(states) == {state.value for state in State}
    assert verify_database().ok
    for year in (2024, 2025, 2026):
        balance(date(year, 1, 1), date(year, 12, 31)).require()
    with pytest.raises(DocketError, match="not empty"):
        plant(count=1, password="p" * 12)
