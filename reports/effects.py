"""What a breach may lead to, rule by rule: the effect that an audit report states beside fact and basis. Facts only, nobody's guilt."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Text

EFFECTS: Mapping[str, Text] = {
    "lone_visitor": Text("现场无人互证，争议时难以还原经过，人员安全也缺少保障。", "Nobody can bear out what happened, and the visitor is alone in danger."),
    "no_id_shown": Text("债务人无从核实来人身份，易生纠纷和冒名风险。", "The debtor cannot tell who came; disputes and impostors follow."),
    "third_party_address": Text("可能打扰与债务无关的人并使其知悉债务。", "People who owe nothing may be troubled and learn of the debt."),
    "inappropriate_dress": Text("易使人误认身份或感到威慑，引发投诉。", "People may mistake who came or feel intimidated, and complain."),
    "privacy_leak": Text("债务人的个人信息和隐私可能受到侵害，本行作为委托人可能承担责任。",
                         "The debtor's data and privacy may be harmed, and the bank may answer for it as principal."),
    "third_party_collection": Text("可能使不负还款责任的人承担损失，引发投诉和索赔。", "People who owe nothing may bear a loss, complain and claim."),
    "third_party_contact": Text("可能打扰第三人的正常生活并泄露债务信息。", "Third persons may be troubled and learn of the debt."),
    "threat_or_abuse": Text("可能侵害人身权利并涉嫌违法，声誉和法律风险较大。", "Personal rights may be harmed and laws broken; a grave legal and reputational risk."),
    "entry_without_consent": Text("可能侵害住宅和私人空间安宁，引发冲突。", "The peace of home and private space may be disturbed; conflicts follow."),
    "impersonation": Text("可能误导债务人作出不真实意愿的表示，并涉嫌违法。", "The debtor may be misled, and laws may be broken."),
    "induced_borrowing": Text("可能加重债务人负担，形成新的风险。", "The debtor's burden may grow and new risk arise."),
    "cash_taken": Text("款项可能未入账，存在截留、挪用和重复催收的风险。", "Money may not be booked: a risk of diversion and of collecting twice."),
    "public_posting": Text("债务信息可能为公众知悉，影响债务人名誉。", "The public may learn of the debt, to the harm of the debtor's name."),
    "private_channel": Text("沟通脱离监督，内容无法留存和核查。", "What is said escapes supervision and cannot be kept or checked."),
    "vulnerable_person": Text("可能对重病、哀丧、年幼等人员造成伤害，引发舆情。", "The ill, bereaved or young may be hurt, with public attention."),
    "indoor_photo": Text("可能侵害住宅内的隐私和肖像权益。", "Privacy at home and rights in one's image may be harmed."),
    "prohibited_hours": Text("可能打扰债务人及家人休息，引发投诉。", "The rest of the debtor and family may be disturbed; complaints follow."),
    "no_recording": Text("现场行为无法核查，争议时本行缺少证据。", "Conduct on the spot cannot be checked; the bank lacks proof in a dispute."),
    "recording_mismatch": Text("录音录像不能证明外访全程，记录的真实性存疑。", "The recording does not prove the visit; the record's truth is in doubt."),
    "unverified_address": Text("可能走错地址，打扰他人或泄露债务信息。", "The wrong address may be visited, others troubled or told of the debt."),
    "no_prior_contact": Text("未先采用影响较小的方式即上门，可能不必要地打扰债务人。", "The debtor may be troubled by a visit where a milder way was open."),
    "no_outsourcing_notice": Text("债务人不知悉委托关系，易对来人身份产生争议。", "The debtor does not know of the mandate and may dispute who came."),
    "untrained_visitor": Text("人员不具备资格，外访合规和信息安全缺少保障。", "Unqualified people put compliance and data at risk."),
    "subcontracted_visit": Text("债务人信息流向未经本行同意的单位，责任难以追究。", "Data reach a firm that the bank never allowed, and nobody answers for it."),
    "excessive_visits": Text("可能构成骚扰，影响债务人正常生活。", "It may amount to harassment of the debtor."),
    "visit_during_dispute": Text("可能影响争议处理，引发投诉升级。", "It may harm the settling of the dispute and make the complaint graver."),
    "record_gap": Text("外访经过无法完整还原，相关规则无从检查。", "The visit cannot be told in full, and rules cannot be checked."),
    "late_record": Text("事后补记，内容的准确性降低。", "Written later, the record is less exact."),
    "unmasked_data": Text("扩大了敏感个人信息的知悉范围，存在泄露风险。", "More people see sensitive data, which may leak."),
    "unreported_incident": Text("本行不能及时处置，风险可能扩大。", "The bank cannot act in time, and the harm may grow."),
    "visitor_overlap": Text("外访是否真实发生存疑，影响回款和费用结算依据。", "Whether the visit took place is in doubt, and so are the fees paid for it."),
    "copied_account": Text("记录是否如实反映外访存疑，不能作为核查依据。", "Whether the record tells the visit is in doubt; nothing can rest on it."),
    "location_mismatch": Text("是否到达登记地址存疑。", "Whether the address was reached is in doubt."),
    "missed_follow_up": Text("承诺落空，影响回收。", "The promise lapses and recovery suffers."),
}  # fmt: skip
