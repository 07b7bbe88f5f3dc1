"""Japan's export bans for Russia, Belarus and third countries: the text of METI's PDFs.

Each notice numbers its parties; the page breaks of the PDF leave numbers and labels glued
to what stands before them. An entry is

    12 国際量子光学・量子技術センター（別称、RQC）
    International Center for Quantum Optics, a.k.a., the following two aliases:
    -Russian Quantum Center; and
    -RQC
    所在地：100 Novaya Street, Skolkovo, Russia; and 30 Bolshoy Blvd, Moscow, Russia.

or, in the newest entries, has its further names behind 別称：. `pdftotext -raw` writes it so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from matcher.errors import ListError
from matcher.lists.draft import Draft
from matcher.lists.files import opened, sha256_of
from matcher.lists.report import FileRead, Tally
from matcher.lists.sources import Source
from matcher.normalise.countries import country_code
from matcher.records import AliasKind, Listed, Provenance

# What only the notice for these parties says, and the country of all of them.
_NOTICES = (
    ("以外の国の団体", "third", None),
    ("ロシア連邦の団体", "ru", "ru"),
    ("ベラルーシ共和国の団体", "by", "by"),
)
_HALF_WIDTH = str.maketrans("０１２３４５６７８９；", "0123456789;")
_UPDATED = re.compile(r"最終更新日[：:]\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_ISSUED = re.compile(r"指定日[：:]\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_ADDRESS = re.compile(r"所\s*在\s*地\s*[：:]")
_FURTHER_NAMES = re.compile(r"別\s*称\s*[：:]")
_JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_AS_KNOWN_AS = re.compile(
    r"[,、]?\s*(?:[af]\.k\.a\.?,?)?\s*(?:the\s*)?follow(?:ing)?\s+\w+?\s*alias(?:es)?\s*[:：]",
    re.IGNORECASE,
)
# Behind a name: its Chinese spelling, told from Japanese by having no kana.
_CHINESE = re.compile(r"[（(](?!別称)([\u3400-\u9fff、]{4,})[）)]")
# English on the line of the Japanese name: behind a bracket, or with its aliases announced,
# or before the Chinese name that ends the line.
_GLUED = re.compile(r"(?<=[）)」])\s*(?=[A-Z“])|(?<=[\u3040-\u9fff])\s*(?=[A-Z][^（）]*a\.k\.a)")
_GLUED_BEFORE_CHINESE = re.compile(
    r"(?<=[\u3040-\u9fff])\s*(?=[A-Z][\w .,&-]+[（(][\u3400-\u9fff、]+[）)]$)"
)
# Who belongs to a ministry is no part of its name.
_SCOPE = re.compile(r",?\s+(?=including the )")
_IN_BRACKETS = re.compile(r"[（(]別称[、,]?(.*)[）)]\s*$", re.DOTALL)
_JAPANESE_SEPARATORS = re.compile(r"、|及び|並びに|;")
_ADDRESS_SEPARATORS = re.compile(r";\s*(?:and\s+)?")
_DASHES = "-—–‐―－ 　"
# A full stop that belongs to the name: "Co., Ltd."
_ABBREVIATED = re.compile(r"(?:\b(?:Ltd|Co|Corp|Inc|Bhd|Pte|Pvt|St|No)|\b\w\.\w)\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    number: int
    row: int
    text: str


def read_meti(source: Source, path: Path, tally: Tally, *, as_of: date | None) -> Iterator[Listed]:
    """The parties of METI's notices.

    Args:
        source: `jp_meti`.
        path: The text of one notice, UTF-8, plain or .gz, or a folder with those of all
            (`*tokutei*.txt`, as their PDFs are called).
        tally: Takes the counts.
        as_of: Date of the list, where the notices do not say it (最終更新日).

    Raises:
        ListError: A notice is not known, an entry has no name or not one address label,
            or a number is missing, so that two entries would be read as one.
    """
    files = sorted(path.glob("*tokutei*.txt*")) if path.is_dir() else [path]
    if not files:
        raise ListError("there is no *tokutei*.txt in this folder", file=path)
    texts = [(file, _text(file)) for file in files]
    dates = [found for _, text in texts if (found := _dated(text))]
    tally.as_of = max(dates, default=as_of)
    seen: set[str] = set()
    for file, text in texts:
        sha256 = sha256_of(file)
        notice, country = _notice(text, file)
        if notice in seen:
            raise ListError("a notice for the same countries was read before", file=file)
        seen.add(notice)
        rows = 0
        for entry in _entries(text, file):
            rows += 1
            key = f"{notice}-{entry.number}"
            yield _draft(entry, country, tally, file).listed(
                entry_id=f"{source.key}-{key}",
                schema="LegalEntity",
                provenance=Provenance(
                    source=source.key, entry_id=key, file_sha256=sha256, as_of=tally.as_of
                ),
                datasets=(source.key,),
                topics=source.topics,
            )
        tally.files.append(FileRead(name=file.name, sha256=sha256, rows=rows))


def _text(file: Path) -> str:
    with opened(file) as stream:
        data = stream.read()
    try:
        return data.decode("utf-8-sig").translate(_HALF_WIDTH).replace("\f", "\n")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise ListError(message, file=file, row=row) from error


def _dated(text: str) -> date | None:
    found = _UPDATED.search(text) or _ISSUED.search(text)
    return date(*map(int, found.groups())) if found else None


def _notice(text: str, file: Path) -> tuple[str, str | None]:
    head = "".join(text[:500].split())
    for words, key, country in _NOTICES:
        if words in head:
            return key, country
    raise ListError("this is not the text of a METI notice", file=file, row=1)


def _entries(text: str, file: Path) -> Iterator[_Entry]:
    """Cut the text where the next number stands, never before the address of the last."""
    issued = max(
        (found.end() for found in (_UPDATED.search(text), _ISSUED.search(text)) if found), default=0
    )
    start = _head(text, 1, issued)
    if start is None:
        raise ListError("the notice has no entries", file=file)
    number = 1
    while start is not None:
        row = text.count("\n", 0, start.start()) + 1
        address = _ADDRESS.search(text, start.end())
        if address is None:
            message = f"entry {number} has no address"
            raise ListError(message, file=file, row=row, field="所在地")
        following = _head(text, number + 1, address.end())
        body = text[start.end() : following.start() if following else len(text)]
        if len(_ADDRESS.findall(body)) > 1:
            message = f"entry {number} goes on over another address; is {number + 1} missing?"
            raise ListError(message, file=file, row=row, field="所在地")
        yield _Entry(number=number, row=row, text=body)
        start, number = following, number + 1


def _head(text: str, number: int, position: int) -> re.Match[str] | None:
    """Where an entry begins: its number, then a name with a Japanese letter on that line."""
    pattern = re.compile(
        rf"(?:^[ \u3000]*|(?<=[^\d\s,、–-])){number}[ \u3000]+(?=(.*))", re.MULTILINE
    )
    return next(
        (found for found in pattern.finditer(text, position) if _JAPANESE.search(found[1])), None
    )


def _draft(entry: _Entry, country: str | None, tally: Tally, file: Path) -> Draft:
    names, addresses = _ADDRESS.split(entry.text, maxsplit=1)
    draft = Draft(tally)
    for kind, name in _names(names):
        draft.add(kind.value, name)
    if not draft.has_names:
        message = f"entry {entry.number} has no name"
        raise ListError(message, file=file, row=entry.row)
    draft.add("country", country or "")
    for printed in _ADDRESS_SEPARATORS.split(_joined(addresses)):
        address = printed.strip(" .。")
        draft.add("address", address)
        if country is None:
            # "Jumeirah, Dubai, United Arab Emirates"; "Hong Kong, China" is both.
            for part in address.split(",")[-2:]:
                draft.add("country", country_code(part.strip()) or "")
    return draft


def _names(text: str) -> Iterator[tuple[AliasKind, str]]:
    """The English name first, as the primary one; then the Japanese, then both's aliases."""
    main, *further = _FURTHER_NAMES.split(text, maxsplit=1)
    chinese = [name for found in _CHINESE.findall(_joined(main)) for name in found.split("、")]
    japanese, english = _by_language(main)
    english_name, *english_aliases = _AS_KNOWN_AS.split(_CHINESE.sub("", english), maxsplit=1)
    japanese = _CHINESE.sub("", japanese)
    bracketed = _IN_BRACKETS.search(japanese)
    japanese_name = japanese[: bracketed.start()] if bracketed else japanese
    yield AliasKind.PRIMARY, _cleaned(_SCOPE.split(english_name)[0])
    yield (AliasKind.ALIAS if english_name.strip() else AliasKind.PRIMARY), _cleaned(japanese_name)
    for listed in english_aliases:
        for alias in listed.split(";"):
            yield AliasKind.ALIAS, _cleaned(re.sub(r"^\s*and\s|\band\s*$", "", alias.strip()))
    if bracketed:
        for alias in _JAPANESE_SEPARATORS.split(bracketed[1]):
            yield AliasKind.ALIAS, _cleaned(alias)
    for name in chinese:
        yield AliasKind.ALIAS, _cleaned(name)
    for listed in further:
        for language in _by_language(listed):
            for alias in _JAPANESE_SEPARATORS.split(language):
                yield AliasKind.ALIAS, _cleaned(alias)


def _by_language(text: str) -> tuple[str, str]:
    """Japanese, which comes first, and English; a line with a Japanese letter is Japanese."""
    lines = text.strip().splitlines()
    last = max((i for i, line in enumerate(lines) if _JAPANESE.search(line)), default=-1)
    japanese, english = _joined("\n".join(lines[: last + 1])), _joined("\n".join(lines[last + 1 :]))
    end = len(japanese)
    if glued := _GLUED.search(japanese) or _GLUED_BEFORE_CHINESE.search(japanese):
        end = glued.start()
    elif not english:
        end = max((found.end() for found in _JAPANESE.finditer(japanese)), default=0)
    return japanese[:end], f"{japanese[end:].strip()} {english}".strip()


def _joined(text: str) -> str:
    """Lines put together: without a blank between Japanese, else with one."""
    joined = re.sub(
        r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])", "", text
    )
    return " ".join(joined.split())


def _cleaned(name: str) -> str:
    text = name.strip().strip(_DASHES).strip()
    return text if _ABBREVIATED.search(text) else text.rstrip(".。,;")
