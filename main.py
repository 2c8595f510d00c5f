"""Where everything meets: the command line, the store, the exports and the window. Decides nothing."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from audit import __version__

if TYPE_CHECKING:
    from audit.run import AuditRun
    from reports.signature import Certificate

SAMPLES = Path(__file__).resolve().parent / "audit" / "samples"


def arguments() -> argparse.ArgumentParser:
    """The command line as `contract` fixes it."""
    parser = argparse.ArgumentParser(prog="main.py", description="外访合规审计 Visit Audit")
    parser.add_argument("--version", action="version", version=f"visit-audit {__version__}")
    commands = parser.add_subparsers(dest="command")
    lang = argparse.ArgumentParser(add_help=False)
    lang.add_argument("--lang", choices=("zh", "en"), default="zh", help="语言 language of messages and reports")

    demo = commands.add_parser("demo", parents=[lang], help="审计随附的示例日志 audit the sample logs")
    demo.add_argument("-o", dest="out", action="append", metavar="OUT", type=Path, default=[], help=".pdf .xlsx .json")

    run = commands.add_parser("audit", parents=[lang], help="导入、检查、导出 import, check, export")
    run.add_argument("logs", nargs="+", metavar="LOG", type=Path, help="外访日志 visit logs")
    run.add_argument("--cases", action="append", metavar="FILE", type=Path, default=[], help="案件台账 case file")
    run.add_argument("--staff", action="append", metavar="FILE", type=Path, default=[], help="人员名册 staff register")
    run.add_argument(
        "--policy",
        default="cn-default",
        metavar="PACK",
        help="规则包名称（含本行自建的）或规则包文件 policy pack, built-in or your own, or a pack's file",
    )
    run.add_argument("--as-of", default=None, type=day, metavar="DATE", help="审计基准日 audit date YYYY-MM-DD")
    run.add_argument("--vendor", default="", metavar="NAME", help="机构名称，日志未载明时使用 agency, where the log names none")
    run.add_argument("--db", default=None, metavar="URL", help="数据库 SQLAlchemy URL, or memory")
    run.add_argument("--password-file", type=Path, metavar="FILE", help="加密工作簿的密码，一行一个 passwords, one a line")
    run.add_argument(
        "-o",
        dest="out",
        action="append",
        metavar="OUT",
        type=Path,
        default=[],
        help=".pdf .xlsx .json .zip（封存包 sealed bundle），可重复 may repeat",
    )
    run.add_argument(
        "--edition", choices=("regulator", "internal", "agency"), help="监管版、内部版、机构版 for whom the reports are"
    )
    run.add_argument(
        "--second",
        choices=("auto", "always", "never"),
        help="再读一遍：auto 记录很多时不读 second reading; auto: not of very large logs",
    )
    run.add_argument("--bank", default="", metavar="NAME", help="检查单位，印在报告上 who checks, as printed")
    run.add_argument("--number", default="", metavar="NO", help="文号，印在报告上 the papers' number")
    run.add_argument(
        "--contract", default="", metavar="CLAUSE", help="检查权所依据的合同条款，印在通知书上 contract clause in the notices"
    )
    run.add_argument("--papers", type=Path, metavar="FOLDER", help="各机构的通知书、取证单、台账、反馈表 every agency's papers")
    run.add_argument(
        "--reply", action="append", metavar="FILE", type=Path, default=[], help="机构填好的反馈表 a filled reply sheet"
    )
    proving(run)
    verify = commands.add_parser("verify", parents=[lang], help="报告或封存包是否改动过 whether a report or bundle was changed")
    verify.add_argument("file", metavar="FILE", type=Path)
    verify.add_argument(
        "--root", action="append", metavar="CERT", type=Path, default=[], help="信任的根证书 trusted root certificate"
    )
    verify.add_argument("--seal", default="", metavar="HEX", help="出具时记录的封存校验值 the seal noted at issue")
    again = commands.add_parser("recheck", parents=[lang], help="重算核对 run a sealed bundle's inputs again and compare")
    again.add_argument("bundle", metavar="BUNDLE", type=Path)
    again.add_argument("--inputs", nargs="+", metavar="FILE", type=Path, required=True, help="原始文件 the original files")
    again.add_argument("--password-file", type=Path, metavar="FILE", help="加密工作簿的密码 passwords of the workbooks")

    rules = commands.add_parser("rules", parents=[lang], help="检查哪些规则 what is checked")
    rules.add_argument("code", nargs="?", metavar="CODE")
    read = commands.add_parser("read", parents=[lang], help="一段经过如何被读懂 how an account is read")
    read.add_argument("account", metavar="TEXT")
    address = commands.add_parser("address", parents=[lang], help="两个地址是否同一处 whether two addresses are one place")
    address.add_argument("on_file", metavar="A")
    address.add_argument("visited", metavar="B")
    return parser


def proving(run: argparse.ArgumentParser) -> None:
    """How the report is signed and kept."""
    run.add_argument("--sign", type=Path, metavar="P12", help="以本行证书签名 sign the report with this certificate")
    run.add_argument("--sign-password-file", type=Path, metavar="FILE", help="证书密码 the certificate's password")
    run.add_argument("--time-server", default="", metavar="URL", help="时间戳服务器 RFC 3161 time stamp server")
    run.add_argument(
        "--pdfa", type=int, choices=(1, 3), default=3, help="PDF/A 部分，1 不含附件和签名 part 1 holds no findings, no signature"
    )


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as e:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，应如 2026-09-30 is no date; write it as 2026-09-30") from e


def main(argv: Sequence[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if sys.argv[1:2] == ["--read-workbook"]:  # a frozen program starts its own reader
        from audit.intake import child

        child.main()
        return 0
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the second reader has threads of its own
    parser = arguments()
    args = parser.parse_args(argv)
    if args.command == "audit" and not (args.out or args.papers):
        parser.error("请用 -o 或 --papers 指定输出 name an output: -o OUT or --papers FOLDER")
    if args.command is None:
        return guarded(window, argparse.Namespace(lang="zh"))
    return guarded(COMMANDS[args.command], args)


def guarded(command: Callable[[argparse.Namespace], int], args: argparse.Namespace) -> int:
    """Run a command; what a person can mend ends in one sentence on stderr and status 1."""
    from audit.model import AuditError, Text

    try:
        return command(args)
    except AuditError as e:
        text = e.text
    except KeyboardInterrupt:
        text = Text("已取消，未保存任何结果。", "Cancelled; nothing was saved.")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    print(text.in_(args.lang), file=sys.stderr)
    return 1


def window(_: argparse.Namespace) -> int:
    from gui.start import start

    return start()


def demo(args: argparse.Namespace) -> int:
    out = args.out or [Path("out") / f"外访合规检查报告-示例.{suffix}" for suffix in ("pdf", "xlsx", "json")]
    logs = sorted(p for p in SAMPLES.iterdir() if p.name.startswith(("瑞达", "恒远", "明达")))
    made = argparse.Namespace(
        logs=logs, cases=[SAMPLES / "案件台账.xlsx"], staff=[SAMPLES / "外访人员备案表.xlsx"], policy="cn-default", as_of=date(2026, 10, 15),
        vendor="", db="memory", password_file=None, out=out, lang=args.lang, edition=None, bank="", number="", contract="", second=None, papers=None, reply=[], sign=None, sign_password_file=None, time_server="", pdfa=3,
    )  # fmt: skip
    return audit(made)


def audit(args: argparse.Namespace) -> int:
    from audit.past import past
    from audit.run import Inputs, no_collector, passwords, run_audit
    from audit.store.store import Store
    from reports.console import Console
    from reports.deliver import check_folder, compared, deliver, with_replies
    from reports.export import check_writable
    from reports.proof import Proof
    from reports.reply_store import enter_replies, stored_replies
    from reports.result import AuditResult, Project
    from reports.verify import seal_lines

    for path in args.out:
        check_writable(path)
    if args.papers:
        check_folder(args.papers)
    certificate = signing(args)
    inputs = Inputs.of(args.logs, args.cases, args.staff, agency=args.vendor, passwords=passwords(args.password_file))
    console = Console(args.lang)
    with Store(args.db) as store:
        policy = store.policy(args.policy)
        if args.second:
            policy = replace(policy, second=args.second)
        with no_collector():
            run: AuditRun = console.follow(run_audit(store, inputs, policy, args.as_of or date.today()))
            gc.freeze()  # it is kept to the end: reports need not look through it for rings, time and again
        project = Project(bank=args.bank, number=args.number, contract=args.contract)
        result = replace(
            AuditResult.of(run), project=project, past=console.follow(past(store, run)) if compared(args.out, args.papers) else ()
        )
        result = replace(result, replies=stored_replies(store, run.project_id))
        result, answers, refused = with_replies(result, args.reply, inputs.passwords)
        entered = enter_replies(store, answers)
        proof = Proof(certificate, store.trail(), run.project_id, args.vendor, run.diff.run.at, args.pdfa)
        made = [path for out in args.out for path in console.follow(deliver(result, out, args.lang, args.edition, proof))]
        if args.papers:
            from reports.papers import write_papers

            console.follow(write_papers(result, args.papers, args.lang, certificate))
    console.summary(run, [*made, *filter(None, (args.papers,))])
    console.replies(answers, refused, entered)
    for path in made:
        for line in seal_lines(path):
            print(line.in_(args.lang))
    return 1 if run.failed or refused else 0


def signing(args: argparse.Namespace) -> Certificate | None:
    """The certificate that was named, tried before the audit begins."""
    from audit.run import passwords
    from reports.signature import Certificate, check

    if args.sign is None:
        return None
    certificate = Certificate(args.sign, next(iter(passwords(args.sign_password_file)), ""), args.time_server)
    check(certificate)
    return certificate


def verify(args: argparse.Namespace) -> int:
    from reports.verify import lines, verify

    found = verify(args.file, args.root, args.seal)
    for line in lines(found, args.file):
        print(line.in_(args.lang))
    return found.status


def recheck(args: argparse.Namespace) -> int:
    """0 the same, 1 not the same, 2 it could not be done."""
    from audit.model import AuditError
    from audit.run import passwords
    from audit.store.store import Store
    from reports.console import Console
    from reports.recheck import recheck, recheck_lines

    try:
        with Store("memory") as store:
            found = Console(args.lang).follow(recheck(args.bundle, args.inputs, store, passwords(args.password_file)))
    except AuditError as e:
        print(e.text.in_(args.lang), file=sys.stderr)
        return 2
    for line in recheck_lines(found):
        print(line.in_(args.lang))
    return 0 if found.equal else 1


def rules(args: argparse.Namespace) -> int:
    from reports.console import rule_lines

    for line in rule_lines(args.code, args.lang):
        print(line)
    return 0


def read(args: argparse.Namespace) -> int:
    from reports.console import reading_lines

    for line in reading_lines(args.account, args.lang):
        print(line)
    return 0


def address(args: argparse.Namespace) -> int:
    from audit.values.address import describe

    for line in describe(args.on_file, args.visited, args.lang):
        print(line)
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "demo": demo, "audit": audit, "rules": rules, "read": read, "address": address, "verify": verify, "recheck": recheck,
}  # fmt: skip


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
