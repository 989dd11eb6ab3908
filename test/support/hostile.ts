/** A report that tries everything against what is made of it. */
const script = '<script>globalThis.hacked = true</script>';

export const HOSTILE = `标题：${script}2023 年决算</title>
单位：某某局"><img src=x onerror="globalThis.hacked = true">
年度：2023
类型：决算
金额单位：万元

# 第一部分 ${script} <style>*{display:none}</style>

[点我](javascript:globalThis.hacked=true) <a href="javascript:globalThis.hacked=true">甲</a> <iframe src="https://example.invalid"></iframe>&lt;b&gt; **粗** <b>粗</b> <b onclick="globalThis.hacked=true">不是粗</b>

图：</figcaption>${script}
图：饼图 "><script>globalThis.hacked=true</script> = 公开02.合计.财政拨款收入、其他收入

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
