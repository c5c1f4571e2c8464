import { escapedXml } from '#models/papers/clean-text.ts'

/** A remark on a cell, by its place counted from 0. */
export type CellNote = {
  readonly row: number
  readonly column: number
  readonly address: string
  readonly text: string
}

/** The remarks of a sheet. */
export function notesXml(notes: readonly CellNote[]): string {
  const list = notes
    .map(
      ({ address, text }) =>
        `<comment ref="${address}" authorId="0"><text><r><t xml:space="preserve">${escapedXml(text)}</t></r></text></comment>`,
    )
    .join('')
  return `<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>Arpent</author></authors><commentList>${list}</commentList></comments>`
}

/** The boxes in which spreadsheets show remarks: the format still asks for them in VML. */
export function noteBoxesVml(notes: readonly CellNote[]): string {
  const boxes = notes
    .map(
      ({ row, column }, i) =>
        `<v:shape id="n${i + 1}" type="#box" style="position:absolute;visibility:hidden;width:220pt;height:70pt" fillcolor="#ffffe1"><v:fill color2="#ffffe1"/><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`,
    )
    .join('')
  return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="box" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${boxes}</xml>`
}
