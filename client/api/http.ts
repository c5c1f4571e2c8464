import { createSignal } from 'solid-js'
import type { Problem } from '#models/shared/problem.ts'

/** A refusal or a failure, as problem details, whatever its cause: shown as it is, never swallowed. */
export class ProblemResponse extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'ProblemResponse'
    this.problem = problem
  }
}

const [isReachable, setReachable] = createSignal(true)
/** False from the first request that found no server until one that did. */
export { isReachable }

let whenSignedOut: () => void = () => undefined
/** What to do when the server no longer knows the session; set once by the application. */
export function onSignedOut(act: () => void): void {
  whenSignedOut = act
}

type Answer<T> = { readonly value: T; readonly etag: string | null }
type Options = {
  readonly signal?: AbortSignal | undefined
  /** Version of what is changed: sent as If-Match. */
  readonly ifMatch?: string
  /** Repeats of one act share their key, so that a second click creates nothing. */
  readonly idempotencyKey?: string
}

function localProblem(code: string, status: number): Problem {
  return { type: `/problems/${code}`, code, title: '', status, detail: '', requestId: '', errors: [] }
}

async function problemOf(response: Response): Promise<Problem> {
  const type = response.headers.get('content-type') ?? ''
  if (!type.includes('json')) return localProblem('unexpected-answer', response.status)
  // Problem documents come from our own server, written from the same type.
  const body = (await response.json()) as Partial<Problem>
  return { ...localProblem('unexpected-answer', response.status), ...body }
}

async function request(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers)
  headers.set('Accept-Language', document.documentElement.lang)
  let response: Response
  try {
    response = await fetch(path, { ...init, headers, credentials: 'same-origin' })
  } catch (error) {
    if (init.signal?.aborted === true) throw error
    setReachable(false)
    throw new ProblemResponse(localProblem('server-unreachable', 0))
  }
  setReachable(true)
  if (response.ok || response.status === 304) return response
  const problem = await problemOf(response)
  if (response.status === 401 && path !== '/api/session') whenSignedOut()
  throw new ProblemResponse(problem)
}

async function answered<T>(response: Response): Promise<Answer<T>> {
  const isEmpty = response.status === 204 || response.headers.get('content-length') === '0'
  // The view types are shared with the server, which writes its answers from them.
  const value = (isEmpty ? undefined : await response.json()) as T
  return { value, etag: response.headers.get('etag') }
}

export async function get<T>(path: string, options: { signal?: AbortSignal | undefined } = {}): Promise<T> {
  const { value } = await answered<T>(await request(path, { signal: options.signal ?? null }))
  return value
}

/** Asks again only if it changed: `undefined` when what is held is still current. */
export async function getIfChanged<T>(path: string, etag: string | null): Promise<Answer<T> | undefined> {
  const response = await request(path, { headers: etag === null ? {} : { 'If-None-Match': etag } })
  return response.status === 304 ? undefined : await answered<T>(response)
}

function writingHeaders(options: Options): Record<string, string> {
  return {
    ...(options.ifMatch === undefined ? {} : { 'If-Match': options.ifMatch }),
    ...(options.idempotencyKey === undefined ? {} : { 'Idempotency-Key': options.idempotencyKey }),
  }
}

async function write<T>(method: string, path: string, body: unknown, options: Options): Promise<T> {
  const response = await request(path, {
    method,
    body: JSON.stringify(body ?? {}),
    headers: { 'Content-Type': 'application/json', ...writingHeaders(options) },
    signal: options.signal ?? null,
  })
  return (await answered<T>(response)).value
}

/** Creates; a key against repeats is made when none is given. */
export async function post<T>(path: string, body?: unknown, options: Options = {}): Promise<T> {
  return await write<T>('POST', path, body, { idempotencyKey: crypto.randomUUID(), ...options })
}

/** Asks for a file that is made from what is sent. */
export async function postForFile(path: string, body: unknown): Promise<Blob> {
  const headers = { 'Content-Type': 'application/json' }
  return (await request(path, { method: 'POST', body: JSON.stringify(body), headers })).blob()
}

export async function put<T>(path: string, body: unknown, options: Options = {}): Promise<T> {
  return await write<T>('PUT', path, body, options)
}

export async function patch<T>(path: string, body: unknown, options: Options = {}): Promise<T> {
  return await write<T>('PATCH', path, body, options)
}

/** Deletes; `delete` itself is a reserved word. */
export async function remove<T>(path: string, options: Options = {}): Promise<T> {
  return await write<T>('DELETE', path, {}, options)
}

/** Sends a file as it is, under the type given; its name travels in the query or in a header chosen by the route. */
export async function sendFile<T>(
  path: string,
  file: Blob,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  const response = await request(path, {
    method: 'POST',
    body: file,
    headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': crypto.randomUUID(), ...headers },
  })
  return (await answered<T>(response)).value
}

/** What went wrong as problem details; a defect of the page itself is rethrown. */
export function problemIn(error: unknown): Problem {
  if (error instanceof ProblemResponse) return error.problem
  throw error
}
