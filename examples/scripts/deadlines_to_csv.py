"""What was promised, by when and by whom, as CSV: ``python deadlines_to_csv.py FOLDER > deadlines.csv``.

``--date`` of the command, here ``date=``, gives the year of deadlines that state none.
"""

import csv
import sys

import cnreport

pipeline = cnreport.load(date="2025-02-01")
rows = csv.writer(sys.stdout)
rows.writerow(["deadline", "plan", "owners", "source"])
found = []
for result in pipeline.stream([sys.argv[1]], workers=2):
    if result.report is None:
        print(f"{result.source}: {result.errors[0]}", file=sys.stderr)
        continue
    for speech in result.report.speeches:
        for record in speech.records:
            if record.kind == "plan" and record.deadline and record.deadline.value:
                owners = "、".join(owner.text for owner in record.owners)
                found.append((record.deadline.value, record.text, owners, result.source))
rows.writerows(sorted(found))
