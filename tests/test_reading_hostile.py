"""Damaged and hostile files: each is read or refused, in bounded time, with one sentence."""

import cProfile
import io
import json
import random
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.hostile_prose import SHAPES, minutes_of
from support.printing import pdf_of, printed_docx, printed_pdf

from commands.ingest import understand
from sources.formats import read_documents

DOCUMENTS = Path(__file__).parent / "documents"
LINES = [
    line for line in (DOCUMENTS / "parish.txt").read_text("utf-8").splitlines() if line.strip()
]
PARAGRAPHS = [("plain", line) for line in LINES]


def packed(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def word_with(document: bytes) -> bytes:
    """A Word file whose main part has these bytes."""
    source = zipfile.ZipFile(io.BytesIO(printed_docx(PARAGRAPHS[:3])))
    files = {name: source.read(name) for name in source.namelist()}
    return packed({**files, "word/document.xml": document})


def word_with_macros() -> bytes:
    source = zipfile.ZipFile(io.BytesIO(printed_docx(PARAGRAPHS)))
    files = {name: source.read(name) for name in source.namelist()}
    return packed({**files, "word/vbaProject.bin": random.Random(2).randbytes(50_000)})


def nested_word(depth: int) -> bytes:
    inner = b"<w:r><w:t>deep</w:t></w:r>"
    body = b"<w:sdt><w:sdtContent>" * depth + b"<w:p>" + inner + b"</w:p>"
    body += b"</w:sdtContent></w:sdt>" * depth
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return b'<w:document xmlns:w="' + space + b'"><w:body>' + body + b"</w:body></w:document>"


def boxed_word(depth: int, boxes: int = 1) -> bytes:
    """Text boxes in text boxes, each with a sentence of its own; the outermost so many times."""
    inner = b"<w:p><w:r><w:t>The innermost was read.</w:t></w:r></w:p>"
    for n in range(depth):
        box = b"<w:r><w:pict><w:txbxContent>" + inner + b"</w:txbxContent></w:pict></w:r>"
        inner = f"<w:p><w:r><w:t>Box {n} was read.</w:t></w:r>".encode() + box + b"</w:p>"
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = b"<w:p>" + inner * boxes + b"</w:p>"
    return b'<w:document xmlns:w="' + space + b'"><w:body>' + body + b"</w:body></w:document>"


def entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    return (
        f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "minutes"> {levels}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>"
    ).encode()


def packed_page(size: int) -> bytes:
    """A PDF whose one page unpacks to `size` bytes."""
    stream = zlib.compress(b" " * size, 9)
    start = pdf_of(["BT ET"])
    plain = b"<< /Length 5 >>\nstream\nBT ET\nendstream"
    assert plain in start
    head = f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode()
    return start.replace(plain, head + stream + b"\nendstream")


def archive_in_archive(depth: int) -> bytes:
    content = b"1. Apologies\nNone.\n"
    for _ in range(depth):
        content = packed({"inside.zip": content})
    return content


NAMED = {
    "a zip bomb": lambda: packed({f"{i}.txt": b"0" * 15_000_000 for i in range(8)}),
    "archives in archives": lambda: archive_in_archive(40),
    "a zip of 2,000 files": lambda: packed({f"{i}.txt": b"x" for i in range(2000)}),
    "a Word bomb": lambda: word_with(b" " * 120_000_000),
    "an entity bomb": lambda: word_with(entity_bomb()),
    "a Word file nested 5,000 deep": lambda: word_with(nested_word(5000)),
    "a Word file of text boxes nested 40 deep": lambda: word_with(boxed_word(40)),
    "a Word file of 120,000 text boxes": lambda: word_with(boxed_word(6, 20_000)),
    "a Word file of no XML": lambda: word_with(b"\x00\x01 not xml"),
    "a web page nested 50,000 deep": lambda: b"<html><body>" + b"<div>" * 50_000 + b"x",
    "a web page of 20,000 open tags": lambda: b"<html><body>" + b"<p><b><i>words " * 20_000,
    "an entity bomb in a page": lambda: b"<!DOCTYPE html>" + entity_bomb(),
    "JSON nested 100,000 deep": lambda: b'{"items":' * 100_000,
    "JSON of one long number": lambda: b'{"items": [], "panel": ' + b"9" * 20_000 + b"}",
    "a PDF of 5,000 pages": lambda: printed_pdf([("plain", "word")] * 5000, lines_on_page=1),
    "a PDF that unpacks to 300 MB": lambda: packed_page(300_000_000),
    "a PDF without pages": lambda: pdf_of([]),
    "a PDF of pictures": lambda: pdf_of(["q 100 0 0 100 0 0 cm Q"]),
    "text of one long line": lambda: b"a b " * 200_000,
    "text of 20,000 short lines": lambda: b"1. A\n" * 20_000,
    "text of figures": lambda: b"1.1.1.1.1.1 " * 50_000,
    "text of brackets": lambda: b"PRESENT: " + b"(" * 20_000 + b"," * 20_000,
    "text of initials": lambda: b"PRESENT: " + b"A. B. " * 30_000,
    "text of offices": lambda: b"PRESENT: Ann Lee, " + b"Clerk and " * 30_000,
    "text of underscores": lambda: b"_" * 200_000 + b" x",
    "text of capitals": lambda: b"AAAA BBBB " * 20_000,
    "text of dashes": lambda: b"1. A - - - " * 20_000 + b"b",
    "text about minutes without end": lambda: b"Minutes of the meeting of the " * 5_000,
    "text of names": lambda: b"Present: " + b"Cllr A Bee, Mr C Dee, " * 5_000,
    "text of titles": lambda: b"Apologies from " + b"Cllr Mr Dr Bee " * 5_000,
    "mixed encodings": lambda: "Cllr Müller\n".encode() + "Cllr Müller “x”\n".encode("cp1252"),
    "UTF-16": lambda: "1. Apologies\nNone.\n2. Roads\nA hole was mended.\n".encode("utf-16"),
    "a Word file with macros": word_with_macros,
    "a program": lambda: b"MZ\x90\x00" + random.Random(3).randbytes(100_000),
    "a picture with words after it": lambda: b"\x89PNG\r\n\x1a\n" + b"1. Apologies\nNone.\n",
    "an old Word file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100_000),
    "questions and names in brackets without end": lambda: b"1. Q (A)? (Mr A) A. (B) " * 10_000,
    "capitals that count": lambda: b"A. B\nI. C\nIV. D\n" * 5_000,
    "noise": lambda: random.Random(1).randbytes(200_000),
    "an e-mail of parts without end": lambda: (
        b"From: a@b.example\nTo: c@d.example\nDate: x\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="q"\n\n' + b"--q\n\nhello\n" * 5_000
    ),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_hostile_file_is_read_or_refused_in_bounded_time(name: str) -> None:
    assert_bounded(NAMED[name]())


def test_text_boxes_within_text_boxes_are_read_once_each() -> None:
    (meeting,) = read_documents(word_with(boxed_word(20)), "minutes.docx").meetings
    read = [paragraph.text for item in meeting.items for paragraph in item.paragraphs]
    boxes = [f"Box {n} was read." for n in range(19, -1, -1)]
    assert read == [*boxes, "The innermost was read."]


def test_a_text_box_that_was_struck_out_is_left_out() -> None:
    struck = boxed_word(1).replace(b"<w:r><w:pict>", b"<w:del><w:r><w:pict>")
    struck = struck.replace(b"</w:pict></w:r>", b"</w:pict></w:r></w:del>")
    (meeting,) = read_documents(word_with(struck), "minutes.docx").meetings
    read = [paragraph.text for item in meeting.items for paragraph in item.paragraphs]
    assert read == ["Box 0 was read."]


def damaged() -> Iterator[tuple[str, bytes]]:
    chance = random.Random(7)
    whole = {
        "pdf": printed_pdf(PARAGRAPHS, head="Little Wenlow Parish Council"),
        "docx": printed_docx(PARAGRAPHS),
        "zip": packed({"a.txt": "\n".join(LINES).encode(), "b.html": b"<p>x</p>"}),
        "html": (DOCUMENTS / "north_yorks.html").read_bytes(),
        "txt": (DOCUMENTS / "welsh.txt").read_bytes(),
        "jsonl": json.dumps(
            {"panel": "P", "items": [{"title": "T", "paragraphs": [{"text": "x"}]}]}
        ).encode(),
    }
    for form, data in whole.items():
        for part in range(1, 15):
            yield f"{form} cut at {part}/15", data[: len(data) * part // 15]
        for turn in range(14):
            spoiled = bytearray(data)
            for _ in range(1 + turn * 3):
                spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
            yield f"{form} spoiled {turn}", bytes(spoiled)


def test_damaged_files_are_read_or_refused_with_one_sentence() -> None:
    corpus = list(damaged())
    assert len(corpus) == 168
    for _, data in corpus:
        assert_bounded(data, seconds=5)


def assert_bounded(data: bytes, seconds: float = 10) -> None:
    began = time.process_time()
    reading = read_documents(data, "the file")
    assert time.process_time() - began < seconds
    assert reading.meetings or reading.refused
    for _, why in reading.refused:
        assert why
        assert "\n" not in why
        assert len(why) < 300


def test_a_bomb_is_refused_without_being_unpacked() -> None:
    bomb = NAMED["a zip bomb"]()
    tracemalloc.start()
    reading = read_documents(bomb, "bomb.zip")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "unpacks to 120 MB" in reading.refused[0][1]
    assert peak < 20_000_000


def work(document: str) -> int:
    """How many calls of functions, built-in ones among them, it takes to read and understand it."""
    profile = cProfile.Profile()
    (meeting,) = profile.runcall(read_documents, document.encode(), "minutes.txt").meetings
    profile.runcall(understand, meeting)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("shape", SHAPES)
def test_prose_without_end_costs_twice_as_much_where_it_is_twice_as_long(shape: str) -> None:
    work(minutes_of(shape, 50))  # what is read once, such as the rows, counts for none
    short, long = (work(minutes_of(shape, letters)) for letters in (6_000, 12_000))
    assert long <= 2.6 * short
