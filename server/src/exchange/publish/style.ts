/**
 * How a published report looks on screen and on paper: titles, headings and text in the typefaces of official
 * documents (GB/T 9704: 小标宋, 黑体, 仿宋), with what every system has behind them. Light, dark and print.
 */
const SONG = `"方正小标宋简体","FZXiaoBiaoSong-B05S","方正小标宋_GBK","STZhongsong","华文中宋","Songti SC","Noto Serif CJK SC","Source Han Serif SC",serif`;
const HEI = `"SimHei","黑体","Heiti SC","Noto Sans CJK SC","Source Han Sans SC",sans-serif`;
const KAI = `"KaiTi_GB2312","楷体_GB2312","KaiTi","楷体","STKaiti","Noto Serif CJK SC",serif`;
const FANG = `"FangSong_GB2312","仿宋_GB2312","FangSong","仿宋","STFangsong","Noto Serif CJK SC","Source Han Serif SC",serif`;

/** Colours by name; the preview puts those of the editor in their place. */
const COLOURS = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1a1a1a;--soft:#5c5c5c;--line:#8c8c8c;--head:#f3f4f6;--wash:#fafafa;--desk:#eef0f2;--c1:#2f6fb4;--c2:#d0782c;--c3:#4b9a5f;--c4:#b5485d;--c5:#7a62b3;--c6:#2d9c9c;--c7:#b39a28;--c8:#7d8794}
@media (prefers-color-scheme:dark){:root{--paper:#1d1f21;--ink:#dedede;--soft:#a3a3a3;--line:#666;--head:#2a2d30;--wash:#232527;--desk:#131415;--c1:#6ea8e6;--c2:#e8a05c;--c3:#7cc48d;--c4:#e07f92;--c5:#ab96e0;--c6:#63c7c7;--c7:#d9c152;--c8:#a7b0bc}}
@media print{:root{--paper:#fff;--ink:#000;--soft:#333;--line:#000;--head:#fff;--wash:#fff;--desk:#fff;--c1:#2f6fb4;--c2:#d0782c;--c3:#4b9a5f;--c4:#b5485d;--c5:#7a62b3;--c6:#2d9c9c;--c7:#b39a28;--c8:#7d8794;color-scheme:light}}
`;

const LAYOUT = `
*{box-sizing:border-box}
html{background:var(--desk)}
body{margin:0;color:var(--ink);font:16px/1.8 ${FANG}}
main{max-width:1080px;margin:0 auto;padding:48px 56px 72px;background:var(--paper);min-height:100vh}
h1,h2,h3,h4,h5,h6{margin:1.4em 0 .5em;line-height:1.5;font-weight:normal}
h1{font:30px/1.5 ${SONG};text-align:center;margin:.4em 0 1em}
h2{font:24px/1.5 ${SONG};text-align:center;margin-top:2em}
h3{font:19px/1.6 ${HEI}}
h4{font:18px/1.6 ${KAI}}
h5,h6{font:bold 16px/1.7 ${FANG}}
.caption{font:20px/1.5 ${SONG};text-align:center}
p{margin:0 0 .35em;text-indent:2em;overflow-wrap:anywhere;white-space:pre-wrap}
.table{margin:0 0 1.6em}
.above{display:flex;flex-wrap:wrap;gap:0 2em;justify-content:space-between;font-size:14px;line-height:1.7;color:var(--soft)}
.above .number{flex-basis:100%;text-align:right}
.above .right{margin-left:auto}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.5}
th,td{border:1px solid var(--line);padding:3px 6px;overflow-wrap:anywhere;white-space:pre-wrap;vertical-align:middle;min-width:3em;max-width:28em}
th{font-weight:normal}
thead th{background:var(--head);font-family:${HEI};text-align:center}
tbody th{text-align:left}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;user-select:none}
.scroll{position:relative}
:focus-visible{outline:2px solid var(--c1);outline-offset:2px}
td.right{text-align:right;font-variant-numeric:tabular-nums;font-family:"Times New Roman",Tinos,"Liberation Serif",${FANG};white-space:nowrap}
td.center,th.center{text-align:center}
th.right{text-align:right}
td.code,th.code{white-space:nowrap}
tr.total td,tr.total th{font-weight:bold}
.note{font-size:13px;line-height:1.6;text-indent:0;color:var(--soft);margin:.2em 0 0}
figure{margin:1em auto 1.4em;text-align:center;break-inside:avoid}
figure svg{display:block;width:100%;max-width:640px;height:auto;margin:0 auto}
figcaption{font:15px/1.6 ${HEI};margin-top:.2em}
nav{margin:0 0 1.5em;font-size:15px;border:1px solid var(--line);padding:.4em 1em;background:var(--wash)}
nav summary{cursor:pointer;font-family:${HEI}}
nav ol{list-style:none;margin:.3em 0;padding-left:1.4em}
nav a{color:inherit;text-decoration:none}
nav a:hover{text-decoration:underline}
.print{display:none}
@media (max-width:640px){main{padding:20px 14px}h1{font-size:24px}}
@media screen{col{width:auto}}
@page{size:A4;margin:20mm 16mm;@bottom-center{content:"— " counter(page) " —";font:12pt ${SONG}}}
@page wide{size:A4 landscape;margin:16mm 14mm}
@page cover{counter-increment:page 0;@bottom-center{content:none}}
@media print{
body{font-size:12pt;line-height:1.7}
main{max-width:none;padding:0;min-height:0}
nav,.screen{display:none}
nav.print{display:block;margin:0;padding:0;border:0;font-size:14pt;line-height:1.7}
.cover{page:cover;break-after:page}
.cover p{text-indent:0;text-align:center}
.cover .title{font:18pt/1.6 ${HEI};margin:0 0 1em}
.cover:first-child .title{font:26pt/1.6 ${SONG};margin:6cm 0 1em}
nav.print ol{margin:0;padding:0}
nav.print li{display:flex;break-inside:avoid}
nav.print .l2{padding-left:2em}
.paged a{flex:1;overflow:hidden;white-space:nowrap}
.paged a::after{content:" ……………………………………………………………………………………………………………………";letter-spacing:-.1em}
.paged span{padding-left:.6em}
.wide{page:wide}
.long{break-before:page}
.scroll{overflow:visible}
table{font-size:9pt;line-height:1.35}
th,td{padding:1px 4px}
.wide table{font-size:8pt}
.set table{table-layout:fixed}
.table:is(.f13,.f14,.f15) :is(th,td){padding:0 4px}
.table.f17 table{font-size:8.5pt;line-height:1.25}
.table.f16 table{font-size:8pt;line-height:1.25}
.table.f15 table{font-size:7.5pt;line-height:1.25}
.table.f14 table{font-size:7pt;line-height:1.25}
.table.f13 table{font-size:6.5pt;line-height:1.25}
thead{display:table-header-group}
tr,figure,.whole{break-inside:avoid}
figure svg{max-width:11.5cm}
h1,h2,h3,h4,h5,h6{break-after:avoid}
h2.long{margin:0 0 .6em}
.caption{margin:.4em 0 .3em}
}
`;

/** The style sheet of a published report. */
export const STYLE = COLOURS + LAYOUT;

const LIGHT =
  '--paper:#fff;--ink:#1a1a1a;--soft:#5c5c5c;--line:#8c8c8c;--head:#f3f4f6;--wash:#fafafa;--desk:#eef0f2;color-scheme:light;';
const DARK =
  '--paper:#1d1f21;--ink:#dedede;--soft:#a3a3a3;--line:#666;--head:#2a2d30;--wash:#232527;--desk:#131415;color-scheme:dark;--c1:#6ea8e6;--c2:#e8a05c;--c3:#7cc48d;--c4:#e07f92;--c5:#ab96e0;--c6:#63c7c7;--c7:#d9c152;--c8:#a7b0bc;';

/** What high contrast themes are: lines as strong as the text, no wash. */
const PLAIN =
  '--soft:var(--ink);--line:var(--ink);--head:var(--paper);--wash:var(--paper);--desk:var(--paper);';
const BLACK = `--paper:#000;--ink:#fff;${PLAIN}`;
const WHITE = `--paper:#fff;--ink:#000;${PLAIN}`;

/** Marks told apart without colour: a frame and a sign of each severity. */
const MARKED = `@ mark:not(.hint){background:none;outline:2px solid;outline-offset:1px;text-decoration:none}
@ mark.warning{outline-style:dashed}
@ mark.information{outline-style:dotted}
@ mark.error::before,@ [data-mark=error]::before{content:"✕ " / ""}
@ mark.warning::before,@ [data-mark=warning]::before{content:"! " / ""}
@ mark.information::before,@ [data-mark=information]::before{content:"i " / ""}
@ [data-mark]{outline-color:currentColor;background:none}
@ .here{box-shadow:-4px 0 0 -1px var(--vscode-contrastActiveBorder,currentColor)}
@ tr.here{outline:2px solid var(--vscode-contrastActiveBorder,currentColor);outline-offset:-2px;box-shadow:none}
`;
const CONTRAST = ['body.vscode-high-contrast', 'body.vscode-high-contrast-light'];

/** What the preview adds: the editor's theme, marks of findings, the place of the cursor. */
export const PREVIEW_STYLE = `
body.vscode-light,body.vscode-high-contrast-light{${LIGHT}--c1:#2f6fb4;--c2:#d0782c;--c3:#4b9a5f;--c4:#b5485d;--c5:#7a62b3;--c6:#2d9c9c;--c7:#b39a28;--c8:#7d8794}
body.vscode-dark,body.vscode-high-contrast:not(.vscode-high-contrast-light){${DARK}}
body.vscode-high-contrast:not(.vscode-high-contrast-light){${BLACK}}
body.vscode-high-contrast-light{${WHITE}}
body{padding:0;background:var(--desk)}
main{padding:24px 32px 60vh}
@media (max-width:640px){main{padding:16px 12px 60vh}}
mark{background:none;color:inherit;text-decoration:underline wavy 1.5px;text-underline-offset:3px;cursor:help}
mark.error,[data-mark=error]{text-decoration-color:#e51400;background:rgba(229,20,0,.14)}
mark.warning,[data-mark=warning]{text-decoration-style:dashed;text-decoration-color:#bf8803;background:rgba(191,136,3,.16)}
mark.information,[data-mark=information]{text-decoration-style:dotted;text-decoration-color:#1a85ff;background:rgba(26,133,255,.12)}
mark.hint,[data-mark=hint]{text-decoration:underline dotted 1.5px;text-decoration-color:var(--soft)}
[data-mark]{outline:2px solid #e51400;outline-offset:-3px}
[data-mark=warning]{outline:2px dashed #bf8803}
[data-mark=information]{outline:2px dotted #1a85ff}
[data-mark=hint]{outline:1px dotted var(--soft)}
:focus-visible{outline:2px solid var(--vscode-focusBorder,#1a85ff);outline-offset:2px}
${CONTRAST.map((c) => MARKED.replaceAll('@', c)).join('')}@media (forced-colors:active){
${MARKED.replaceAll('@', 'body')}.here{outline:2px solid Highlight}
tr.here{outline-offset:-2px}
}
.part{cursor:default}
.here{box-shadow:-4px 0 0 -1px var(--vscode-focusBorder,#1a85ff)}
tr.here{box-shadow:none}
tr.here td,tr.here th{background:var(--vscode-editor-selectionHighlightBackground,rgba(26,133,255,.14))}
[data-i]{cursor:cell}
.cell-input{position:fixed;box-sizing:border-box;margin:0;padding:0 6px;border:2px solid var(--vscode-focusBorder,#1a73e8);background:transparent;color:transparent;caret-color:transparent;font:inherit;outline:none;pointer-events:none;z-index:3}
.cell-input.typing{background:var(--vscode-input-background,#fff);color:var(--vscode-input-foreground,#000);caret-color:auto;pointer-events:auto}
.cell-note{position:fixed;z-index:4;max-width:min(330px,calc(100vw - 8px));max-height:60vh;overflow:auto;padding:8px 10px;font-size:13px;line-height:1.5;color:var(--vscode-editorHoverWidget-foreground,#222);background:var(--vscode-editorHoverWidget-background,#fff);border:1px solid var(--vscode-editorHoverWidget-border,#bbb);border-radius:4px;box-shadow:0 2px 8px rgba(0,0,0,.2)}
.cell-note p{margin:0 0 4px;text-indent:0;font-size:13px}
.cell-note p::before{content:"● ";color:#e51400}
.cell-note p.warning::before{content:"▲ ";color:#bf8803}
.cell-note p.information::before,.cell-note p.hint::before{content:"ⓘ ";color:#1a85ff}
.cell-note button{display:block;width:100%;margin-top:4px;padding:3px 8px;text-align:left;font:inherit;color:var(--vscode-button-foreground,#fff);background:var(--vscode-button-background,#0067c0);border:0;border-radius:3px;cursor:pointer}
.cell-note button:focus-visible{outline:2px solid var(--vscode-focusBorder,#1a73e8);outline-offset:1px}
[hidden]{display:none!important}
.problem{color:var(--soft);font-size:14px;text-align:center;text-indent:0}
`;
