/**
 * index.html: one page that holds everything and fetches nothing. Filters are boxes that style sheets ask for: there is no
 * script in it, and its content security policy allows none.
 */
import { policyFor } from '../../exchange/publish/html.ts';
import { escapeHtml } from '../../exchange/publish/text.ts';
import type { LastFinding } from '../round.ts';
import type { Excerpt, ExcerptCell, ReviewedReport, ReviewFinding, UnreadFile } from '../types.ts';
import { disclosedWords, GRADES, gradeWords, placeWords, type Say, unitOf } from './words.ts';
import { remarksOf } from './workbook.ts';

export interface PageContent {
  readonly reports: readonly ReviewedReport[];
  readonly unread: readonly UnreadFile[];
  readonly last?: readonly LastFinding[];
}

const ALL = [...GRADES, undefined] as const;
const classOf = (grade: ReviewFinding['grade']) => grade ?? 'none';

/** The whole file. */
export async function writePage({ reports, unread, last }: PageContent, say: Say): Promise<string> {
  const title = escapeHtml(say('review.sheet.findings'));
  const count = (grade: ReviewFinding['grade']) =>
    reports.reduce((sum, r) => sum + r.findings.filter((f) => f.grade === grade).length, 0);
  const filters = ALL.map(
    (grade) =>
      `<label class="filter"><input type="checkbox" id="show-${classOf(grade)}"${grade === undefined ? '' : ' checked'}> <b class="${classOf(grade)}">${escapeHtml(gradeWords(grade, say))}</b> ${count(grade)}</label>`,
  ).join('\n');
  const sections = reports.map((r, i) => reportHtml(r, i, say));
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${await policyFor(STYLE)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<nav>
<h1>${title}</h1>
<p>${escapeHtml(say('review.page.counts', { reports: String(reports.length), unread: String(unread.length) }))}</p>
${filters}
<ol>
${reports.map((r, i) => entryHtml(r, i)).join('\n')}
</ol>
</nav>
<main>
${unreadHtml(unread, say)}${last ? lastHtml(last, say) : ''}${sections.join('\n')}
</main>
</body>
</html>
`;
}

function entryHtml(report: ReviewedReport, i: number): string {
  const counts = ALL.map((grade) => {
    const own = report.findings.filter((f) => f.grade === grade).length;
    return own === 0 ? '' : ` <b class="${classOf(grade)}">${own}</b>`;
  }).join('');
  const what = `${report.year ?? ''}${report.kind ?? ''}`;
  return `<li><a href="#r${i + 1}">${escapeHtml(unitOf(report))} ${escapeHtml(what)}</a>${counts}</li>`;
}

function reportHtml(report: ReviewedReport, i: number, say: Say): string {
  const { checks, notMade, findings, files, disclosed } = report;
  const counts = say('review.page.checks', {
    passed: String(checks.passed),
    rounding: String(checks.rounding),
    broken: String(checks.broken),
    notMade: String(notMade.length),
  });
  const published = disclosedWords(disclosed, say).join(say('review.semicolon'));
  const notes = remarksOf(report, say).map((text) => `<li>${escapeHtml(text)}</li>`);
  const open = notMade.map(
    ({ check, reason }) => `<tr><td>${escapeHtml(check)}</td><td>${escapeHtml(reason)}</td></tr>`,
  );
  return `<section id="r${i + 1}">
<h2>${escapeHtml(report.title || unitOf(report))}</h2>
<p class="soft">${escapeHtml(files.join('、'))}</p>
<p class="soft">${escapeHtml(counts)}</p>
${published === '' ? '' : `<p class="soft">${escapeHtml(published)}</p>\n`}${notes.length > 0 ? `<ul class="soft">${notes.join('')}</ul>` : ''}
${
  findings.length === 0
    ? `<p>${escapeHtml(say('review.page.nothing'))}</p>`
    : gravest(findings)
        .map((f) => findingHtml(f, say))
        .join('\n')
}
${open.length > 0 ? `<details><summary>${escapeHtml(say('review.sheet.notMade'))} ${open.length}</summary><table>${open.join('')}</table></details>` : ''}
</section>`;
}

/** The gravest first. */
function gravest(findings: readonly ReviewFinding[]): ReviewFinding[] {
  return ALL.flatMap((grade) => findings.filter((f) => f.grade === grade));
}

function findingHtml(finding: ReviewFinding, say: Say): string {
  const { grade, message, origin, basis, excerpt, round } = finding;
  const place = [origin.file, placeWords(origin, say)].filter((t) => t !== '').join(' · ');
  const told =
    round === undefined ? '' : ` <span class="round">${escapeHtml(say(`review.round.${round}`))}</span>`;
  return `<article class="finding ${classOf(grade)}">
<p><b class="${classOf(grade)}">${escapeHtml(gradeWords(grade, say))}</b>${told} ${escapeHtml(message)}</p>
<p class="soft">${escapeHtml(place)}${basis === undefined ? '' : ` · ${escapeHtml(basis)}`}</p>
${excerpt ? excerptHtml(excerpt) : ''}
</article>`;
}

function excerptHtml(excerpt: Excerpt): string {
  if (excerpt.kind === 'text')
    return `<blockquote>${escapeHtml(excerpt.before)}<mark>${escapeHtml(excerpt.marked)}</mark>${escapeHtml(excerpt.after)}</blockquote>`;
  const rows = excerpt.rows.map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`).join('\n');
  return `<div class="scroll"><table>${rows}</table></div>`;
}

function cellHtml({ text, columns, rows, head, right, marked }: ExcerptCell): string {
  const tag = head ? 'th' : 'td';
  const names = [right && !head ? 'right' : '', marked ? 'marked' : ''].filter((n) => n !== '').join(' ');
  return `<${tag}${columns ? ` colspan="${columns}"` : ''}${rows ? ` rowspan="${rows}"` : ''}${names ? ` class="${names}"` : ''}>${escapeHtml(text)}</${tag}>`;
}

function unreadHtml(unread: readonly UnreadFile[], say: Say): string {
  if (unread.length === 0) return '';
  const rows = unread.map((f) => `<tr><td>${escapeHtml(f.name)}</td><td>${escapeHtml(f.reason)}</td></tr>`);
  return `<section><h2>${escapeHtml(say('review.sheet.unread'))}</h2><table>${rows.join('\n')}</table></section>\n`;
}

function lastHtml(last: readonly LastFinding[], say: Say): string {
  const rows = last.map(
    (f) =>
      `<tr><td>${escapeHtml(f.unit)}</td><td>${escapeHtml(f.year)}</td><td>${escapeHtml(f.message)}</td><td>${escapeHtml(say(`review.became.${f.became}`))}</td></tr>`,
  );
  return `<section><h2>${escapeHtml(say('review.sheet.last'))}</h2><details><summary>${last.length}</summary><table>${rows.join('\n')}</table></details></section>\n`;
}

const STYLE = `
:root{--ink:#1f2328;--soft:#5c6670;--line:#d0d7de;--must:#b42318;--explain:#9a6700;--wording:#175cd3;--none:#5c6670;--desk:#f6f8fa}
*{box-sizing:border-box}
body{margin:0;color:var(--ink);font:15px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;display:grid;grid-template-columns:minmax(220px,300px) 1fr}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:20px;background:var(--desk);border-right:1px solid var(--line)}
nav h1{font-size:20px;margin:0 0 4px}nav ol{padding-left:22px;margin:12px 0}nav li{margin:4px 0}
main{padding:20px 32px 60px;min-width:0;max-width:1100px}
a{color:inherit}
h2{font-size:18px;margin:28px 0 4px}
p{margin:2px 0}
.soft{color:var(--soft);font-size:13px}
.filter{display:block}
b.must{color:var(--must)}b.explain{color:var(--explain)}b.wording{color:var(--wording)}b.none{color:var(--none)}
.round{border:1px solid var(--line);border-radius:3px;padding:0 4px;font-size:12px}
.finding{border:1px solid var(--line);border-left:4px solid var(--none);border-radius:4px;padding:8px 12px;margin:10px 0;break-inside:avoid}
.finding.must{border-left-color:var(--must)}.finding.explain{border-left-color:var(--explain)}.finding.wording{border-left-color:var(--wording)}
blockquote{margin:6px 0 2px;padding:4px 10px;background:var(--desk)}
mark,.marked{background:#ffe3a3;outline:2px solid #e0a100}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:13px;margin:6px 0}
td,th{border:1px solid var(--line);padding:2px 8px;text-align:left;font-weight:normal;min-width:4.5em}
th{background:var(--desk);text-align:center}.right{text-align:right;font-variant-numeric:tabular-nums}
summary{cursor:pointer;color:var(--soft)}
body:has(#show-must:not(:checked)) .finding.must,body:has(#show-explain:not(:checked)) .finding.explain,body:has(#show-wording:not(:checked)) .finding.wording,body:has(#show-none:not(:checked)) .finding.none{display:none}
@media(max-width:800px){body{display:block}nav{position:static;height:auto}}
@media print{body{display:block}nav{display:none}main{max-width:none;padding:0}details{display:none}@page{size:A4;margin:18mm}}
`;
