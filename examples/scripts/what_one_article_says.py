"""The records of one article, each with its place: ``python what_one_article_says.py ARTICLE``."""

import sys
from pathlib import Path

import cnreport

KINDS = {"achievement": "成绩", "problem": "问题", "plan": "下一步"}

text = Path(sys.argv[1]).read_text(encoding="utf-8")
report = cnreport.extract(text)
for speech in report.speeches:
    speaker = speech.speaker
    print("#", speaker.name if speaker else "?", speech.headline.text if speech.headline else "")
    for record in speech.records:
        amounts = "，".join(quantity.text for quantity in record.quantities)
        action = record.action.text if record.action else "—"
        subject = record.object.text if record.object else ""
        print(f"{record.start:>5}  {KINDS[record.kind]}  {action}  {subject}  {amounts}".rstrip())
