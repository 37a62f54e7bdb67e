"""One indicator over many reports, in base units: ``python compare_indicators.py FOLDER WORD``.

Amounts are exact decimals (``value``) and, where the unit has a base unit, also in that (``si_value``), so 公顷 and 亩
can be compared.
"""

import sys

import cnreport

folder, word = sys.argv[1:]
for result in cnreport.load().stream([folder]):
    if result.report is None:
        continue
    for speech in result.report.speeches:
        for record in speech.records:
            for quantity in record.quantities:
                if quantity.of and word in quantity.of.text:
                    value = quantity.si_value if quantity.si_value is not None else quantity.value
                    place = speech.speaker.organization if speech.speaker else None
                    print(place or result.source, record.kind, quantity.of.text, f"{value} {quantity.unit}", sep="\t")
