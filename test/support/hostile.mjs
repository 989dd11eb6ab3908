// Reports that try everything against what is made of them. Plain JavaScript: the browser's test reads it as it is.

const RUN = 'globalThis.hacked=1';
const script = `<script>${RUN}</script>`;

/** What is tried, by what it is. Each would show where one character of it went into a page, sheet or file unescaped. */
export const PAYLOADS = {
  script,
  'end of an attribute': `"><script>${RUN}</script>`,
  'end of an attribute, single': `'><img src=x onerror=${RUN}>`,
  'an attribute': `" onmouseover="${RUN}" style="position:fixed;inset:0" x="`,
  'an attribute without quotes': ` onfocus=${RUN} autofocus tabindex=1 `,
  'image that fails': `<img src=x onerror=${RUN}>`,
  'image from elsewhere': '<img src="https://example.invalid/x.png">',
  'details that open': `<details open ontoggle=${RUN}>`,
  'video without a source': `<video><source onerror=${RUN}></video>`,
  'drawing that loads': `<svg onload=${RUN}>`,
  'script in a drawing': `</text></svg><svg><script>${RUN}</script></svg>`,
  'link in a drawing': `<svg><a xlink:href="javascript:${RUN}"><text>甲</text></a></svg>`,
  'end of title and style': `</title></style></textarea>${script}`,
  'end of script': `</script>${script}`,
  'end of a comment': `<!--><img src=x onerror=${RUN}>-->`,
  'end of character data': `]]><script>${RUN}</script><![CDATA[`,
  'script address': `<a href="javascript:${RUN}">甲</a>`,
  'Markdown links': `[甲](javascript:${RUN}) [乙](command:workbench.action.quit) ![丙](https://example.invalid/x.png)`,
  'Markdown auto link': `<javascript:${RUN}> <https://example.invalid/>`,
  'data address': `<a href="data:text/html,${script}">甲</a><object data="data:text/html,${script}"></object>`,
  frame: `<iframe srcdoc="<script>parent.${RUN.slice(11)}</script>"></iframe><iframe src="https://example.invalid/"></iframe>`,
  refresh: '<meta http-equiv="refresh" content="0;url=https://example.invalid/">',
  'base and sheet':
    '<base href="https://example.invalid/"><link rel="stylesheet" href="https://example.invalid/x.css">',
  style: '<style>@import "https://example.invalid/x.css";*{display:none}</style>',
  form: '<form action="https://example.invalid/"><button autofocus>甲</button></form>',
  template: `{{constructor.constructor('${RUN}')()}} \${${RUN}} <%= ${RUN} %> #{${RUN}}`,
  'mutation of a parser': `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${RUN}&gt;">`,
  'entities that were escaped': `&lt;script&gt;${RUN}&lt;/script&gt; &#60;img src=x onerror=${RUN}&#62;`,
  'full-width signs': `＜script＞${RUN}＜/script＞ ＂＞＜img src=x onerror=${RUN}＞`,
  'hidden characters': `<scr\u0000ipt>${RUN}</script>\u202e<\u200bimg src=x onerror=${RUN}>\ud800`,
  emphasis: `**<b onclick=${RUN}>粗</b>** <em>${script}</em><br>${script}`,
  'formula in a sheet': '=HYPERLINK("http://example.invalid","点")',
  'command in a sheet': "=cmd\\|'/C calc'!A0",
  'plus, minus, at': '+1+1 @SUM(1) -1-1',
  'wide equals sign': '＝1+1',
};

/** The text that is hostile, at every place of a report that is published. @param {string} payload */
export function hostileReport(payload) {
  return `标题：${payload}
单位：${payload}
年度：2023
类型：决算
金额单位：万元

# 第一部分 ${payload}

${payload}

一、${payload}。2023年度支出合计1,200.00万元，其中：${payload}支出800.00万元，占66.67%。

图：${payload}
图：饼图 ${payload} = 公开02.合计.财政拨款收入、其他收入
图：收入决算结构图

## 收入决算表 ${payload}
公开02表${payload}    单位：${payload}    金额单位：万元

| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 其他收入 | ${payload} |
| --- | --- | ---: | ---: | ---: | --- |
| 合计 |  | 150.00 | 145.00 | 5.00 | ${payload} |
| ${payload} | ${payload} | ${payload} | -2.00 | 1.00 |  |
| 205 | ${payload} | 150.00 | 145.00 | 7.00 | 甲<br>${payload} |
注：${payload}
勾稽：合计.${payload} = 1.00
// 忽略 row-sum：${payload}

## ${payload}

甲	${payload}	1.00
乙	=1+1	-3.00

# 名词解释

1.${payload}：${payload}。
`;
}

/** All at once, and what has no place of its own. */
export const HOSTILE = `标题：${script}2023 年决算</title>
单位：某某局"><img src=x onerror="${RUN}">
年度：2023
类型：决算
金额单位：万元

# 第一部分 ${script} <style>*{display:none}</style>

[点我](javascript:${RUN}) <a href="javascript:${RUN}">甲</a> <iframe src="https://example.invalid"></iframe>&lt;b&gt; **粗** <b>粗</b> <b onclick="${RUN}">不是粗</b>

图：</figcaption>${script}
图：饼图 "><script>${RUN}</script> = 公开02.合计.财政拨款收入、其他收入

## 收入决算表
公开02表    单位：</div></table>${script}    金额单位：万元

| 科目编码 | 科目名称</th></table>${script} | 本年收入合计 | 财政拨款收入 | 其他收入 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | 150.00 | 145.00 | 5.00 |
| =HYPERLINK("http://example.invalid","点") | +1+cmd\\|' /C calc'!A0 | @SUM(1+1) | -2+3 | =1+1 |
| 205 | </td></table>${script}${'很长的单元格'.repeat(4000)} | 150.00 | 145.00 | 5.00<br>${script} |
| \u0000\u0008\ud800 | ]]> --> \u202e | " ' & | \u0007 | <!-- |
注：</p>${script}
`;

/** @type {[name: string, text: string][]} */
const EACH = Object.entries(PAYLOADS).map(([name, payload]) => [name, hostileReport(payload)]);

/**
 * Name and text: all payloads in one report, side by side at every place, and what has no place of its own; where
 * everything is wanted (test/support/everything.ts) also a report for each, since one may hide another.
 * @type {[name: string, text: string][]}
 */
export const HOSTILE_REPORTS = [
  ['all', HOSTILE],
  ['side by side', hostileReport(Object.values(PAYLOADS).join(' '))],
  ...(process.env.TESTS === 'all' ? EACH : []),
];
