import { figureCount } from '#models/papers/document.ts'
import { type PaperFormat, type PaperKindName, paperMedia } from '#models/papers/paper.schemas.ts'
import type { Json } from '#models/shared/canonical-json.ts'
import type { Language } from '#models/shared/bilingual.ts'
import type { Reach } from '#server/access/reach.ts'
import { keepBoard, type MadeBoard } from '#server/board/board.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { type Clock, instantOf } from '#server/shared/clock.ts'
import { sha256 } from '#server/shared/digest.ts'
import type { Reports } from '#server/shared/reports.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { htmlPaper } from './html-paper.ts'
import type { Paper, PaperAsked } from './paper.ts'
import { paperKindOf } from './paper-kinds.ts'
import { pdfPaper } from './pdf-paper.ts'
import { workbookBytes } from './xlsx-file.ts'

export type PapersDeps = { readonly db: Database; readonly clock: Clock; readonly reports: Reports }

export type ReportAsked = {
  readonly kind: PaperKindName
  readonly subject: string | null
  readonly format: PaperFormat
  readonly language: Language
  readonly asKnown: string | null
}

/** What a report is, beside its bytes. */
export type MadeReport = {
  readonly fileName: string
  readonly media: string
  readonly sha256: string
  /** How many figures it states. */
  readonly figures: number
  /** A board page that goes out today, to be kept; or what is said of one taken as known on a day. */
  readonly board?: MadeBoard
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** A report as a file, made away from the thread that answers. A board page that is only looked at is not kept. */
export async function report(
  deps: PapersDeps,
  reach: Reach,
  asked: ReportAsked & { readonly isIssued: boolean },
): Promise<MadeReport> {
  const at = instantOf(deps.clock)
  const { kind, subject, format, language, asKnown } = asked
  const bodyId = await paperKindOf[kind].ensure(deps.db, reach, { subject, language, at, asKnown })
  const packed = await deps.reports.make('paper', reach, { kind, subject, format, language, at, asKnown })
  const made = opened(packed)
  await recorded(deps, reach, { ...asked, bodyId, made })
  return made
}

/** Which report went out, to whom, and its digest: a paper that turns up can be told from one that was never made. */
async function recorded(
  deps: Pick<PapersDeps, 'db' | 'clock'>,
  reach: Reach,
  {
    bodyId,
    kind,
    subject,
    format,
    language,
    asKnown,
    isIssued,
    made: { sha256: digest, board },
  }: ReportAsked & { readonly isIssued: boolean; readonly bodyId: string | null; readonly made: MadeReport },
): Promise<void> {
  await changing(deps, reach, async (work) => {
    await work.record({
      bodyId,
      action: 'report.made',
      objectType: 'report',
      objectId: subject ?? kind,
      after: { report: kind, subject, format, language, sha256: digest, ...(asKnown === null ? {} : { asKnown }) },
    })
    if (board !== undefined && asKnown === null && isIssued) await keepBoard(work, reach, board, bodyId)
  })
}

/** Made in the report thread: the report, its description before its bytes. */
export async function paperReport(db: Database, reach: Reach, input: Json): Promise<Uint8Array<ArrayBuffer>> {
  const asked = input as ReportAsked & Pick<PaperAsked, 'at'> // from report()
  return packed(await madeReport(db, reach, asked))
}

/** A report where one is alone and may wait: the command line. */
export async function commandedReport(
  deps: Pick<PapersDeps, 'db' | 'clock'>,
  reach: Reach,
  asked: ReportAsked,
): Promise<MadeReport> {
  const at = instantOf(deps.clock)
  const bodyId = await paperKindOf[asked.kind].ensure(deps.db, reach, { ...asked, at })
  const made = await madeReport(deps.db, reach, { ...asked, at })
  await recorded(deps, reach, { ...asked, isIssued: true, bodyId, made })
  return made
}

async function madeReport(
  db: Database,
  reach: Reach,
  { kind, format, ...asked }: ReportAsked & Pick<PaperAsked, 'at'>,
): Promise<MadeReport> {
  const { ensure, build } = paperKindOf[kind]
  await ensure(db, reach, asked)
  const paper = await build(db, reach, asked)
  const bytes = await drawn(paper, format)
  const { code } = paper.document.reference
  return {
    fileName: `arpent-${kind}-${code.replace(/[^\w-]+/g, '-')}-${paper.document.asOf}.${format}`,
    media: paperMedia[format],
    sha256: sha256(bytes),
    figures: figureCount(paper.document),
    ...(paper.board === undefined ? {} : { board: paper.board }),
    bytes,
  }
}

async function drawn({ document, workbook }: Paper, format: PaperFormat): Promise<Uint8Array<ArrayBuffer>> {
  switch (format) {
    case 'pdf':
      return pdfPaper(document)
    case 'xlsx':
      return workbookBytes(workbook)
    case 'html':
      return new TextEncoder().encode(htmlPaper(document))
  }
}

/** Four bytes of length, the description as JSON, then the file: one message between threads. */
function packed({ bytes, ...about }: MadeReport): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(JSON.stringify(about))
  const whole = new Uint8Array(4 + head.length + bytes.length)
  new DataView(whole.buffer).setUint32(0, head.length)
  whole.set(head, 4)
  whole.set(bytes, 4 + head.length)
  return whole
}

function opened(whole: Uint8Array<ArrayBuffer>): MadeReport {
  const start = 4 + new DataView(whole.buffer).getUint32(0)
  const about = JSON.parse(new TextDecoder().decode(whole.subarray(4, start))) as Omit<MadeReport, 'bytes'> // written by packed()
  return { ...about, bytes: whole.subarray(start) }
}
