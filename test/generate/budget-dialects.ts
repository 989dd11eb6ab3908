/** Ways of saying what a 预算 report says; sentences are the project's own. */
import type { Words } from './teller.ts';

export interface BudgetDialect {
  readonly id: string;
  readonly words: Words;
  readonly overall: string;
  readonly income: string;
  readonly spending: string;
  readonly part: string;
  readonly appropriations: string;
  readonly general: string;
  readonly class: string;
  readonly item: string;
  readonly basic: string;
  readonly three: string;
  readonly threeItem: string;
  readonly running: string;
  readonly procurement: string;
  readonly headings: Readonly<
    Record<
      | 'overall'
      | 'income'
      | 'spending'
      | 'appropriations'
      | 'general'
      | 'basic'
      | 'three'
      | 'running'
      | 'procurement',
      string
    >
  >;
}

const growth: Words = { up: '增加', down: '减少', rateUp: '增长', rateDown: '下降', same: '与上年持平' };

const headings = {
  overall: '收支预算总体情况',
  income: '收入预算情况',
  spending: '支出预算情况',
  appropriations: '财政拨款收支预算情况',
  general: '一般公共预算支出情况',
  basic: '一般公共预算基本支出情况',
  three: '财政拨款“三公”经费预算情况',
  running: '机关运行经费安排情况',
  procurement: '政府采购安排情况',
};

export const BUDGET_DIALECTS: readonly BudgetDialect[] = [
  {
    id: '通用',
    words: growth,
    headings,
    overall: '{年}年收支总预算{=总计}，比上年{±总计}，主要是',
    income: '{年}年本年收入预算{=本年收入}，其中：',
    spending: '{年}年支出预算{=本年支出}，其中：',
    part: '{名}{=}，占{%}',
    appropriations: '{年}年财政拨款收支总预算{=拨款总计}，比上年{±拨款总计}，主要是',
    general:
      '{年}年一般公共预算当年拨款支出{=一般支出}，比上年{±一般支出}。其中：基本支出{=一般基本}，项目支出{=一般项目}。',
    class: '{类}支出{=}，占{%}',
    item: '{目}{年}年预算数为{=}。',
    basic: '{年}年一般公共预算基本支出{=一般基本}，其中：人员经费{=人员经费}；公用经费{=公用经费}。',
    three: '{年}年“三公”经费预算数为{=三公合计}，比上年{±三公合计}。其中：',
    threeItem: '{名}{=}，比上年{±}',
    running: '{年}年机关运行经费财政拨款预算{=公用经费}，比上年{±公用经费}，主要是',
    procurement:
      '{年}年政府采购预算总额{=采购}，其中：政府采购货物预算{=货物}、政府采购工程预算{=工程}、政府采购服务预算{=服务}。',
  },
  {
    id: '河北',
    words: growth,
    headings: { ...headings, overall: '部门预算安排的总体情况', running: '机关运行经费安排情况说明' },
    overall: '{年}年预算收支安排{=总计}，较{上年}年预算{±总计}，主要是',
    income: '{年}年预算收入{=本年收入}，其中：',
    spending: '{年}年支出预算{=本年支出}，其中：',
    part: '{名}{=}',
    appropriations: '{年}年财政拨款收支预算{=拨款总计}，较{上年}年预算{±拨款总计}，主要是',
    general: '{年}年一般公共预算支出{=一般支出}，其中：基本支出{=一般基本}，项目支出{=一般项目}。',
    class: '{类}支出{=}',
    item: '{目}{=}。',
    basic: '{年}年一般公共预算基本支出{=一般基本}，其中：人员经费{=人员经费}，公用经费{=公用经费}。',
    three: '{年}年，我部门财政拨款“三公”经费预算安排{=三公合计}，其中：',
    threeItem: '{名}{=}',
    running: '{年}年机关运行经费共计安排{=公用经费}，主要用于',
    procurement: '{年}年安排政府采购预算{=采购}，其中：货物类{=货物}，工程类{=工程}，服务类{=服务}。',
  },
  {
    id: '上海',
    words: growth,
    headings: { ...headings, overall: '预算收支编制说明', three: '“三公”经费和机关运行经费预算情况' },
    overall: '{年}年，预算支出总额为{=总计}，比{上年}年预算{±总计}，主要原因是',
    income: '{年}年，收入预算{=本年收入}，其中：',
    spending: '支出预算{=本年支出}，其中：',
    part: '{名}{=}，占{%}',
    appropriations: '{年}年，财政拨款收支预算{=拨款总计}，比{上年}年预算{±拨款总计}，主要原因是',
    general:
      '{年}年，一般公共预算支出{=一般支出}，比{上年}年预算{±一般支出}。其中：基本支出{=一般基本}；项目支出{=一般项目}。',
    class: '“{类}”科目{=}',
    item: '{目}{年}年预算数{=}。',
    basic: '{年}年，一般公共预算基本支出{=一般基本}，其中：人员经费{=人员经费}；公用经费{=公用经费}。',
    three: '{年}年“三公”经费预算数为{=三公合计}，比{上年}年预算{±三公合计}。其中：',
    threeItem: '{名}{=}，比{上年}年预算{±}',
    running: '{年}年机关运行经费预算为{=公用经费}，比{上年}年{±公用经费}，主要用于',
    procurement:
      '{年}年政府采购预算{=采购}，其中：政府采购货物预算{=货物}、政府采购工程预算{=工程}、政府采购服务预算{=服务}。',
  },
];
