/** The card about the finding that is chosen: what is printed, what it must be, why, where, and what it goes with. */
import type { Opinion, Place, ShownFinding, ShownReport } from '../protocol.ts';
import { el } from './dom.ts';
import { factWords, reportWords, roundWord } from './list.ts';
import { gradeWord, say } from './text.ts';

export interface CardActions {
  move(by: 1 | -1): void;
  mark(opinion: Opinion | undefined): void;
  /** Shows another place: of this report, or of another. */
  look(report: string, place: Place): void;
}

export interface CardFacts {
  readonly report: ShownReport;
  readonly finding: ShownFinding;
  /** Which it is of how many that are shown. */
  readonly n: number;
  readonly of: number;
  readonly marked: Opinion | undefined;
}

type FactId = 'printed' | 'expected' | 'place' | 'origin' | 'basis' | 'lastRound' | 'opinion' | 'answer';

export function card({ report, finding, n, of, marked }: CardFacts, actions: CardActions): HTMLElement {
  const { grade, message, printed, expected, where, origin, basis, round, opinion, answer, related } =
    finding;
  const fact = (id: FactId, value: string | undefined) =>
    value === undefined || value === ''
      ? []
      : [el('div', { class: `fact ${id}` }, el('dt', {}, say(id)), el('dd', {}, value))];
  const button = (id: 'previous' | 'next', by: 1 | -1) =>
    el('button', { type: 'button', id, click: () => actions.move(by) }, say(id));
  return el(
    'div',
    { class: `card ${grade}` },
    el('h2', { id: 'report-title' }, reportWords(report)),
    el(
      'div',
      { class: 'said' },
      el('span', { class: 'grade' }, gradeWord(grade)),
      el('p', { class: 'message' }, message),
    ),
    el(
      'dl',
      {},
      ...fact('printed', printed),
      ...fact('expected', expected),
      ...fact('place', where),
      ...fact('origin', origin),
      ...fact('basis', basis),
      ...fact('lastRound', round && roundWord(round)),
      ...fact('opinion', opinion),
      ...fact('answer', answer),
    ),
    ...(related.length > 0 ? [relatedTo(report, related, actions)] : []),
    el(
      'p',
      { class: 'buttons' },
      button('previous', -1),
      button('next', 1),
      marking(marked, actions),
      el('span', { class: 'soft' }, n > 0 ? say('nth', { n, of }) : ''),
      el('code', { class: 'soft' }, finding.rule),
    ),
    el('p', { class: 'soft', id: 'nowhere', hidden: true }, say('notPrinted')),
  );
}

/** 处理意见, which goes into the workbook; what is accepted stands in no letter. */
function marking(marked: Opinion | undefined, actions: CardActions): HTMLElement {
  const select = el('select', {
    id: 'opinion',
    change: () => actions.mark(OPINIONS.find((o) => o === select.value)),
  });
  select.append(new Option(say('unmarked'), ''), ...OPINIONS.map((o) => new Option(say(o), o)));
  select.value = marked ?? '';
  return el('label', {}, `${say('opinion')} `, select);
}

const OPINIONS: readonly Opinion[] = ['seen', 'accepted', 'returned'];

function relatedTo(report: ShownReport, related: ShownFinding['related'], actions: CardActions): HTMLElement {
  const items = related.map((r) =>
    el(
      'li',
      {},
      el(
        'button',
        { type: 'button', class: 'plain', click: () => actions.look(r.report ?? report.name, r) },
        [r.report, r.where, r.message].filter((w) => w !== undefined && w !== '').join(' · '),
      ),
    ),
  );
  return el(
    'details',
    { class: 'related' },
    el('summary', {}, `${say('related')}（${related.length}）`),
    el('ul', {}, ...items),
  );
}

/** The head of a report none of whose findings is chosen. */
export function cardOf(report: ShownReport): HTMLElement {
  return el(
    'div',
    { class: 'card' },
    el('h2', { id: 'report-title' }, reportWords(report)),
    el('p', { class: 'soft' }, factWords(report)),
  );
}
