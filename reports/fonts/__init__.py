"""The fonts that ship with the project (see NOTICE and OFL.txt) and where they lie."""

from pathlib import Path

from audit.model import AuditError, Text

FILES = ("NotoSansSC-Regular.ttf", "RareHan.ttf")


def font_files(folder: Path = Path(__file__).parent) -> tuple[Path, ...]:
    """The font files, the main one first. Raises AuditError naming the one that is missing."""
    paths = tuple(folder / name for name in FILES)
    for path in paths:
        if not path.is_file():
            raise AuditError(
                Text(
                    f"缺少报告字体文件 {path.name}，请重新安装程序（该文件应在 reports/fonts 目录下）。",
                    f"The report font {path.name} is missing; install the program again (it belongs in reports/fonts).",
                )
            )
    return paths
