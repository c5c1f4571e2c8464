import type { Json } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'

/** A long read, made away from the thread that answers: its bytes come back ready to send. */
export type ReportRequest = {
  readonly id: number
  readonly report: string
  readonly input: Json
  readonly reach: Reach
}
export type ReportReply =
  | { readonly id: number; readonly ok: true; readonly body: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly ok: false; readonly message: string; readonly stack: string }
