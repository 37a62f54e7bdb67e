"""A record type of one's own, mapped beside the three built-in ones: ``python own_record_type.py FOLDER``."""

import sys

import cnreport
from cnreport.schema import Mention, Quantity


class Investment(cnreport.RecordType, triggers=["投资", "资金"], scope="sentence"):
    """What money goes where."""

    sum: Quantity | None = cnreport.take("amount", dimension="money", required=True)
    projects: Quantity | None = cnreport.take("amount", units=["个", "处", "项"])
    verb: Mention | None = cnreport.take("action")


for result in cnreport.load(record_types=[Investment]).stream([sys.argv[1]]):
    if result.report is None:
        continue
    for investment in Investment.of(result.report):
        projects = investment.projects.text if investment.projects else ""
        print(f"{investment.sum.value:>15,} 元  {projects:<6} {investment.text}")
