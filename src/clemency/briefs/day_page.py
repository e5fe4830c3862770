"""The brief of a day as one HTML page that stands alone: no script, no outside file, pictures inside."""

from __future__ import annotations

from html import escape

from clemency.briefs.charts import Chart
from clemency.briefs.day import DayBrief
from clemency.briefs.day_words import sections, title
from clemency.ledger.questions import district_name

_STYLE = """
body { font: 1rem/1.5 "Source Sans Pro", "Helvetica Neue", Arial, sans-serif; color: #1b1b1b; max-width: 64rem;
  margin: 2rem auto; padding: 0 1rem; }
h1, h2 { line-height: 1.2; } h2 { margin-top: 2rem; }
table { border-collapse: collapse; margin: 1rem 0; } th, td { padding: .3rem .75rem; text-align: left;
  vertical-align: top; border-bottom: 1px solid #dfe1e2; } td.n, th.n { text-align: right; }
figure { margin: 1.5rem 0; } figure svg { max-width: 100%; height: auto; } figcaption { color: #565c65; }
.names td { font-size: .95rem; } @media print { body { margin: 0; } }
"""


def day_html(brief: DayBrief, charts: list[Chart]) -> str:
    """The whole page."""
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>{escape(title(brief))}</title><style>{_STYLE}</style></head><body><main>",
        f"<h1>{escape(title(brief))}</h1>",
    ]
    for heading, body in sections(brief):
        parts.append(f"<h2>{escape(heading)}</h2>")
        parts += [_table(part) if isinstance(part, list) else f"<p>{escape(part)}</p>" for part in body]
    parts += [f"<figure>{chart.svg()}<figcaption>{escape(chart.caption)}</figcaption></figure>" for chart in charts]
    if brief.grants:
        parts += ["<h2>Names</h2>", _names(brief)]
    parts.append("</main></body></html>")
    return "\n".join(parts) + "\n"


def _table(rows: list[list[str]]) -> str:
    heads = "".join(f'<th scope="col" class="n">{escape(cell)}</th>' for cell in rows[0][1:])
    lines = [f"<tr><td></td>{heads}</tr>"]
    for first, *rest in rows[1:]:
        cells = "".join(f'<td class="n">{escape(cell)}</td>' for cell in rest)
        lines.append(f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>')
    return f"<table>{''.join(lines)}</table>"


def _names(brief: DayBrief) -> str:
    rows = []
    for grant in brief.grants:
        court = grant.district_text or "; ".join(district_name(code) for code in grant.reading.districts)
        cells = (grant.name, grant.kind, grant.offense_text, court, grant.sentence_text, grant.terms_text)
        rows.append("<tr>" + "".join(f"<td>{escape(cell).replace(chr(10), '<br>')}</td>" for cell in cells) + "</tr>")
    heads = "".join(f'<th scope="col">{h}</th>' for h in ("Name", "Relief", "Offense", "Court", "Sentence", "Terms"))
    return f'<table class="names"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
