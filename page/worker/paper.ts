/** A report as it was published, for the page: parts and the style sheet that they are shown with. */
import { PREVIEW_STYLE, STYLE } from '../../server/src/exchange/publish/style.ts';

/** The style sheet of published reports, for a tree inside a page: what it says of the page it says of its host. */
export const PAPER_STYLE = `${(STYLE + PREVIEW_STYLE)
  .replaceAll(':root', ':host')
  .replace(/\b(html|body|main)(?=\{)/g, '.$1')}
.main{min-height:0;max-width:none;padding:24px 28px 40vh}
.waiting{color:var(--soft);text-align:center;text-indent:0;padding:3em 1em}
mark{cursor:pointer}
.current{outline:3px solid #1a73e8;outline-offset:2px;border-radius:2px;scroll-margin:6em}
tr.current{outline-offset:-3px}
@media (forced-colors:active){mark,[data-mark]{forced-color-adjust:none;background:Mark;color:MarkText}.current{outline-color:Highlight}}
@media print{.main{padding:0}.current{outline:none}mark{border-bottom:1.5pt solid #000;background:none}[data-mark]{background:#ddd}}
`;
