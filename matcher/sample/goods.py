"""What the parties of the sample ship: tariff codes and how goods are described on invoices.

The codes of `SENSITIVE` are on the Common High Priority List (February 2024), which export
control authorities ask exporters to watch.
"""

from collections.abc import Mapping

# six-digit code of the Harmonised System/description
_SENSITIVE = """
electronics: 854231/MICROCONTROLLER 32BIT; 854232/DRAM MEMORY IC; 853224/MLCC CAPACITORS 100NF; 853669/CONNECTORS PCB; 854800/ELECTRICAL PARTS NES
semiconductor: 854239/INTEGRATED CIRCUITS; 854129/POWER TRANSISTORS; 854110/SCHOTTKY DIODES; 848620/WAFER ETCHING EQUIPMENT SPARES; 853400/PRINTED CIRCUIT BOARDS
technology: 847150/SERVER PROCESSING UNITS; 847180/COMPUTER ADAPTER CARDS; 851762/NETWORK SWITCHES
communications: 851762/RADIO MODEMS; 852910/ANTENNA AND PARTS; 851769/COMMUNICATION APPARATUS
precision instruments: 903020/DIGITAL OSCILLOSCOPE; 854320/SIGNAL GENERATOR; 902750/SPECTROMETER; 903082/WAFER TESTER
machine tools: 845710/CNC MACHINING CENTRE; 845811/CNC LATHE; 845961/CNC MILLING MACHINE; 846693/SPINDLE PARTS
optoelectronics: 901380/OPTICAL DEVICES; 854149/PHOTODIODES; 852589/CAMERA MODULES
bearings: 848210/BALL BEARINGS; 848220/TAPERED ROLLER BEARINGS; 848250/CYLINDRICAL ROLLER BEARINGS
aviation: 880730/AIRCRAFT PARTS; 901420/NAVIGATION INSTRUMENTS
"""
_ORDINARY = """
chemicals: 290511/METHANOL; 390120/POLYETHYLENE GRANULES; 320611/TITANIUM DIOXIDE
petrochemical: 390210/POLYPROPYLENE; 271019/GAS OIL; 271012/NAPHTHA
energy: 850164/GENERATOR SET; 271019/FUEL OIL; 854143/SOLAR MODULES
steel: 720851/HOT ROLLED STEEL PLATE; 730890/STEEL STRUCTURES
textile: 520942/DENIM FABRIC; 610910/COTTON T-SHIRTS; 630260/TOWELS
foods: 080212/ALMONDS SHELLED; 151219/SUNFLOWER OIL; 200290/TOMATO PASTE
medical equipment: 901890/MEDICAL INSTRUMENTS; 300590/DRESSINGS
auto parts: 870899/AUTO SPARE PARTS; 401110/CAR TYRES; 870830/BRAKE PADS
equipment: 841370/CENTRIFUGAL PUMPS; 848180/VALVES; 842139/FILTERS
industrial: 820559/HAND TOOLS; 732690/ARTICLES OF STEEL
trading: 940360/WOODEN FURNITURE; 392690/PLASTIC ARTICLES; 950300/TOYS; 640399/FOOTWEAR
"""
Goods = tuple[str, str]


def _table(text: str) -> Mapping[str, tuple[Goods, ...]]:
    table = {}
    for row in text.strip().splitlines():
        line, _, goods = row.partition(": ")
        pairs = (one.strip().partition("/") for one in goods.split(";"))
        table[line] = tuple((code, description) for code, _, description in pairs)
    return table


SENSITIVE = _table(_SENSITIVE)
ORDINARY = _table(_ORDINARY)


def goods_of(line: str) -> tuple[Goods, ...]:
    """What a company in a line of business ships: code and description."""
    return SENSITIVE.get(line) or ORDINARY.get(line) or ORDINARY["trading"]
