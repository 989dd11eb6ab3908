/** All servers with one document, in turn. */
import type { ServerSpec } from './client.ts';
import { type Amount, Contestant, kinds } from './contestant.ts';
import { canCount, countInstructions } from './counters.ts';
import type { BenchDocument } from './documents.ts';
import type { DocumentResult } from './report.ts';

export const say = (text: string) => process.stderr.write(`${text}\n`);

const WHOLE = [
  ['symbols', 'textDocument/documentSymbol', {}],
  ['tokens', 'textDocument/semanticTokens/full', {}],
  ['format', 'textDocument/formatting', { options: { tabSize: 2, insertSpaces: true } }],
] as const;

export async function measure(
  specs: readonly ServerSpec[],
  { name, texts, large }: BenchDocument,
  amount: Amount,
): Promise<DocumentResult> {
  say(name);
  const timeout = large ? 180_000 : 60_000;
  const all = specs.map((spec) => new Contestant(spec, texts[spec.language], timeout));
  for (const one of all) await one.settle();
  for (let i = 0; i < amount.opens; i++) for (const one of all) await one.first();
  for (let i = 0; i < amount.opens; i++) for (const one of all) await one.open();
  say(
    `  opened: ${all.map((one) => `${one.spec.name} ${one.problem ?? Math.round(one.samples.open.at(-1)?.ms ?? 0)}`).join(', ')}`,
  );
  await edits(all, amount);
  if (amount.askMs > 0) {
    await questions(all, amount, large ? 2 : 6);
    if (canCount()) for (const one of all) await instructions(one);
  }
  for (const one of all) one.client?.kill();
  return { name, servers: all.map((one) => one.result()) };
}

async function edits(all: readonly Contestant[], amount: Amount): Promise<void> {
  for (const kind of kinds) {
    for (const one of all) {
      one.spent = 0;
      await one.warm(kind, 20, amount.editMs / 4);
    }
    const more = () => all.filter((one) => one.lacks(kind, amount));
    for (let left = more(); left.length > 0; left = more())
      for (const one of left) await one.slice(kind, amount);
    say(
      `  ${kind}: ${all.map((one) => `${one.spec.name} ${(one.edits[kind].cpuMs / one.edits[kind].ms.length).toFixed(2)} (${one.edits[kind].ms.length})`).join(', ')}`,
    );
  }
}

async function questions(all: readonly Contestant[], { askMs }: Amount, rounds: number): Promise<void> {
  // What ours answers is what the floor answers: its reply has the same size.
  const floor = all.find(({ spec }) => spec.name === 'floor');
  const ours = all.find(({ spec }) => spec.name === 'ours');
  await ours?.step('replies', async (client) => {
    const hover = await ours.answers(client, 'hover');
    const completion = await ours.answers(client, 'completion');
    await floor?.client?.notify('bench/replies', { hover, completion });
  });
  for (const what of ['hover', 'completion'] as const) {
    for (const one of all) one.spent = 0;
    for (let round = 0; round < 12; round++)
      for (const one of all) if (one.spent < askMs) await one.ask(what, 16, askMs);
  }
  for (const [what, method, params] of WHOLE) {
    for (const one of all) one.spent = 0;
    for (let round = 0; round < rounds; round++)
      for (const one of all) if (round < 2 || one.spent < askMs) await one.whole(what, method, params);
  }
}

/** Twenty digits changed in tables, where the machine counts instructions. */
async function instructions(one: Contestant): Promise<void> {
  await one.step('instructions', async (client) => {
    const keys = 20;
    const counted = await countInstructions(client.pid, () => one.warm('amount', keys, 60_000));
    if (counted !== undefined) one.instructions = counted / keys;
  });
}
