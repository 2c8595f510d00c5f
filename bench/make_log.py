"""Writes a made-up visit log of N rows and 28 columns: `python bench/make_log.py ROWS OUT.xlsx`. The same N gives the same cells.

Accounts average about 120 characters; about 8 % of the rows break something and 1 % are near copies of another row's account.
Text made from parts is more regular than life: a benchmark's load, no evidence of accuracy.
"""

from __future__ import annotations

import random
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

HEADERS = (
    "序号", "外访编号", "委外机构", "案件编号", "客户姓名", "外访日期", "开始时间", "结束时间", "外访人员", "员工工号", "外访地址", "地址类型", "住宅地址", "单位地址",
    "户籍地址", "会见对象", "与客户关系", "是否亮证", "着装情况", "录音录像", "事前核实地址", "前期触达次数", "外访经过", "外访结果", "承诺还款日", "承诺金额", "录入时间", "备注",
)  # fmt: skip
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍鹏辉健飞鑫波斌宇浩凯倩雪琳晨阳志文博思雨欣怡梓涵子轩一诺"
CITIES = (("苏州市", ("姑苏区", "虎丘区", "吴中区", "相城区")), ("成都市", ("武侯区", "青羊区", "锦江区", "成华区")), ("杭州市", ("西湖区", "拱墅区", "上城区", "滨江区")),
          ("武汉市", ("江岸区", "江汉区", "硚口区", "武昌区")), ("西安市", ("碑林区", "雁塔区", "未央区", "莲湖区")))  # fmt: skip
ROADS = (
    "人民路",
    "解放路",
    "中山北路",
    "建设路",
    "文化路",
    "和平街",
    "长江路",
    "新华路",
    "朝阳街",
    "学院路",
    "东风路",
    "环城南路",
    "滨河路",
    "科技大道",
    "迎宾路",
)
OPENING = (
    "两人{t}到达，",
    "我方两名人员{t}到场，",
    "{a}、{b}{t}抵达该址，",
    "按计划{t}上门，{a}与{b}同行，",
    "{t}到达小区，登记后上楼，",
    "电话核实地址后{t}到达，",
)
IDENTITY = (
    "先出示工作证和授权委托书，说明受银行委托。",
    "主动亮明身份并出示工作证，",
    "出示证件后说明来意，",
    "敲门后报明单位与委托银行，递上工牌请其核对，",
    "表明身份，客户核对证件后同意交谈，",
)
MET = (
    "客户本人在家，情绪平稳，",
    "客户独自在家，正在做饭，",
    "借款人在院内修车，",
    "债务人刚下班，穿着工作服，",
    "客户请我们到楼下长椅处谈，",
    "借款人在门口与我们交谈，",
    "客户让到客厅，经其同意后入内，",
    "本人开门，孩子在里屋写作业，",
)
TALK = ("称{m}月份工资发放后先还{n}元，", "表示生意不好，愿意分{k}期归还，", "对账无异议，承认欠款事实，", "说已向银行申请协商，尚未得到回复，", "称被拖欠工程款，等到账后处理，", "询问能否减免利息，已告知致电银行客服，",
        "提到家人住院花费较大，希望延期，", "说之前{m}月还过{n}元，要求核对，", "称现单位效益差，每月只能还{n}元，", "表示会与配偶商量后答复，")  # fmt: skip
CLOSE = ("我方提醒通过官方渠道还款，未收取任何现金。", "全程录音录像，离开时未留任何文件。", "已告知逾期将影响征信，语气平和，随后离开。", "密封的提示函交本人签收。", "约定{d}日前电话回访。", "未与邻居及其他人员交谈，随后返回。",
         "记录仪全程开启，资料当日上传。")  # fmt: skip
BREACHES = ("搭档临时请假，由{a}单独上门。", "客户要求看证件，我方未出示工作证。", "对门邻居问起，告知其客户欠银行{n}元未还。", "告知客户再不还就天天来堵门，让他没脸见人。", "记录仪没电，后半段未录音录像。", "收下客户现金{n}元，回公司代存。",
            "将催收通知张贴在单元门口。", "要求其父亲先替他还{n}元。", "自称法院工作人员，要求客户配合。", "加了客户私人微信方便联系。", "未经客户同意进入屋内查看。")  # fmt: skip


def rows(count: int, seed: int = 7):
    """The header and `count` rows."""
    yield HEADERS
    rng = random.Random(seed)
    crews = [tuple(name(rng) for _ in range(2)) for _ in range(max(20, count // 120))]
    last: list[str] = []
    for i in range(count):
        yield row(rng, i, crews, last)


def name(rng: random.Random) -> str:
    return rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2))))


def row(rng: random.Random, i: int, crews: list[tuple[str, str]], last: list[str]) -> tuple[object, ...]:
    crew_no = i % len(crews)
    turn = i // len(crews)
    crew, agency = crews[crew_no], f"第{crew_no % 9 + 1}催收服务公司"
    city, districts = CITIES[crew_no % len(CITIES)]
    day = date(2026, 3, 1) + timedelta(days=turn // 5)
    start = datetime(day.year, day.month, day.day, 9 + 2 * (turn % 5), rng.randrange(0, 40))
    end = start + timedelta(minutes=rng.randrange(10, 50))
    house = f"{rng.choice(districts)}{rng.choice(ROADS)}{rng.randrange(1, 400)}号{rng.randrange(1, 30)}幢{rng.randrange(1, 4)}单元{rng.randrange(1, 20)}0{rng.randrange(1, 5)}室"
    who, text = name(rng), account(rng, crew)
    if last and rng.random() < 0.01:
        text = rng.choice(last).replace("元", "块")
    last.append(text)
    del last[:-500]
    breach = rng.random()
    return (
        i + 1, f"V{i + 1:07d}", agency, f"C{2026000000 + i}", who, day.isoformat(), start.strftime("%H:%M"), end.strftime("%H:%M"),
        crew[0] if breach < 0.01 else "、".join(crew), f"E{2 * crew_no:05d}/E{2 * crew_no + 1:05d}", city + house, rng.choice(("居住地", "住宅", "家庭地址")),
        house if rng.random() < 0.5 else city + house.replace("室", ""), "", f"某省某市{rng.choice(ROADS)}{rng.randrange(1, 99)}号", who, "本人", "是", rng.choice(("便装整洁", "着装规范")),
        "是", "是", rng.randrange(2, 12), text, rng.choice(("承诺还款", "协商分期", "无力偿还", "拒绝还款")), (day + timedelta(days=9)).isoformat() if rng.random() < 0.2 else "",
        rng.randrange(2, 80) * 100 if rng.random() < 0.2 else "", (end + timedelta(hours=rng.randrange(1, 8))).strftime("%Y-%m-%d %H:%M"), "" if rng.random() < 0.8 else "材料已上传",
    )  # fmt: skip


def account(rng: random.Random, crew: tuple[str, str]) -> str:
    values = {"t": rng.choice(("上午", "下午", "傍晚", "十点", "三点")), "a": crew[0], "b": crew[1], "m": rng.randrange(1, 13), "n": rng.randrange(2, 90) * 100,
              "k": rng.choice((3, 6, 12, 24)), "d": rng.randrange(1, 29)}  # fmt: skip
    parts = [
        rng.choice(OPENING),
        rng.choice(IDENTITY),
        rng.choice(MET),
        *rng.sample(TALK, rng.choice((2, 3, 4))),
        rng.choice(CLOSE),
    ]
    if rng.random() < 0.07:
        parts.insert(rng.randrange(2, len(parts)), rng.choice(BREACHES))
    return "".join(parts).format(**values)


def write(count: int, path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("外访日志")
    for values in rows(count):
        sheet.append(values)
    book.save(path)


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
