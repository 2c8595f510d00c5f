"""Rows: whatever stands in a visit comes back the same through a real database."""

from __future__ import annotations

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from audit.model import FIELDS, FiledAddress, Source, Visit
from audit.store.store import Store
from tests.audit.store.given import reading
from tests.steps import drained

WORDS = st.text(max_size=12)
TIMES = st.none() | st.times().map(lambda t: t.replace(fold=0))  # no cell can hold a fold
VISITS = st.builds(
    Visit, source=st.builds(Source, WORDS, WORDS, st.integers(0, 2_000_000)), visit_id=WORDS, account=st.text(), remark=WORDS,
    visit_date=st.none() | st.dates(), start_time=TIMES, end_time=TIMES, visitors=st.lists(WORDS, max_size=3).map(tuple),
    other_addresses=st.lists(st.builds(FiledAddress, WORDS, WORDS, WORDS), max_size=2).map(tuple),
    id_shown=st.none() | st.booleans(), recording_start=TIMES | st.datetimes().map(lambda t: t.replace(fold=0)), recorded_at=st.none() | st.dates() | st.datetimes(allow_imaginary=True).map(lambda t: t.replace(fold=0)),
    promise_amount=st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    latitude=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    extra=st.dictionaries(WORDS, WORDS, max_size=3), typed=st.dictionaries(st.sampled_from(FIELDS), WORDS, max_size=3),
    columns=st.frozensets(st.sampled_from(FIELDS), max_size=4),
)  # fmt: skip


@settings(max_examples=40, phases=[Phase.generate])
@given(st.lists(VISITS, max_size=6))
def test_any_visit_comes_back_equal(visits: list[Visit]) -> None:
    with Store("memory") as store:
        project = store.create_project("p").id
        drained(store.add_import(project, reading(visits)))
        back = list(store.visits(project))
    assert back == visits
    assert [repr(v.promise_amount) for v in back] == [repr(v.promise_amount) for v in visits]  # 1.0 stays 1.0 and is not 1.00
    assert [v.key for v in back] == [v.key for v in visits]
