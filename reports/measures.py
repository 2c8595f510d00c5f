"""What is asked of an agency, rule by rule: the measure, and what shows that it was taken."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Text

#: By rule: the measure, and the evidence wanted.
MEASURES: Mapping[str, tuple[Text, Text]] = {
    "lone_visitor": (
        Text(
            "外访排班改为至少两人，出发前由系统校验人员名单。", "Schedule at least two visitors; check the roster before departure."
        ),
        Text("排班表、两人签到记录", "schedules, sign-in of both visitors"),
    ),
    "no_id_shown": (
        Text(
            "重申主动出示工作证件并表明身份的要求，纳入全程录音录像质检。",
            "Restate that credentials are shown unasked; include it in the check of recordings.",
        ),
        Text("培训签到、抽检录音录像", "training attendance, sampled recordings"),
    ),
    "third_party_address": (
        Text(
            "停止对非债务人地址的外访，外访任务只下发案件台账所载地址。",
            "Stop visits to addresses that are not the debtor's; issue only addresses on file.",
        ),
        Text("任务下发记录、地址来源说明", "task records, source of each address"),
    ),
    "inappropriate_dress": (
        Text("统一着装要求，禁止制服类、标语类着装。", "Set dress rules; no uniforms or slogans."),
        Text("着装规范、出发前照片", "dress code, photos before departure"),
    ),
    "privacy_leak": (
        Text(
            "停止向第三人透露债务信息，对涉及人员停岗培训，评估对债务人的影响。",
            "Stop disclosing debts to third persons; suspend and train those involved; assess the effect.",
        ),
        Text("情况说明、培训记录、致歉或说明材料", "statement, training record, notice to the debtor"),
    ),
    "third_party_collection": (
        Text("停止要求无还款义务的人还款或担保。", "Stop asking people who owe nothing to pay or to guarantee."),
        Text("情况说明、培训记录", "statement, training record"),
    ),
    "third_party_contact": (
        Text(
            "仅在债务人失联时按规定联系第三人，不反复询问。",
            "Contact third persons only as the rules allow, and never again after a refusal.",
        ),
        Text("联系记录", "contact records"),
    ),
    "threat_or_abuse": (
        Text(
            "涉及人员停岗，调取全程录音录像逐条核实，依约处理。",
            "Suspend those involved; check the recordings one by one; act under the contract.",
        ),
        Text("录音录像、调查报告、处理决定", "recordings, inquiry report, decision"),
    ),
    "entry_without_consent": (
        Text(
            "进入住所、办公区域须先取得同意并在录音中体现。",
            "Enter homes and offices only with leave that is heard on the recording.",
        ),
        Text("录音录像", "recordings"),
    ),
    "impersonation": (
        Text(
            "停止以其他单位名义外访，不得作不实陈述；涉及人员停岗。",
            "Stop visits in another body's name and untrue statements; suspend those involved.",
        ),
        Text("录音录像、调查报告", "recordings, inquiry report"),
    ),
    "induced_borrowing": (
        Text("不得诱导或协助以贷还贷、套现还款。", "Do not urge or help anybody to pay by new loans or cash-out."),
        Text("培训记录、抽检录音", "training record, sampled recordings"),
    ),
    "cash_taken": (
        Text(
            "停止收取现金、私人转账及任何费用，已收款项查清退还或入账。",
            "Stop taking cash, private transfers or fees; trace, return or book what was taken.",
        ),
        Text("款项清单、入账或退款凭证", "list of sums, receipts of booking or return"),
    ),
    "public_posting": (
        Text("撤除已张贴文书，停止在公共场所张贴。", "Remove what was posted; stop posting in public places."),
        Text("撤除照片、情况说明", "photos of removal, statement"),
    ),
    "private_channel": (
        Text("停用私人账号联系债务人，改用机构账号。", "Stop private accounts; use the agency's."),
        Text("账号清单、停用承诺", "list of accounts, undertaking"),
    ),
    "vulnerable_person": (
        Text(
            "遇重病、哀丧、仅有未成年人等情形立即离开并上报。",
            "Leave at once and report where people are gravely ill, grieving or minors.",
        ),
        Text("处置流程、上报记录", "procedure, reports"),
    ),
    "indoor_photo": (
        Text("未经同意不得在室内拍摄，已拍摄内容删除。", "No photos indoors without leave; delete those taken."),
        Text("删除记录", "record of deletion"),
    ),
    "prohibited_hours": (
        Text("外访时间限制在允许时段内，确有约定的保存凭证。", "Keep visits within the open hours; keep proof of any appointment."),
        Text("外访计划、约定凭证", "visit plans, proof of appointment"),
    ),
    "no_recording": (
        Text("外访全程录音录像，设备出发前检查。", "Record the whole visit; check devices before departure."),
        Text("录音录像文件、设备检查记录", "recordings, device checks"),
    ),
    "recording_mismatch": (
        Text("逐条核对录音录像与外访记录，说明不符原因。", "Compare each recording with its record and explain the difference."),
        Text("录音录像文件、说明", "recordings, explanation"),
    ),
    "unverified_address": (
        Text("外访前核实地址并留痕。", "Verify the address before the visit and keep a trace."),
        Text("核实记录", "verification records"),
    ),
    "no_prior_contact": (
        Text("外访前先行以电话等方式联系并记录。", "Try ordinary contact first and record it."),
        Text("联系记录", "contact records"),
    ),
    "no_outsourcing_notice": (
        Text("完成委外告知后方可外访。", "Visit only after the debtor was told of the outsourcing."),
        Text("告知凭证", "proof of notice"),
    ),
    "untrained_visitor": (
        Text(
            "未培训、未备案或证件过期人员停止外访。", "Visitors untrained, unregistered or with expired credentials stop visiting."
        ),
        Text("培训记录、备案回执", "training records, registration"),
    ),
    "subcontracted_visit": (
        Text("停止转委托，召回相关案件。", "Stop subcontracting; recall the cases."),
        Text("人员劳动关系证明", "proof of employment"),
    ),
    "excessive_visits": (
        Text("按约定频次安排外访。", "Keep to the agreed frequency."),
        Text("外访计划", "visit plans"),
    ),
    "visit_during_dispute": (
        Text("停催案件移出外访任务，每日同步案件状态。", "Take suspended cases off the task list; update states daily."),
        Text("案件状态同步记录", "state updates"),
    ),
    "record_gap": (
        Text("补齐记录要素，录入端设为必填。", "Fill the gaps; make the fields mandatory."),
        Text("补录清单", "list of additions"),
    ),
    "late_record": (
        Text("外访后在规定时限内录入。", "Enter records within the limit."),
        Text("录入时间统计", "entry times"),
    ),
    "unmasked_data": (
        Text("删除或脱敏记录中的完整证件号、卡号、手机号。", "Delete or mask full identity, card and phone numbers in records."),
        Text("脱敏后的记录", "masked records"),
    ),
    "unreported_incident": (
        Text("安全事件当日上报，补报未报事件。", "Report incidents the same day; report those missed."),
        Text("事件报告", "incident reports"),
    ),
    "visitor_overlap": (
        Text(
            "核查外访是否真实发生，提供签到、轨迹与录音录像。",
            "Verify that the visits took place; give sign-ins, tracks and recordings.",
        ),
        Text("签到、轨迹、录音录像", "sign-ins, tracks, recordings"),
    ),
    "copied_account": (
        Text("核查雷同记录是否真实，如实重写或更正。", "Verify the copied records; rewrite or correct them truthfully."),
        Text("录音录像、更正说明", "recordings, corrections"),
    ),
    "location_mismatch": (
        Text("说明签到位置与外访地址不符的原因。", "Explain why the position differs from the address."),
        Text("轨迹、照片", "tracks, photos"),
    ),
    "missed_follow_up": (
        Text("对到期承诺及时跟进。", "Follow up promises when due."),
        Text("跟进记录", "follow-up records"),
    ),
}

#: For a rule that has none of its own.
OTHERWISE = (Text("核查原因并纠正。", "Find the cause and correct it."), Text("情况说明", "statement"))

#: By grade: within what time.
TERMS: Mapping[int, Text] = {
    1: Text("立即", "at once"),
    2: Text("5个工作日", "5 working days"),
    3: Text("15个工作日", "15 working days"),
    4: Text("下次报送前", "before the next delivery"),
}

#: By the gravest grade found: what the bank may do. A proposal; the contract and the bank's own rules decide.
CONSEQUENCES: Mapping[int, Text] = {
    1: Text(
        "停止涉事人员作业，召回相关案件，24小时内上报，按合同追究违约责任；研究是否约谈、终止合作或报案。",
        "Stop those involved, recall the cases, report within 24 hours, claim under the contract; consider a talk, ending it, the police.",
    ),
    2: Text(
        "召回相关案件，涉事人员再培训，发出整改通知书。", "Recall the cases, retrain those involved, issue a rectification notice."
    ),
    3: Text("限期整改并验收。", "Rectification within the term, then acceptance."),
    4: Text("提示并在下次报送时核对。", "A reminder; check at the next delivery."),
}
