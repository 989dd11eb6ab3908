import {
  codeLenses,
  documentSymbols,
  foldingRanges,
  formatDocument,
  open,
  semanticTokens,
} from '../../server/src/service.ts';
import { LARGE } from './texts.ts';

const skip = Number(process.argv[2]);
let at = 0;
open('甲').findings;
for (const { name, make } of LARGE) {
  if (at++ < skip) continue;
  const text = make();
  const t = [process.cpuUsage().user / 1000];
  const lap = () => t.push(process.cpuUsage().user / 1000);
  try {
    const a = open(text);
    a.tree;
    lap();
    a.report;
    lap();
    a.prose;
    lap();
    a.sentences;
    lap();
    a.graph;
    lap();
    a.findings;
    lap();
    a.coverage;
    lap();
    documentSymbols(a);
    foldingRanges(a);
    lap();
    semanticTokens(a);
    lap();
    formatDocument(a);
    lap();
    codeLenses(a);
    lap();
    void open(`${text}。`, {}, a).findings;
    lap();
  } catch (e) {
    console.log(String(e).slice(0, 200), (e as Error).stack?.split('\n').slice(1, 4).join());
  }
  const names = 'tree report prose sentences graph findings coverage symbols tokens format lens edit'.split(
    ' ',
  );
  const parts = names
    .map((n, i) => [n, Math.round((t[i + 1] ?? 0) - t[i]!)] as const)
    .filter(([, ms]) => ms > 100);
  const total = t.at(-1)! - t[0]!;
  console.log(total > text.length / 100 ? '!!' : '  ', name, text.length, Math.round(total), parts.join(' '));
}
