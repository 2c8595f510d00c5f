"""third_party_address with a case file: liable persons, contacts, positions; and what its evidence shows."""

from __future__ import annotations

from audit.model import Evidence, FiledAddress, Liable, Outcome
from tests.audit.rules.asking import ask, verdict
from tests.make import case, visit

HOME = "杭州市西湖区古墩路673弄9幢501室"
ELSEWHERE = "杭州市拱墅区莫干山路88号3幢2单元402室"
GUARANTOR = Liable("王立", "担保人", (FiledAddress("home", ELSEWHERE),))


def test_the_case_files_address_counts() -> None:
    v = visit(visit_address="拱墅莫干山路88号3-2-402", relation="母亲", person_met="母亲")
    assert verdict("third_party_address", v, cases=[case(addresses=(FiledAddress("household", ELSEWHERE),))]) == ""
    assert verdict("third_party_address", v, cases=[case(addresses=(FiledAddress("home", HOME),))]) == "violation"


def test_a_guarantor_in_the_case_file_may_be_visited() -> None:
    v = visit(home_address=HOME, visit_address=ELSEWHERE, address_type="担保人住址", relation="担保人", person_met="王立")
    assert verdict("third_party_address", v, cases=[case(liable=(GUARANTOR,))]) == ""
    assert verdict("third_party_address", v) == "review"
    assert verdict("third_party_address", v, cases=[case()]) == "violation"


def test_a_guarantors_other_address_is_for_a_person() -> None:
    v = visit(
        home_address=HOME, visit_address="杭州市滨江区江南大道1号", address_type="担保人住址", relation="担保人", person_met="王立"
    )
    assert verdict("third_party_address", v, cases=[case(liable=(GUARANTOR,))]) == "review"


def test_a_contacts_address_is_named_as_such() -> None:
    contact = Liable("李红", "紧急联系人", (FiledAddress("home", ELSEWHERE, "contact"),))
    v = visit(home_address=HOME, visit_address=ELSEWHERE, relation="姐姐", person_met="李红")
    found = ask("third_party_address", v, cases=[case(contacts=(contact,))])
    assert found is not None
    assert found.outcome is Outcome.VIOLATION
    assert "联系人" in found.message.zh
    assert any(e.source is not None and e.quote == ELSEWHERE for e in found.evidence)


def test_both_addresses_are_quoted_and_the_part_is_marked() -> None:
    v = visit(home_address=HOME, visit_address="西湖区古墩路673弄９幢５０２", relation="邻居", person_met="邻居")
    found = ask("third_party_address", v)
    assert found is not None
    assert found.outcome is Outcome.VIOLATION
    assert "５０２ ≠ 501室" in found.message.zh
    assert Evidence("visit_address", "５０２", 12, 15) in found.evidence
    assert Evidence("home_address", HOME) in found.evidence


def test_positions_settle_what_the_text_leaves_open() -> None:
    v = visit(visit_address="西湖区文鼎苑9幢501", relation="无人", person_met="无人", latitude=30.2741, longitude=120.1551)
    filed = (FiledAddress("home", HOME),)
    near = case(addresses=filed, latitude=30.2743, longitude=120.1553)
    far = case(addresses=filed, latitude=30.3741, longitude=120.1551)
    two = case(addresses=(*filed, FiledAddress("work", "杭州市余杭区文一西路969号")), latitude=30.3741, longitude=120.1551)
    assert verdict("third_party_address", v, cases=[case(addresses=filed)]) == "review"
    assert verdict("third_party_address", v, cases=[near]) == ""
    assert verdict("third_party_address", v, cases=[far]) == "violation"
    assert verdict("third_party_address", v, cases=[two]) == "review"


def test_english_addresses_are_compared_and_those_that_cannot_be_accuse_nobody() -> None:
    for address, wanted in (
        ("Room 501, Block 9, Lane 673 Gudun Road, Hangzhou", ""),
        ("Room 502, Block 9, Lane 673 Gudun Road, Hangzhou", "violation"),
        ("Room 501, Block 9, 673 Gudun Road, Hangzhou", "review"),  # no lane
        ("Room 501, Block 9, Old Mound Road, Hangzhou", "review"),
        ("香港九龍彌敦道688號12樓B室", "review"),
    ):
        v = visit(home_address=HOME, visit_address=address, relation="无人", person_met="无人")
        assert verdict("third_party_address", v) == wanted
