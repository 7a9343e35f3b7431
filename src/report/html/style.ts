/** Colours of the dark page: asked for by the system, or by the button. */
const DARK = `--bg:#0f1113;--surface:#16191c;--raised:#1d2125;--ink:#e6e8ea;--muted:#9aa3ac;--line:#2a2f35;--accent:#8fb4ff;
--wide:#ff9a90;--wide-bg:#3a1917;--chg:#f2c063;--chg-bg:#342712;--nar:#c3b0ff;--nar-bg:#262042;--ok:#79d3a1;--ok-bg:#12301f;--mark:#2d3137`;

/** The style of the page. Colours carry a meaning only together with a sign or a word. */
export const STYLE = `
:root{color-scheme:light;--bg:#f7f7f5;--surface:#fff;--raised:#f1f2f2;--ink:#1b1e22;--muted:#5b636c;--line:#dfe2e5;--accent:#1f57c3;
--wide:#a8201a;--wide-bg:#fdeceb;--chg:#7a5200;--chg-bg:#fdf3dc;--nar:#5638a8;--nar-bg:#f0ecfc;--ok:#176b43;--ok-bg:#e6f4ec;--mark:#fff3c4;
--mono:ui-monospace,"SF Mono","Cascadia Code",Menlo,Consolas,"DejaVu Sans Mono",monospace}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${DARK}}}
:root[data-theme=dark]{color-scheme:dark;${DARK}}
*{box-sizing:border-box}
html{scroll-padding-top:7.5rem;scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}*{transition:none!important}}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 "Inter",ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
.wrap{max-width:1240px;margin:0 auto;padding:0 24px}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999px;top:8px;background:var(--surface);padding:8px 12px;z-index:9}.skip:focus{left:8px}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
[hidden]{display:none!important}
code,pre,.place{font-family:var(--mono);font-size:.875em;overflow-wrap:anywhere}
header{padding:28px 0 8px}
.top{display:flex;gap:16px;align-items:flex-start;justify-content:space-between}
h1{font-size:26px;line-height:1.2;letter-spacing:-.015em;margin:0 0 4px;font-weight:650;overflow-wrap:anywhere}
h2{font-size:19px;letter-spacing:-.01em;margin:0 0 10px;font-weight:650}
h3{font-size:15px;margin:26px 0 8px;font-weight:650}
h2 small,h3 small{font-weight:400;color:var(--muted);font-size:13px;margin-left:6px}
.lead,.meta,.note{color:var(--muted);margin:0 0 12px;font-size:14px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,215px),1fr));gap:12px;margin:20px 0 8px}
.tile{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:14px 16px;color:inherit;display:block}
a.tile:hover{border-color:var(--accent);text-decoration:none}
.tile b{display:block;font-size:23px;line-height:1.2;font-weight:650;letter-spacing:-.02em}.tile span{color:var(--muted);font-size:13px}
.tile.bad b{color:var(--wide)}.tile.good b{color:var(--ok)}
.meter{display:block;width:100%;height:6px;margin-top:8px}.meter rect.track{fill:var(--line)}.meter rect.fill,.bar.kept{fill:var(--ok)}
.bar.changed{fill:var(--chg)}.bar.manual{fill:var(--wide)}
.controls{position:sticky;top:0;z-index:5;background:var(--bg);border-bottom:1px solid var(--line)}
.controls form{display:flex;flex-wrap:wrap;gap:8px 14px;align-items:center;padding:10px 0}
.controls label{font-size:13px;color:var(--muted);display:flex;gap:6px;align-items:center}
.controls .find{flex:1 1 190px}
select,input,button{font:inherit;font-size:14px;color:var(--ink);background:var(--surface);border:1px solid var(--line);border-radius:7px;padding:5px 10px;min-height:34px;max-width:100%}
input{width:100%;min-width:0}button{cursor:pointer;white-space:nowrap}button:hover{border-color:var(--accent)}
#count{font-size:13px;color:var(--muted);min-width:11em}
nav ul{display:flex;gap:2px 16px;flex-wrap:wrap;list-style:none;margin:0;padding:8px 0 0;font-size:14px}
section{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:20px 22px;margin:18px 0}
.scroll{overflow-x:auto;position:relative}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:8px 12px 8px 0;border-bottom:1px solid var(--line)}
thead th{font-size:12px;color:var(--muted);font-weight:500;white-space:nowrap}
tbody tr:last-child>*{border-bottom:0}
.changes td:nth-child(1),.changes td:nth-child(5){white-space:nowrap}.changes td{min-width:120px}
tr:target,details:target{background:var(--mark)}
small{color:var(--muted)}
.badge{display:inline-block;border-radius:5px;padding:0 7px;font-size:12.5px;font-weight:600;white-space:nowrap;line-height:20px}
.badge.widened{color:var(--wide);background:var(--wide-bg)}.badge.changed{color:var(--chg);background:var(--chg-bg)}
.badge.narrowed{color:var(--nar);background:var(--nar-bg)}.badge.open{color:var(--wide);background:none;box-shadow:inset 0 0 0 1px currentColor}
.matrix-scroll{max-height:70vh;overflow:auto}
.matrix{width:auto;min-width:min(100%,640px)}.matrix th,.matrix td{padding:6px 16px 6px 0;white-space:nowrap}
.matrix thead th{position:sticky;top:0;background:var(--surface);z-index:1}
.matrix th:first-child{position:sticky;left:0;background:var(--surface);font-weight:400;z-index:2;max-width:300px;overflow:hidden;text-overflow:ellipsis;padding-right:22px}
.matrix td .badge{margin-left:6px}.matrix td .badge:first-child{margin-left:0}
.none{color:var(--line)}
.verb{display:inline-block;width:1.15em;text-align:center;font:600 12.5px var(--mono);color:var(--line)}.verb.on{color:var(--ok)}
.lead .verb.on{width:auto}
.picture{display:block;min-width:820px;width:100%;height:auto;font-size:13px}
.picture .heading{fill:var(--muted);font-size:12.5px}.picture .box{fill:var(--raised);stroke:var(--line)}.picture .title{fill:var(--ink);font-weight:650;font-size:14px}
.picture .line{fill:var(--muted);font:11.5px var(--mono)}.picture .pill{fill:var(--surface);stroke:var(--muted)}.picture .who{fill:var(--ink);font-size:12.5px}
.link{fill:none;stroke:var(--muted);stroke-width:1.2;opacity:.55}
.link.widened{stroke:var(--wide);stroke-width:2.4;opacity:1}.link.changed{stroke:var(--chg);stroke-width:2;opacity:1}
.link.narrowed{stroke:var(--nar);stroke-width:2;stroke-dasharray:5 5;opacity:1}.link.open{stroke:var(--wide);stroke-width:1.4;stroke-dasharray:2 4;opacity:1}
.sign{stroke-width:1.4;fill:var(--surface)}.sign.widened,.sign.open{stroke:var(--wide)}.sign.changed{stroke:var(--chg)}.sign.narrowed{stroke:var(--nar)}
.sign-text{font-weight:700;font-size:13px}.sign-text.widened,.sign-text.open{fill:var(--wide)}.sign-text.changed{fill:var(--chg)}.sign-text.narrowed{fill:var(--nar)}
.picture a:hover .link{stroke-width:3.4}.dim{opacity:.12}
.finding{border-top:1px solid var(--line);padding:10px 0}
.finding summary{cursor:pointer}.finding summary small{margin-left:6px}
.level{display:inline-block;min-width:62px;font-size:12px;font-weight:650}.is-error .level{color:var(--wide)}.is-warning .level{color:var(--chg)}.is-note .level{color:var(--accent)}
.finding ul{margin:8px 0 4px;padding:0 0 0 20px;list-style:none}.finding li{margin:0 0 10px}.finding p{margin:2px 0;max-width:80ch}
.place{color:var(--muted)}.remedy{padding-left:20px}.accepted{color:var(--ok)}.finding>.remedy{padding-left:20px}
.chips{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 12px}
.chip{border-radius:99px;padding:3px 12px;color:var(--muted)}.chip b{font-weight:600}.chip i,.fate i{display:inline-block;width:8px;height:8px;border-radius:50%;background:var(--muted);margin-right:7px}
.chip[aria-pressed=true]{color:var(--ink);border-color:var(--muted);background:var(--raised)}.chip[aria-pressed=false]{text-decoration:line-through}
.fate-exact i,.fate-default i{background:var(--ok)}.fate-override i{background:var(--accent)}.fate-changed i{background:var(--chg)}.fate-manual i{background:var(--wide)}
.ledger{table-layout:fixed;min-width:860px}.ledger th:nth-child(1){width:25%}.ledger th:nth-child(2){width:23%}.ledger th:nth-child(3){width:16%}.ledger th:nth-child(4){width:11%}
.ledger td{padding:5px 12px 5px 0;font-size:13.5px}.ledger td code{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.ledger td.wraps code{white-space:normal;overflow-wrap:anywhere}
.open-row small{margin-left:8px}
.ledger .open-row{border:0;background:none;padding:0;min-height:0;text-align:left;width:100%;color:var(--accent);font-size:13.5px}
.ledger tr.row:hover{background:var(--raised)}.ledger tr.row{cursor:pointer}
.detail td{background:var(--raised);padding:14px 16px;white-space:normal}
.detail p{margin:0 0 8px;max-width:90ch}.panes{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:14px}
figure{margin:0;min-width:0;border:1px solid var(--line);border-radius:8px;overflow:hidden;background:var(--surface)}
figcaption{font:12.5px var(--mono);color:var(--muted);padding:7px 12px;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
.code{margin:0;overflow:auto;max-height:330px;padding:8px 0;font:12.5px/1.55 var(--mono)}
.code div{padding:0 12px 0 0;white-space:pre;min-width:max-content}.code div::before{content:attr(data-n);display:inline-block;width:4.5ch;margin-right:1.5ch;text-align:right;color:var(--muted);opacity:.8}
.code .here{background:var(--mark)}
.files{columns:3 250px;padding:0;margin:0;list-style:none;font-size:14px}.files li{break-inside:avoid;padding:2px 0}
.kind{display:inline-block;min-width:4.2em;font-size:12.5px;color:var(--muted)}.kind-create{color:var(--ok)}.kind-change{color:var(--chg)}.kind-delete{color:var(--wide)}
#next pre{background:var(--raised);border-radius:8px;padding:10px 14px;overflow:auto;margin:6px 0 10px}#next ol{padding-left:20px;margin:0}
.more{text-align:center;margin:12px 0 0}footer{color:var(--muted);font-size:13px;padding:8px 0 40px}
@media (max-width:640px){.wrap{padding:0 12px}section{padding:16px 14px;border-radius:10px}h1{font-size:21px}.tiles{grid-template-columns:1fr 1fr;gap:8px}.tile{padding:10px 12px}.tile b{font-size:19px}
.detail p,.detail .panes{position:sticky;left:16px;width:calc(100vw - 92px)}
.controls{position:static}.controls label{flex:1 1 44%}.controls select{flex:1;min-width:0}html{scroll-padding-top:12px}.matrix th:first-child{max-width:150px}
.changes thead{display:none}.changes tr{display:block;padding:10px 0;border-bottom:1px solid var(--line)}.changes td{display:block;border:0;padding:2px 0}.changes td:nth-child(3)::before{content:'Gen 1: ';color:var(--muted)}.changes td:nth-child(4)::before{content:'Gen 2: ';color:var(--muted)}}
@media print{.controls,#more,.chips{display:none}section{break-inside:auto;border:0;padding:0}}
`;
