"""A full identity, card or mobile number stands in the record.

Broken by a mainland identity number (checksum), a bank card (Luhn, 16 to 19 digits) or a mobile number in clear in the account, the
outcome, the incident or the remark. Not broken by a masked one nor by another kind of number; the agency's own number is for a look.
"""

from __future__ import annotations

from collections.abc import Mapping

from audit.casebook import Casebook
from audit.model import Found, Text, Visit, listed
from audit.rules.rule import Rule, review, violation
from audit.values.identity import Kind, find_numbers

_FIELDS = ("account", "remark", "outcome", "incident")
_NAMES: Mapping[Kind, Text] = {
    "id_card": Text("身份证号码", "identity number"),
    "bank_card": Text("银行卡号", "bank card number"),
    "mobile": Text("手机号码", "mobile number"),
}


def check(visit: Visit, book: Casebook) -> Found | None:
    found = [
        (name, number)
        for name in _FIELDS
        if (text := visit.typed.get(name) or getattr(visit, name))
        for number in find_numbers(text)
    ]
    if not found:
        return None
    sure = [entry for entry in found if entry[1].sure]
    told = sure or found
    names = listed(_NAMES[number.kind] for _, number in told)
    quotes = (visit.quote(name, number.start, number.end) for name, number in told)
    if sure:
        text = Text(
            f"记录中写有完整的{names.zh}，共{len(sure)}处，未脱敏。",
            f"The record carries in clear: {names.en} ({len(sure)} in all).",
        )
        return violation(text, *quotes)
    text = Text(
        f"记录中有疑似完整的{names.zh}，需核实是否属于个人信息。",
        f"The record may carry in clear: {names.en}; somebody has to look whose it is.",
    )
    return review(text, *quotes)


RULE = Rule(
    "unmasked_data",
    title=Text("敏感信息未脱敏", "Unmasked personal data"),
    ground="R",
    grade=3,
    family="record",
    broken=Text(
        "外访经过、备注、结果或异常情况中写有完整的身份证号、银行卡号或手机号码。",
        "A whole identity, bank card or mobile number stands in the account, the remark, the outcome or the incident.",
    ),
    kept=Text(
        "号码已脱敏或只写尾号；合同号、案件号、座机等其他号码。",
        "The number is masked or only its last digits are given; contract, case, landline and other numbers.",
    ),
    clears=Text(
        "证明该号码不是个人的身份证、银行卡或手机号码的材料。", "Proof that it is nobody's identity, card or mobile number."
    ),
    check=check,
)
