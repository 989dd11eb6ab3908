/** What stands under a column of a form, of one item of the books; the sums that its columns owe. */
import {
  type Amount,
  appropriated,
  basicOut,
  from,
  grantedIn,
  type Item,
  income,
  ofFund,
  ownIn,
  projectOut,
  spent,
} from './book.ts';
import type { Fund } from './catalogue.ts';

export interface HouseColumn {
  /** Its name in equations between tables, where it has one. */
  readonly id?: string;
  readonly amount: Amount;
  readonly into?: string;
}

type Columns = Readonly<Record<string, HouseColumn>>;

const none: Amount = () => 0;
const general = (amount: Amount) => ofFund('general', amount);
const carriedIn: Amount = (i) => i.opening + i.ownOpening;
const basic: Amount = (i) => i.people + i.public;
const open: Amount = (i) => i.public + i.ownBasic;
/** Of what was carried over, what basic spending used up first. */
const openingBasic: Amount = (i) => Math.min(i.opening, basic(i));
const openingProject: Amount = (i) => i.opening - openingBasic(i);
const own = (id: 'superior' | 'operating' | 'business' | 'affiliated' | 'other', into: string) => ({
  id,
  amount: from(id),
  into,
});

const INCOME: Columns = {
  本年收入合计: { id: '合计', amount: income },
  财政拨款收入: { id: '拨款', amount: grantedIn, into: '合计' },
  拨款中一般公共预算: { amount: general(grantedIn), into: '拨款' },
  拨款中政府性基金预算: { amount: ofFund('fund', grantedIn), into: '拨款' },
  拨款中国有资本经营预算: { amount: ofFund('capital', grantedIn), into: '拨款' },
  上级补助收入: own('superior', '合计'),
  事业收入: own('operating', '合计'),
  其中教育收费: { amount: none },
  经营收入: own('business', '合计'),
  附属单位上缴收入: own('affiliated', '合计'),
  其他收入: own('other', '合计'),
};

const SPENDING: Columns = {
  本年支出合计: { id: '合计', amount: spent },
  基本支出: { id: '基本', amount: basicOut, into: '合计' },
  其中人员经费: { id: '人员', amount: (i) => i.people, into: '基本' },
  其中公用经费: { id: '公用', amount: open, into: '基本' },
  项目支出: { id: '项目', amount: projectOut, into: '合计' },
  上缴上级支出: { id: '上缴', amount: none, into: '合计' },
  经营支出: { id: '经营', amount: (i) => i.businessOut, into: '合计' },
  对附属单位补助支出: { id: '补助', amount: none, into: '合计' },
};

/** Spending of one fund, with what it came of. */
function ofOne(fund: Fund, total: string): Columns {
  const f = (amount: Amount) => ofFund(fund, amount);
  return {
    [total]: { id: '合计', amount: f(appropriated) },
    基本支出: { id: '基本', amount: f(basic), into: '合计' },
    其中人员经费: { id: '人员', amount: f((i) => i.people), into: '基本' },
    其中公用经费: { id: '公用', amount: f((i) => i.public), into: '基本' },
    项目支出: { id: '项目', amount: f((i) => i.project), into: '合计' },
    人员经费支出: { amount: f((i) => i.people), into: '合计' },
    公用经费支出: { amount: f((i) => i.public), into: '合计' },
    专项业务经费支出: { amount: f((i) => i.project), into: '合计' },
    当年财政拨款安排: { amount: f((i) => appropriated(i) - i.opening), into: '合计' },
    上年结转安排: { amount: f((i) => i.opening), into: '合计' },
    年初结转和结余: { id: '年初', amount: f((i) => i.opening) },
    年初基本支出结转: { amount: f(openingBasic), into: '年初' },
    年初项目支出结转: { amount: f(openingProject), into: '年初' },
    年初结转: { amount: f((i) => i.opening), into: '年初' },
    年初结余: { amount: none, into: '年初' },
    本年收入: { id: '收入', amount: f(grantedIn) },
    本年基本支出收入: { amount: f((i) => basic(i) - openingBasic(i)), into: '收入' },
    本年项目支出收入: { amount: f((i) => i.project + i.closing - openingProject(i)), into: '收入' },
    年末结转和结余: { id: '年末', amount: f((i) => i.closing) },
    年末基本支出结转: { amount: none, into: '年末' },
    年末项目支出结转: { id: '年末项目', amount: f((i) => i.closing), into: '年末' },
    年末项目支出结转数: { amount: f((i) => i.closing), into: '年末项目' },
    年末项目支出结余数: { amount: none, into: '年末项目' },
    年末结转: { amount: f((i) => i.closing), into: '年末' },
    年末结余: { amount: none, into: '年末' },
  };
}

const BUDGET_INCOME: Columns = {
  合计: { id: '合计', amount: (i) => income(i) + carriedIn(i) },
  本年收入小计: { id: '小计', amount: income, into: '合计' },
  财政拨款收入: { id: '拨款', amount: grantedIn, into: '小计' },
  拨款中一般公共预算: { amount: general(grantedIn), into: '拨款' },
  拨款中政府性基金预算: { amount: ofFund('fund', grantedIn), into: '拨款' },
  拨款中国有资本经营预算: { amount: ofFund('capital', grantedIn), into: '拨款' },
  一般公共预算: { id: 'general', amount: general(grantedIn), into: '小计' },
  政府性基金预算: { id: 'fund', amount: ofFund('fund', grantedIn), into: '小计' },
  国有资本经营预算: { id: 'capital', amount: ofFund('capital', grantedIn), into: '小计' },
  财政专户收入: { amount: none, into: '小计' },
  其中单位资金小计: { amount: ownIn },
  事业收入: own('operating', '小计'),
  经营收入: own('business', '小计'),
  上级补助收入: own('superior', '小计'),
  附属单位上缴收入: own('affiliated', '小计'),
  其他收入: own('other', '小计'),
  上年结转: { id: '结转', amount: carriedIn, into: '合计' },
  结转一般公共预算: { amount: general((i) => i.opening), into: '结转' },
  结转政府性基金预算: { amount: ofFund('fund', (i) => i.opening), into: '结转' },
  结转国有资本经营预算: { amount: ofFund('capital', (i) => i.opening), into: '结转' },
  结转财政专户: { amount: none, into: '结转' },
  结转单位资金: { amount: (i) => i.ownOpening, into: '结转' },
  用事业基金弥补收支差额: { amount: none, into: '合计' },
};

const unitMoney: Amount = (i) => i.ownBasic + i.ownProject + i.businessOut;

const BUDGET_SPENDING: Columns = {
  合计: { id: '合计', amount: spent },
  基本支出: { id: '基本', amount: basicOut, into: '合计' },
  其中人员经费: { id: '人员', amount: (i) => i.people, into: '基本' },
  其中公用经费: { id: '公用', amount: open, into: '基本' },
  其中对个人和家庭的补助: { amount: none, into: '基本' },
  其中公用资本性支出: { amount: none, into: '基本' },
  项目支出: { id: '项目', amount: projectOut, into: '合计' },
  其中一般性项目: { amount: projectOut, into: '项目' },
  其中专项资金: { amount: none, into: '项目' },
  其中项目商品和服务支出: { amount: projectOut, into: '项目' },
  其中项目对企业补助: { amount: none, into: '项目' },
  经营支出: { id: '经营', amount: (i) => i.businessOut, into: '合计' },
  上解上级支出: { id: '上缴', amount: none, into: '合计' },
  对附属单位补助支出: { id: '补助', amount: none, into: '合计' },
  一般公共预算: { id: 'general', amount: general(appropriated), into: '合计' },
  拨款中基本支出: { amount: general(basic), into: 'general' },
  拨款中项目支出: { amount: general((i) => i.project), into: 'general' },
  政府性基金预算: { amount: ofFund('fund', appropriated), into: '合计' },
  国有资本经营预算: { amount: ofFund('capital', appropriated), into: '合计' },
  财政专户管理资金: { amount: none, into: '合计' },
  单位资金: { id: '单位', amount: unitMoney, into: '合计' },
  单位资金事业支出: { amount: (i) => i.ownBasic + i.ownProject, into: '单位' },
  单位资金经营支出: { amount: (i) => i.businessOut, into: '单位' },
  单位资金上级补助支出: { amount: none, into: '单位' },
  单位资金附属单位补助支出: { amount: none, into: '单位' },
  单位资金其他支出: { amount: none, into: '单位' },
};

/** Columns of the tables over the tree of functional codes, by kind and number. */
export const HOUSE_COLUMNS: Readonly<Record<string, Columns>> = {
  决算02: INCOME,
  决算03: SPENDING,
  决算05: ofOne('general', '小计'),
  决算07: ofOne('fund', '本年支出小计'),
  决算08: ofOne('capital', '小计'),
  预算02: BUDGET_INCOME,
  预算03: BUDGET_SPENDING,
  预算05: ofOne('general', '合计'),
  预算07: ofOne('fund', '合计'),
  预算08: ofOne('capital', '合计'),
};

export const FUND_OF: Readonly<Record<string, Fund | undefined>> = {
  '05': 'general',
  '07': 'fund',
  '08': 'capital',
};

/** Whether an item has a row in a table. */
export const inTable =
  (id: string) =>
  (item: Item): boolean =>
    FUND_OF[id] === undefined || item.subject.fund === FUND_OF[id];
