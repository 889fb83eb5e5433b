"""Invented pages of minutes in the shapes that councils publish, with what makes links hard:
the same sentence under several items, paragraphs that begin alike, lists, lines, odd spaces."""

NAV = "<nav><ul><li>Home</li><li>Meetings</li><li>The report</li><li>Noted</li></ul></nav>"
GAP = '<div style="height:900px"></div>'


def _page(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body>{NAV}<h1>{title}</h1>{GAP}{body}{GAP}<footer>Noted. The report. None.</footer>"
        "</body></html>"
    )


def _table(*items: tuple[str, str, str, str]) -> str:
    """A meeting's page as ModernGov draws it: an anchor, a number and a title an item."""
    rows = "".join(
        f'<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt"><a name="{anchor}"></a>'
        f'{number}.</p></td><td><p class="mgAiTitleTxt">{title}</p>'
        f'<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara">'
        f'<div class="WordSection1">{text}</div></div></td></tr>'
        for anchor, number, title, text in items
    )
    return (
        '<div id="modgov"><div class="mgContent"><table class="mgItemTable" id="mgItemTable">'
        f"<tr><th>No.</th><th>Item</th></tr>{rows}</table></div></div>"
    )


HARBOUR = _page(
    "Minutes of Thorngate Harbour Board - Tuesday 12 March 2024 10.00 am",
    _table(
        (
            "AI101",
            "1",
            "Dredging of the Outer Basin",
            "<p>1.&nbsp;&nbsp; The Harbour Master reported that silt in the outer basin stood at "
            "2.4&nbsp;metres and that\nthe dredger <i>Marigold</i> would return in May.</p>"
            "<p>&nbsp;</p>"
            "<p>2.&nbsp;&nbsp; The Harbour Master reported that silt in the inner basin was of no "
            "concern.</p>" + GAP + "<p><b>RESOLVED</b> that the report be noted.</p>",
        ),
        (
            "AI102",
            "2",
            "Mooring Fees",
            '<ol><li>Captain Łukasz Brück-Ødegård asked why the fee for <a href="#x">visiting '
            "boats</a> had risen by 12.5% &ndash; twice the rate of last year.</li>"
            "<li>The Treasurer replied that the fee had risen, and would rise again.</li></ol>"
            + GAP
            + "<p><b>RESOLVED</b> that the report be noted.</p>",
        ),
        (
            "AI103",
            "3",
            "Safety on the Quays",
            "<p>1. The Safety Officer said:<br>the lifebelts had been counted;<br>two were "
            "missing, and had been replaced.</p>"
            "<p>2. The Safety Officer said that the ladders on the east quay were rusted.</p>"
            "<p><b>RESOLVED</b> that</p><ol type='a'><li>the ladders be painted before the "
            "regatta; and</li><li>the report be noted.</li></ol>",
        ),
        ("AI104", "4", "Any Other Business", "<p>None.</p>"),
        ("AI105", "5", "Date of Next Meeting", "<p>Noted.</p>"),
    ),
)

PARISH = _page(
    "Minutes of Little Wenning Parish Council, Monday 8 January 2024",
    "<h2>1. Apologies</h2><p>None.</p>"
    "<h2>2. Finance</h2><p>2.1 The Clerk presented the payments for December, which came to "
    f"&pound;1,204.50 in all.</p>{GAP}<p>2.2 The payments were agreed.</p>"
    "<p>RESOLVED: That the payments be agreed.</p>"
    "<h2>3. Highways</h2><p>3.1 Cllr Pendle-Ashworth reported that the pot&shy;holes in Mill Lane "
    "had been filled. The Clerk presented the payments for the new grit bin.</p>"
    f"{GAP}<p>3.2 The payments were agreed.</p><p>RESOLVED: That the payments be agreed.</p>"
    "<h2>4. Planning</h2><p>4.1 The Council considered &ldquo;The Old Forge&rdquo; (24/0017/FUL): "
    "no objection, but a wish that the hedge &amp; the well be kept.</p>"
    "<p>4.2 The Council considered &ldquo;The Old Forge&rdquo; again, in its other part: no "
    "objection.</p><h2>5. Closure</h2><p>The meeting closed at 8.40 pm.</p>",
)

PAGES = {"harbour": HARBOUR, "parish": PARISH}
