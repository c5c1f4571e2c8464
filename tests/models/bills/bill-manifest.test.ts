import { expect, test } from 'vitest'
import { billManifest } from '#models/bills/bill-manifest.ts'

test.each([
  [
    'AWS Data Exports',
    { dataFiles: ['s3://seau/export/data/a-00001.csv.gz', 's3://seau/export/data/a-00002.csv.gz'] },
    [
      { name: 'a-00001.csv.gz', path: 's3://seau/export/data/a-00001.csv.gz', bytes: null },
      { name: 'a-00002.csv.gz', path: 's3://seau/export/data/a-00002.csv.gz', bytes: null },
    ],
  ],
  [
    'the older report of AWS',
    { assemblyId: 'x', reportKeys: ['rapport/20261101-20261201/x/rapport-1.csv.gz'] },
    [{ name: 'rapport-1.csv.gz', path: 'rapport/20261101-20261201/x/rapport-1.csv.gz', bytes: null }],
  ],
  [
    'an export of Azure',
    { manifestVersion: '2024-04-01', blobs: [{ blobName: 'c/20261101-20261130/part_0_0001.csv', byteCount: 12 }] },
    [{ name: 'part_0_0001.csv', path: 'c/20261101-20261130/part_0_0001.csv', bytes: 12 }],
  ],
])('the files that %s names', (_, told, files) => {
  expect(billManifest(JSON.stringify(told))?.files).toEqual(files)
})

test.each(['', '{', '[]', '{"dataFiles":[]}', '{"blobs":[{"byteCount":3}]}', '{"files":["a.csv"]}'])(
  'no manifest: %s',
  (text) => {
    expect(billManifest(text)).toBeUndefined()
  },
)
