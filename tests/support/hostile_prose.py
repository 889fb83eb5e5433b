"""Prose that nobody writes, by which a reader that goes back over its words would take for ever."""

# Each is repeated until it is as long as wanted, mostly without a full stop.
SHAPES = {
    "no full stop": "the members went on to speak of the roof of the hall and of what it had cost ",
    "promises": "and the Clerk would send the figures to the Panel ",
    "questions": "asked whether if ",
    "conditions": "if the Clerk agreed to if ",
    "names": "Cllr Ann Birch, Mr Omar Lee, Mrs Odell and ",
    "titles": "Dr ",
    "abbreviations": "Dr. Mr. ",
    "initials": "A.B. J.C. ",
    "initials in one": "A.B.",
    "particles": "van de ",
    "surnames": "Ann Birch Lee ",
    "opened brackets": "((( the Clerk (of the Panel (",
    "quotes": "“the Clerk said ‘that “",
    "dashes": "the Clerk – would – the Chair — write – ",
    "that": "that the Chair said that ",
    "agreed that": "agreed that ",
    "capitals": "CLERK TO WRITE TO THE LANDOWNER ",
    "capital letters": "The Clerk Of The Panel Of The Board ",
    "figures": "12 13.5 2019 7/8 ",
    "days": "by 5 July 2024, on 6 June 2023 and ",
    "months": "by the end of March before June in May ",
    "ends": "end of the ",
    "weeks before weeks": "two weeks before two weeks before ",
    "meetings": "to the next meeting of the Panel ",
    "limbs": "the Clerk to write; the Chair to ask; ",
    "decisions": "It was resolved to write and to ask and to send, ",
    "votes": "(7 for, 2 against, 1 abstention) ",
    "motions": "moved by Cllr Birch, seconded by Cllr Lee, that ",
    "action marks": "[Action: JB] ",
    "labels": "Clerk: Chair: ",
    "pronouns": "he said she would ask him to tell her that they will ",
    "they": "Cllr Birch said they would ",
    "answers": "A. So he would? A. ",
    "askers": "Is it so? (Cllr Lee, Kent) ",
    "short sentences": "The Clerk would write. ",
    "lines": "Clerk to write to the school on its roof\n",
    "numbers": "1. ",
    "stops": ".",
    "stops apart": ". ",
    "blanks": " ",
    "tabs": "\t\t 1 ",
    "cells": "Clerk | write | May | ",
    "commas": "the report, which, as, since, ",
    "of": "of the Board of Trustees of the Council ",
    "addresses": "x@y.",
    "one word": "a",
}
_MINUTES = """Alder Society

Minutes of the meeting held on Tuesday 16 May 2023

Present: Ann Birch (Chair), Omar Lee

1. Fees

The members met. {}

2. Roof

The Clerk would write to the school.
"""


def minutes_of(shape: str, letters: int) -> str:
    """Return minutes with a paragraph of a shape that is so many letters long."""
    unit = SHAPES[shape]
    return _MINUTES.format((unit * (letters // len(unit) + 1))[:letters])
