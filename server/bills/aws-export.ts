import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand, ListObjectsV2Command, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { billManifest } from '#models/bills/bill-manifest.ts'
import { isUnanswered } from '#server/prices/patience.ts'
import {
  exportManifestUnreadable,
  exportNotAnswered,
  exportRefused,
  exportWithoutCredentials,
} from './fetching.problems.ts'

/** Where AWS Data Exports delivers: `s3://<bucket>/<prefix>/<export name>`. */
export type AwsExport = { readonly bucket: string; readonly prefix: string }
export type AwsExportDeps = AwsExport & {
  /** Of a service of tests, over plain http. */
  readonly endpoint?: string | undefined
  readonly region?: string | undefined
  readonly timeoutMs?: number
  readonly signal?: AbortSignal | undefined
}

/** The export at an address; undefined for what is not `s3://bucket/…/export`. */
export function awsExport(address: string): AwsExport | undefined {
  const [, bucket, prefix] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+?)\/*$/.exec(address) ?? []
  return bucket === undefined || prefix === undefined ? undefined : { bucket, prefix }
}

/** Ours is the patience: the client tries a busy service again, after growing waits. */
const tries = 5

/**
 * Brings the files of a month of an export into a folder: those that its newest manifest names, which is taken along so that the bill is
 * held against it. None when AWS delivered nothing of the month. Throws when it does not answer, refuses, or stops in the middle.
 */
export async function downloadedExport(deps: AwsExportDeps, month: string, folder: string): Promise<readonly string[]> {
  const client = s3Client(deps)
  const get = (key: string) => downloaded(client, deps, { key, file: join(folder, nameOf(key)) })
  try {
    const newest = (await listed(client, deps, `${deps.prefix}/metadata/BILLING_PERIOD=${month}/`))
      .filter(({ key }) => key.endsWith('anifest.json'))
      .toSorted((a, b) => b.modifiedMs - a.modifiedMs)[0]
    if (newest === undefined) return []
    const manifest = await get(newest.key)
    const told = billManifest(await readFile(manifest, 'utf8'))
    if (told === undefined) throw exportManifestUnreadable(newest.key)
    const files = [manifest]
    for (const { path } of told.files) files.push(await get(keyIn(path, deps.bucket)))
    return files
  } catch (error) {
    throw problemOf(error)
  } finally {
    client.destroy()
  }
}

function s3Client({ endpoint, region, timeoutMs = 60_000 }: AwsExportDeps): S3Client {
  return new S3Client({
    region: region ?? process.env['AWS_REGION'] ?? 'us-east-1',
    followRegionRedirects: true,
    maxAttempts: tries,
    requestHandler: { connectionTimeout: timeoutMs, requestTimeout: timeoutMs, throwOnRequestTimeout: true },
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
  })
}

type Listed = { readonly key: string; readonly modifiedMs: number }

async function listed(client: S3Client, { bucket, signal }: AwsExportDeps, prefix: string): Promise<readonly Listed[]> {
  const all: Listed[] = []
  let token: string | undefined
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
      abortedBy(signal),
    )
    for (const { Key, LastModified } of page.Contents ?? [])
      if (Key !== undefined) all.push({ key: Key, modifiedMs: LastModified?.getTime() ?? 0 })
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined
  } while (token !== undefined)
  return all
}

/** An object in a file, never whole in memory. A body that ends before its length is an answer cut short, not a file. */
async function downloaded(
  client: S3Client,
  { bucket, signal }: AwsExportDeps,
  { file, key }: { readonly key: string; readonly file: string },
): Promise<string> {
  const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), abortedBy(signal))
  const { Body: body, ContentLength: length } = answer
  if (!(body instanceof Readable)) throw exportNotAnswered()
  let received = 0
  body.on('data', (chunk: Buffer) => (received += chunk.length))
  await pipeline(body, createWriteStream(file, { mode: 0o600 }))
  if (length !== undefined && received !== length) throw exportNotAnswered()
  return file
}

const abortedBy = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { abortSignal: signal })
const nameOf = (key: string) => key.split('/').at(-1) ?? key
/** Manifests name their files by address or by key. */
const keyIn = (path: string, bucket: string) =>
  path.startsWith(`s3://${bucket}/`) ? path.slice(`s3://${bucket}/`.length) : path

function problemOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (error.name === 'CredentialsProviderError') return exportWithoutCredentials()
  if (error instanceof S3ServiceException)
    return (error.$metadata.httpStatusCode ?? 0) >= 500 ? exportNotAnswered() : exportRefused(error.name)
  return isUnanswered(error) || error.message === 'aborted' ? exportNotAnswered() : error
}
