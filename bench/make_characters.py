"""Makes audit/values/address/characters.tsv: which characters are the traditional form of which, and how each is read.

    pip install opencc-python-reimplemented==0.1.7 pypinyin==0.55.0
    python bench/make_characters.py

Traditional forms are OpenCC's TSCharacters (Apache-2.0), readings are pypinyin's (MIT); only characters of GB 2312 are kept.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.metadata import distribution
from pathlib import Path

from pypinyin import Style, lazy_pinyin

TARGET = Path(__file__).parents[1] / "audit/values/address/characters.tsv"
#: Forms that place names use besides, as seen in registers of Hong Kong and Taiwan.
MORE = {"臺": "台", "裏": "里", "裡": "里", "號": "号", "㮾": "榔", "邨": "村", "衖": "弄", "舖": "铺", "巿": "市"}
#: Traditional by the table, but simplified characters in their own right in place names.
KEEP = set("乾")


def common() -> list[str]:
    """The 6,763 hanzi of GB 2312."""
    return [c for hi in range(0xB0, 0xF8) for lo in range(0xA1, 0xFF) if (c := bytes((hi, lo)).decode("gb2312", "ignore"))]


def traditional(kept: set[str]) -> dict[str, str]:
    package = distribution("opencc-python-reimplemented")
    path = next(f for f in package.files or () if f.name == "TSCharacters.txt")
    pairs = (line.split("\t") for line in Path(str(package.locate_file(path))).read_text(encoding="utf-8").splitlines())
    found = {old: new.split(" ")[0] for old, new in pairs if "\u4e00" <= old <= "\u9fff" and old not in kept | KEEP}
    return {old: new for old, new in found.items() if new in kept and new != old} | MORE


def main() -> None:
    kept = common()
    sounds: dict[str, list[str]] = defaultdict(list)
    for c in kept:
        sounds[lazy_pinyin(c, style=Style.NORMAL)[0]].append(c)
    old = traditional(set(kept))
    lines = [
        "# Traditional characters with their simplified form, and characters by their usual sound (without tone).",
        "# Made by bench/make_characters.py from OpenCC's TSCharacters (Apache-2.0) and pypinyin 0.55 (MIT).",
        f"simple\t{''.join(old)}\t{''.join(old.values())}",
        *(f"sound\t{sound}\t{''.join(chars)}" for sound, chars in sorted(sounds.items())),
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(old)} forms, {len(sounds)} sounds, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
