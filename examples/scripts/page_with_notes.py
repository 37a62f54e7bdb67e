"""The report page of an article, and why its least certain records are what they are.

``python page_with_notes.py ARTICLE PAGE``
"""

import sys
from pathlib import Path

import cnreport
from cnreport.writing.page import render

article, page = map(Path, sys.argv[1:])
report = cnreport.load(keep_text=True, explain=True)(article.read_text(encoding="utf-8"))
page.write_text(render(report), encoding="utf-8")
records = [record for speech in report.speeches for record in speech.records]
for record in sorted(records, key=lambda record: record.confidence)[:5]:
    print(f"{record.confidence:.2f}  {record.kind:<11}  {record.text}")
    print("     ", record.explanation)
