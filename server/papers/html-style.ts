import { createHash } from 'node:crypto'

/** The look of a paper on a screen and on a sheet of letter or A4 format (DESIGN §12): light, no box, hairlines, figures tabular. */
export const paperStyle = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:760px;padding:24px 20px 48px;background:#fff;color:#223654;font:15px/1.5 'Open Sans','Segoe UI',system-ui,'Noto Sans','Liberation Sans',sans-serif;font-variant-numeric:tabular-nums lining-nums;overflow-wrap:anywhere}
a{color:#095797}
header{border-bottom:2px solid #223654;padding-bottom:12px}
.publisher{margin:0;color:#4e5662;border-bottom:1px solid #095797;padding-bottom:8px}
h1{font-size:28px;line-height:34px;margin:16px 0 4px}
.subtitle{font-size:17px;margin:0 0 12px}
.meta{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:0;font-size:13px;color:#4e5662}
.meta dt{font-weight:600}
.meta dd{margin:0}
h2{font-size:20px;line-height:26px;margin:32px 0 8px;break-after:avoid}
h3{font-size:15px;margin:16px 0 4px}
.note{border-left:4px solid #8893a2;margin:12px 0;padding:6px 12px;background:#f4f6f8}
.warning{border-left:4px solid #b27a10}
.note p{margin:0}
.note ul{margin:0;padding-left:18px}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:0;margin:12px 0;padding:0;list-style:none;border-top:1px solid #223654;border-bottom:1px solid #dfe4ea}
.figures li{padding:10px 14px 10px 0;break-inside:avoid}
.figures strong{display:block;font-size:24px;line-height:32px}
.figures .range,.figures .small{display:block;font-size:13px;color:#4e5662}
.wide{overflow-x:auto;position:relative}
table{border-collapse:collapse;width:100%;margin:12px 0 4px;font-size:13px;line-height:1.4}
caption{text-align:left;font-weight:600;padding:4px 0;break-after:avoid}
th,td{padding:4px 8px 4px 0;vertical-align:top;text-align:left;border-bottom:1px solid #dfe4ea}
thead th{border-bottom:1px solid #223654;vertical-align:bottom;overflow-wrap:normal}
tbody th{font-weight:400}
.end{text-align:right}
td.end,.day{white-space:nowrap;overflow-wrap:normal}
.unit{display:block;font-weight:400;color:#4e5662}
tr.total>*{font-weight:700;border-top:1px solid #223654}
tr.group>*{font-weight:700;padding-top:12px}
.unknown{color:#4e5662}
.small{font-size:13px;color:#4e5662;margin:2px 0}
figure{margin:12px 0;break-inside:avoid}
figcaption{font-weight:600}
figure p{margin:0;font-size:13px;color:#4e5662}
svg{display:block;width:100%;height:auto;print-color-adjust:exact;-webkit-print-color-adjust:exact}
footer{margin-top:40px;border-top:1px solid #dfe4ea;padding-top:8px;font-size:13px;color:#4e5662}
@media screen{tbody th,td:not(.end){min-width:7em}}
@page{margin:14mm 12mm}
@media print{body{max-width:none;padding:0;font-size:10.5pt}.wide{overflow:visible}tr{break-inside:avoid}thead{display:table-header-group}a{color:inherit}.note{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`

const styleHash = createHash('sha256').update(paperStyle).digest('base64')

/** What a paper's page may do: show itself. No script, nothing from outside, only its own style sheet. */
export const paperPolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'`
