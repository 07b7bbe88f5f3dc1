"""What people write around a name in one field: to whose order, care of whom, whom to call.

For who takes a cell of a trade record apart (`trade.cells`), and for who asks for the names that a
text may hold (`readings`).
"""

import re

EDGES = " \t\r\n,;:-|(["  # what is left at the ends of a name that was cut out
# To whom a bill of lading is made out, and how politely.
_TO_ORDER = re.compile(
    r"\s*(?<!\w)(?:consigned\s+)?(?:un)?to\s+(?:the\s+)?order(?:\s+of)?\b[\s:]*", re.IGNORECASE
)
_ADDRESSED_TO = re.compile(
    r"^\W*(?:consigned\s+to|on\s+behalf\s+of|o/b(?:o)?|notify(?:\s+party)?\s*:|consignee\s*:|"
    r"shipper\s*:|messrs\b\.?|m/s\b\.?)[\s:,]+",
    re.IGNORECASE,
)
CONTACT = re.compile(
    r"[\s,;(|]*(?<!\w)(?:(?:tel|telephone|phone|ph|fax|telefax|mobile|mob|cell|тел|телефон|факс|"
    r"电话|電話|传真|傳真|tél|telf|telefono|téléphone)(?:\s?(?:/\s?fax|no|number|num))?\s?[.:#)]*\s?"
    r"[+(]?\d[\d\s().+/\-]{4,}|(?:e-?\s?mail|email|эл\.? ?почта|邮箱)\s?[:.]?\s?\S+@\S+|"
    r"[\w.+-]+@[\w-]+\.[\w.]+|(?:attn|attention|contact(?: person)?|pic)\s?[.:]\s?"
    r"[^,;\n]*|(?:https?://|www\.)\S+)",
    re.IGNORECASE,
)
# Between two parties: a society `for the care of` somebody is one.
CARE_OF = re.compile(
    r"[\s,;(]*(?<!\w)(?:c\s?/\s?o|(?<!for )(?<!the )(?<!and )(?:in )?care of|на попечении|o/b(?:o)?|on behalf of|"
    r"a/c(?! payable)(?=\W+\w)|for (?:the )?account of)(?!\w)[\s.:]*",
    re.IGNORECASE,
)
ALSO_KNOWN_AS = re.compile(
    r"[\s,;(]+(?:d\s?/\s?b\s?/\s?a|dba|doing business as|a\s?/\s?k\s?/\s?a|aka|also known as|"
    r"f\s?/\s?k\s?/\s?a|formerly(?: known as)?|t\s?/\s?a|trading as|ранее|бывш\w*)(?!\w)[\s.:]+",
    re.IGNORECASE,
)
IDENTIFIERS = (
    ("innCode", re.compile(r"(?<!\w)(?:inn|инн)(?:\s?/\s?(?:kpp|кпп))?[\s:.#№]*(\d{10}(?:\d\d)?)(?!\d)(?:\s?/\s?\d{9})?", re.IGNORECASE)),
    ("ogrnCode", re.compile(r"(?<!\w)(?:ogrn|огрн)[\s:.#№]*(\d{13})(?!\d)", re.IGNORECASE)),
    ("uscCode", re.compile(r"(?:(?<!\w)(?:usci|uscc)(?:\s?(?:no|code))?|统一社会信用代码)[\s:.#+：]*([0-9A-Z]{18})(?!\w)", re.IGNORECASE)),
    ("imoNumber", re.compile(r"(?<!\w)imo(?:\s?(?:no|number))?[\s:.#]*(\d{7})(?!\d)", re.IGNORECASE)),
    ("leiCode", re.compile(r"(?<!\w)lei[\s:.#]*([0-9A-Z]{20})(?!\w)", re.IGNORECASE)),
    ("taxNumber", re.compile(r"(?<!\w)(?:tax\s?(?:id|no|number|code)|vat(?:\s?(?:no|id|number|reg))?|tin|унп|ein|gstin?|cnpj|rfc|nit|ruc|cuit|trn)[\s:.#№]+([0-9A-Z][0-9A-Z./\-]{5,19})(?!\w)", re.IGNORECASE)),
)  # fmt: skip
# Without one of them none of it is there; looked for first, in lower case, as in most names none is.
_SIGNS_OF_PARTIES = re.compile(
    "order|consign|behalf|o/b|notify|shipper|messrs|m/s|c/o|c /|care of|на попечении|a/c|account of|/|"
    "ex |ex[.]|former|previously|known|called|k[.]a|b[.]a|dba|aka|fka|nka| as | or | или |ранее|бывш"
)
_SIGNS = re.compile(rf"[\d@]|www|http|attn|attention|contact|pic|{_SIGNS_OF_PARTIES.pattern}")


def unaddressed(text: str) -> str:
    """A text without the words that make a document out to somebody."""
    return _ADDRESSED_TO.sub("", _TO_ORDER.sub("", text, count=1))


def may_name_several(text: str) -> bool:
    """Whether it is worth looking for more than one party or name."""
    return _SIGNS_OF_PARTIES.search(text.lower()) is not None


def may_be_framed(text: str) -> bool:
    """Whether it is worth looking for anything of this module: a no is right, and cheap."""
    return _SIGNS.search(text.lower()) is not None
