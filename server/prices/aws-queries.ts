import {
  type BandNames,
  isChargedElsewhere,
  onDemandRows,
  type PriceDocument,
  reservedRows,
  usageOf,
} from './aws-documents.ts'
import type { Cells } from './price-source.ts'

/** One question to the price list that gives one clean price for each thing, and how its answers become rows. */
export type AwsQuery = {
  readonly serviceCode: string
  readonly filters: readonly (readonly [field: string, value: string])[]
  /** A list without any answer here is a list of nowhere. */
  readonly isNeeded?: true
  readonly rows: (document: PriceDocument, cells: Cells) => readonly Cells[]
}

/** Display names that filters on a location need; everything else asks by region code. */
const locations: Readonly<Record<string, string>> = {
  'ca-central-1': 'Canada (Central)',
  'ca-west-1': 'Canada West (Calgary)',
  'us-east-1': 'US East (N. Virginia)',
  'us-east-2': 'US East (Ohio)',
}

const systems = [
  { os: 'Linux', operatingSystem: 'Linux', software: 'NA' },
  { os: 'Windows', operatingSystem: 'Windows', software: 'NA' },
  { os: 'RHEL', operatingSystem: 'RHEL', software: 'NA' },
  { os: 'SLES', operatingSystem: 'SUSE', software: 'NA' },
  { os: 'Windows+SQL Server Web', operatingSystem: 'Windows', software: 'SQL Web' },
  { os: 'Windows+SQL Server Standard', operatingSystem: 'Windows', software: 'SQL Std' },
  { os: 'Windows+SQL Server Enterprise', operatingSystem: 'Windows', software: 'SQL Ent' },
  { os: 'Linux+SQL Server Standard', operatingSystem: 'Linux', software: 'SQL Std' },
] as const

/** Sizes of one operating system, shared tenancy, capacity in use; on demand and reserved stand in the same documents. */
function computeQuery(region: string, { os, operatingSystem, software }: (typeof systems)[number]): AwsQuery {
  return {
    serviceCode: 'AmazonEC2',
    filters: [
      ['regionCode', region],
      ['productFamily', 'Compute Instance'],
      ['tenancy', 'Shared'],
      ['operatingSystem', operatingSystem],
      ['preInstalledSw', software],
      ['capacitystatus', 'Used'],
      ['marketoption', 'OnDemand'],
      // Rows for licences that the customer brings carry the Linux price under the name of Windows.
      ['licenseModel', 'No License required'],
    ],
    ...(os === 'Linux' ? { isNeeded: true as const } : {}),
    rows: (document, cells) => computeRows(document, { ...cells, os }),
  }
}

function metalQuery(region: string): AwsQuery {
  return {
    serviceCode: 'AmazonEC2',
    filters: [
      ['regionCode', region],
      ['productFamily', 'Compute Instance (bare metal)'],
      ['tenancy', 'Dedicated'],
      ['operatingSystem', 'Linux'],
      ['preInstalledSw', 'NA'],
      ['capacitystatus', 'Used'],
      ['marketoption', 'OnDemand'],
    ],
    rows: (document, cells) => computeRows(document, { ...cells, os: 'Linux' }),
  }
}

function computeRows(document: PriceDocument, cells: Cells): readonly Cells[] {
  const { attributes } = document.product
  if (isChargedElsewhere(document)) return []
  const sized = {
    ...cells,
    sku: attributes['instanceType'] ?? '',
    vcpu: attributes['vcpu'] ?? '',
    memory_gib: gib(attributes['memory']),
  }
  return [...onDemandRows(document, { ...sized, service: 'EC2 on-demand' }), ...reservedRows(document, sized)]
}

function gib(memory: string | undefined): string {
  return /^([\d,.]+) GiB$/.exec(memory ?? '')?.[1]?.replaceAll(',', '') ?? ''
}

const volumeTypes = ['gp3', 'gp2', 'io1', 'io2', 'st1', 'sc1'] as const

function volumeQuery(region: string, volume: (typeof volumeTypes)[number]): AwsQuery {
  return storageQuery({
    serviceCode: 'AmazonEC2',
    filters: [
      ['regionCode', region],
      ['productFamily', 'Storage'],
      ['volumeApiName', volume],
    ],
    service: `EBS ${volume} storage`,
  })
}

function storageQuery(given: {
  readonly serviceCode: string
  readonly filters: AwsQuery['filters']
  readonly service: string
  readonly bands?: BandNames
}): AwsQuery {
  const { serviceCode, filters, service, bands } = given
  return {
    serviceCode,
    filters,
    rows: (document, cells) =>
      isChargedElsewhere(document)
        ? []
        : onDemandRows(document, { ...cells, service, sku: usageOf(document), os: '' }, bands),
  }
}

const licences: Readonly<Record<string, string>> = {
  'License included': 'LI',
  'Bring your own license': 'BYOL',
}

/** Database servers, one or two zones; the engine, its edition and who brings the licence name the list. */
function databaseQuery(region: string, deployment: 'Single-AZ' | 'Multi-AZ'): AwsQuery {
  return {
    serviceCode: 'AmazonRDS',
    filters: [
      ['regionCode', region],
      ['productFamily', 'Database Instance'],
      ['deploymentOption', deployment],
    ],
    rows: (document, cells) => {
      const { attributes } = document.product
      const edition = attributes['databaseEdition'] === 'Standard Two' ? 'SE2' : (attributes['databaseEdition'] ?? '')
      const words = [
        'RDS',
        attributes['databaseEngine'] ?? '',
        edition,
        licences[attributes['licenseModel'] ?? ''] ?? '',
        deployment === 'Single-AZ' ? 'single-AZ' : 'multi-AZ',
      ]
      return onDemandRows(document, {
        ...cells,
        service: words.filter((word) => word !== '').join(' '),
        sku: attributes['instanceType'] ?? '',
        vcpu: attributes['vcpu'] ?? '',
        memory_gib: gib(attributes['memory']),
        os: '',
      })
    },
  }
}

/** As the shipped list names them; elsewhere a band has its bounds. */
const montrealBands: BandNames = {
  '0': 'CAN1-DataTransfer-Out-Bytes first 10 TB',
  '10240': '10-50 TB tier',
  '51200': '50-150 TB tier',
  '153600': 'over 150 TB tier',
}

/** Every question that a refresh of a region asks. */
export function awsQueries(region: string): readonly AwsQuery[] {
  const location = locations[region]
  return [
    ...systems.map((system) => computeQuery(region, system)),
    metalQuery(region),
    ...volumeTypes.map((volume) => volumeQuery(region, volume)),
    storageQuery({
      serviceCode: 'AmazonEC2',
      filters: [
        ['regionCode', region],
        ['productFamily', 'Storage Snapshot'],
      ],
      service: 'EBS snapshot',
    }),
    storageQuery({
      serviceCode: 'AmazonEC2',
      filters: [
        ['regionCode', region],
        ['productFamily', 'System Operation'],
        ['group', 'EBS IOPS'],
      ],
      service: 'EBS io1 IOPS',
    }),
    databaseQuery(region, 'Single-AZ'),
    databaseQuery(region, 'Multi-AZ'),
    storageQuery({
      serviceCode: 'AmazonRDS',
      filters: [
        ['regionCode', region],
        ['productFamily', 'Database Storage'],
        ['deploymentOption', 'Single-AZ'],
      ],
      service: 'RDS storage single-AZ',
    }),
    storageQuery({
      serviceCode: 'AmazonS3',
      filters: [
        ['regionCode', region],
        ['productFamily', 'Storage'],
        ['volumeType', 'Standard'],
      ],
      service: 'S3 Standard storage',
      bands: { '0': 'TimedStorage-ByteHrs first 50 TB' },
    }),
    storageQuery({
      serviceCode: 'AmazonS3',
      filters: [
        ['regionCode', region],
        ['productFamily', 'Storage'],
        ['volumeType', 'Standard - Infrequent Access'],
      ],
      service: 'S3 Standard-IA storage',
    }),
    storageQuery({
      serviceCode: 'AWSDataTransfer',
      filters: [
        ['transferType', 'AWS Outbound'],
        location === undefined ? ['fromRegionCode', region] : ['fromLocation', location],
        ['toLocation', 'External'],
      ],
      service: 'Data transfer out to internet',
      ...(region === 'ca-central-1' ? { bands: montrealBands } : {}),
    }),
  ]
}
