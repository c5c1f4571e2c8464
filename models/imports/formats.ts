import type { ImportField, InventoryFormat } from './import.views.ts'
import type { RawTable } from './imported.ts'
import { fold } from '../shared/fold.ts'

/** A column of a known format: what it becomes, the names it goes by, and its unit when the format fixes it. */
export type KnownColumn = {
  readonly field: ImportField | 'internal'
  readonly as?: string
  readonly names: readonly string[]
  readonly unit?: string
}

export type FormatDefinition = {
  readonly format: InventoryFormat
  readonly version: string
  readonly entity: 'server' | 'application' | 'relation' | 'connection' | 'konveyor'
  /** Headers that together prove the format; a list inside is any one of them. */
  readonly signature: readonly (string | readonly string[])[]
  readonly columns: readonly KnownColumn[]
  /** Rows without name nor key are formatting left behind, not servers that lost their name. */
  readonly skipsNameless?: boolean
}

/** A header as compared: no BOM, no `*`, folded, one space for any run of punctuation. */
export function normalHeader(header: string): string {
  return fold(header.replace(/^\ufeff/, '').replaceAll('*', ''))
    .replace(/[^a-z0-9%/#:.]+/g, ' ')
    .trim()
}

/** A header as compared with a known format: also without the tab's name that RVTools writes before its own (`vInfoPowerstate`), and without spaces. */
export function columnKey(header: string): string {
  return normalHeader(header.trim().replace(/^v(Info|CPU|Memory|Disk|Partition|Network)(?=[A-Z])/, '')).replaceAll(
    ' ',
    '',
  )
}

const column = (field: KnownColumn['field'], names: readonly string[], unit?: string, as?: string): KnownColumn => ({
  field,
  names: names.map(columnKey),
  ...(unit === undefined ? {} : { unit }),
  ...(as === undefined ? {} : { as }),
})

const rvtools: Omit<FormatDefinition, 'format'> = {
  version: '3–4',
  entity: 'server',
  skipsNameless: true,
  signature: [
    ['VM', 'VM Name'],
    'Powerstate',
    'CPUs',
    'Memory',
    ['Provisioned MiB', 'Provisioned MB', 'Provisioned', 'In Use MiB', 'In Use MB', 'In Use'],
  ],
  columns: [
    column('server.name', ['VM', 'VM Name']),
    column('server.key', ['VM ID']),
    column('internal', ['VI SDK UUID', 'vCenter UUID', 'VI SDK Server'], undefined, 'site'),
    column('internal', ['VM UUID', 'SMBIOS UUID', 'UUID'], undefined, 'uuid'),
    column('internal', ['Template'], undefined, 'template'),
    column('internal', ['SRM Placeholder'], undefined, 'placeholder'),
    column('server.poweredOn', ['Powerstate']),
    column('server.vcpu', ['CPUs']),
    column('server.memory', ['Memory'], 'mib'),
    column(
      'server.storage',
      [
        'Total disk capacity MiB',
        'Provisioned MiB',
        'Provisioned MB',
        'Provisioned',
        'In Use MiB',
        'In Use MB',
        'In Use',
      ],
      'mib',
    ),
    column('server.operatingSystem', ['OS according to the VMware Tools', 'OS Tools']),
    column('server.operatingSystem', ['OS according to the configuration file', 'OS']),
    column('server.ipAddress', ['Primary IP Address']),
    column('workload.currentHosting', ['Datacenter']),
    column('application.name', ['Application', 'Applications', 'Nom application', 'App']),
    column('workload.environment', ['Environment', 'Environnement', 'Env']),
    column('application.owner', ['Owner', 'Détenteur', 'Propriétaire', 'Responsable']),
  ],
}

export const formatDefinitions: readonly FormatDefinition[] = [
  { format: 'rvtools-xlsx', ...rvtools },
  {
    format: 'azure-migrate',
    version: '2020–2026',
    entity: 'server',
    signature: ['Server name', 'Cores', 'Memory (In MB)', 'OS name'],
    columns: [
      column('server.name', ['Server name']),
      column('server.ipAddress', ['IP addresses', 'IP address']),
      column('server.vcpu', ['Cores']),
      column('server.memory', ['Memory (In MB)'], 'mb'),
      column('server.operatingSystem', ['OS name']),
      column('server.cpuPercent', ['CPU utilization percentage'], '%'),
      column('server.memoryPercent', ['Memory utilization percentage'], '%'),
      column('server.storage', ['Storage in use (In GB)', 'Storage allocated (In GB)'], 'gb'),
      column('server.storage', ['Storage in use (In MB)', 'Storage allocated (In MB)'], 'mb'),
      column(
        'internal',
        Array.from({ length: 20 }, (_, i) => `Disk ${i + 1} size (In GB)`),
        'gb',
        'disk',
      ),
    ],
  },
  {
    format: 'azure-migrate',
    version: 'dependencies',
    entity: 'connection',
    signature: ['Source server name', 'Destination server name', 'Destination port'],
    columns: [
      column('dependency.from', ['Source server name']),
      column('dependency.to', ['Destination server name']),
      column('internal', ['Destination IP'], undefined, 'address'),
    ],
  },
  {
    format: 'aws-migration-hub',
    version: '2018–2025',
    entity: 'server',
    signature: [['ExternalId', 'HostName', 'IPAddress'], 'CPU.NumberOfProcessors', 'RAM.TotalSizeInMB'],
    columns: [
      column('server.key', ['ExternalId', 'SMBiosId', 'ServerId']),
      column('internal', ['VMware.VCenterId'], undefined, 'vcenter'),
      column('internal', ['VMware.MoRefId'], undefined, 'moref'),
      column('server.name', ['HostName', 'VMware.VMName']),
      column('internal', ['IPAddress', 'MACAddress'], undefined, 'address'),
      column('internal', ['CPU.NumberOfProcessors'], undefined, 'processors'),
      column('internal', ['CPU.NumberOfCores'], undefined, 'coresPerProcessor'),
      column('internal', ['CPU.NumberOfLogicalCores'], undefined, 'logicalCores'),
      column('server.memory', ['RAM.TotalSizeInMB'], 'mb'),
      column('server.operatingSystem', ['OS.Name']),
      column('server.cpuPercent', ['CPU.UsagePct.Avg'], '%'),
      column('application.name', ['Applications'], undefined, 'list'),
      column('internal', ['Tags'], undefined, 'tags'),
    ],
  },
  {
    format: 'migration-evaluator',
    version: 'Template',
    entity: 'server',
    signature: ['Server Name', 'CPU Cores', 'Memory (MB)', 'Provisioned Storage (GB)'],
    columns: [
      column('server.name', ['Server Name']),
      column('server.vcpu', ['CPU Cores']),
      column('server.memory', ['Memory (MB)'], 'mb'),
      column('server.storage', ['Provisioned Storage (GB)'], 'gb'),
      column('server.operatingSystem', ['Operating System']),
      column('server.cpuPercent', ['Cpu Utilization Peak (%)'], '%'),
      column('server.memoryPercent', ['Memory Utilization Peak (%)'], '%'),
      column('application.name', ['Application']),
      column('workload.environment', ['Environment']),
    ],
  },
  {
    format: 'migration-factory',
    version: 'CMF 3–4',
    entity: 'server',
    signature: ['wave_name', 'app_name', 'server_name', 'r_type'],
    columns: [
      column('server.name', ['server_name']),
      column('application.name', ['app_name']),
      column('workload.environment', ['server_environment']),
      column('workload.strategy', ['r_type']),
      column('server.operatingSystem', ['server_os_version', 'server_os_family']),
    ],
  },
  {
    format: 'stratozone',
    version: 'vmInfo',
    entity: 'server',
    signature: ['MachineId', 'MachineName', 'AllocatedProcessorCoreCount', 'MemoryGiB'],
    columns: [
      column('server.key', ['MachineId']),
      column('server.name', ['MachineName']),
      column('server.ipAddress', ['PrimaryIPAddress']),
      column('server.storage', ['TotalDiskAllocatedGiB'], 'gib'),
      column('server.vcpu', ['AllocatedProcessorCoreCount']),
      column('server.memory', ['MemoryGiB'], 'gib'),
      column('server.operatingSystem', ['OsName', 'OsType']),
      column('server.poweredOn', ['MachineStatus']),
      column('workload.currentHosting', ['HostingLocation']),
    ],
  },
  {
    format: 'servicenow-applications',
    version: 'cmdb_ci_business_app',
    entity: 'application',
    signature: ['name', ['busines_criticality', 'business_criticality'], ['install_status', 'operational_status']],
    columns: [
      column('application.name', ['name']),
      column('application.mission', ['short_description']),
      column('application.owner', ['owned_by', 'managed_by', 'managed_by_group']),
      column('workload.environment', ['used_for']),
      column('workload.technology', ['vendor']),
    ],
  },
  {
    format: 'servicenow-relations',
    version: 'cmdb_rel_ci',
    entity: 'relation',
    signature: [
      ['parent', 'parent.name'],
      ['child', 'child.name'],
      ['type', 'type.name'],
    ],
    columns: [
      column('dependency.from', ['parent', 'parent.name']),
      column('dependency.to', ['child', 'child.name']),
      column('internal', ['type', 'type.name'], undefined, 'relation'),
    ],
  },
  {
    format: 'konveyor',
    version: '15–17',
    entity: 'konveyor',
    // The older layout of 15 columns has neither owner nor dependencies.
    signature: [['Record Type', 'Record Type 1'], 'Application Name', ['Dependency Direction', 'Business Service']],
    columns: [
      column('internal', ['Record Type', 'Record Type 1'], undefined, 'recordType'),
      column('application.name', ['Application Name']),
      column('application.mission', ['Description']),
      column('application.owner', ['Owner']),
      column('workload.technology', ['Binary Artifact']),
      column('internal', ['Dependency'], undefined, 'dependency'),
      column('internal', ['Dependency Direction'], undefined, 'direction'),
    ],
  },
]

/** Words by which a column of any other file is guessed, French and English, with how sure the guess is. */
export const guesses: readonly {
  readonly field: ImportField
  readonly pattern: RegExp
  readonly confidence: number
}[] = [
  {
    field: 'server.name',
    pattern: /^(nom )?(du )?(serveur|server|machine|hote|host|hostname|vm)( name)?$/,
    confidence: 0.95,
  },
  {
    field: 'server.vcpu',
    pattern:
      /^(vcpus?|cpus?|coeurs?|cores?|processeurs?|cpu (cores?|count)|(nb|nombre) (de )?(v?cpus?|coeurs|processeurs))$/,
    confidence: 0.92,
  },
  {
    field: 'server.memory',
    pattern: /^(provisioned )?(memoire|memory|ram)( vive| capacity| allocated)?( (mb|mib|mo|gb|gib|go))?$/,
    confidence: 0.92,
  },
  {
    field: 'server.storage',
    pattern:
      /^(provisioned )?(stockage|storage|disques?|disks?|espace disque)( allocated)?( (mb|mib|mo|gb|gib|go|tb|tib|to))?$/,
    confidence: 0.9,
  },
  {
    field: 'server.operatingSystem',
    pattern: /^(os|systeme( d exploitation)?|operating system|se)( name)?$/,
    confidence: 0.93,
  },
  { field: 'server.poweredOn', pattern: /^(etat|status|statut|power ?state|en marche|powered on)$/, confidence: 0.6 },
  {
    field: 'application.name',
    pattern:
      /^(nom )?(de l )?(appli|application|actif|systeme d information|nom appli|app name|asset name)( name)?$|^nom( de l actif)?$/,
    confidence: 0.9,
  },
  { field: 'workload.name', pattern: /^(charge|nom de la charge|workload)( name)?$/, confidence: 0.97 },
  {
    field: 'server.key',
    pattern: /^(no|num|numero|id|identifiant|code)( actif| asset| charge)?$|^no actif$/,
    confidence: 0.85,
  },
  { field: 'application.mission', pattern: /^(mission|description|objet|but)$/, confidence: 0.8 },
  { field: 'application.owner', pattern: /^(detenteur|proprietaire|responsable|owner|resp)$/, confidence: 0.75 },
  { field: 'workload.environment', pattern: /^(env|environnement|environment)$/, confidence: 0.95 },
  { field: 'workload.technology', pattern: /^(technologie|technology|techno|langage|plateforme)$/, confidence: 0.85 },
  {
    field: 'workload.currentHosting',
    pattern: /^(hebergement|hosting|site|lieu|centre|cti|type heb|emplacement)( actuel)?$/,
    confidence: 0.75,
  },
  { field: 'workload.strategy', pattern: /^(disposition|strategie|strategy|r type|7r|6r)$/, confidence: 0.9 },
  {
    field: 'workload.annualCost',
    // A monthly, hourly or foreign amount is no annual cost in Canadian dollars: it is left to be a fact.
    pattern: /^(?!.*(mensuel|mois|month|heure|hour|usd|\bus\b|eur))((cout|cost)( .*)?|annual( hosting)? costs?.*)$/,
    confidence: 0.85,
  },
  { field: 'classification.d', pattern: /^(d|dispo|disponibilite|availability)$/, confidence: 0.9 },
  { field: 'classification.i', pattern: /^(i|integrite|integrity)$/, confidence: 0.9 },
  { field: 'classification.c', pattern: /^(c|confid|confidentialite|confidentiality)$/, confidence: 0.9 },
  {
    field: 'classification.personalInformation',
    pattern: /^(rp|rp o n|renseignements personnels|personal information|pii|pi)$/,
    confidence: 0.85,
  },
  { field: 'dependency.from', pattern: /^(source|de|from|parent)$/, confidence: 0.6 },
  { field: 'dependency.to', pattern: /^(cible|vers|to|target|child|destination)$/, confidence: 0.6 },
]

export type RecognisedTable = { readonly table: RawTable; readonly definition: FormatDefinition }

/** The tables of a file that a known format explains; empty when the file must go through the mapping screen. */
export function recognisedTables(tables: readonly RawTable[]): RecognisedTable[] {
  return tables.flatMap((table) => {
    const headers = new Set(table.headers.map(columnKey))
    const definition = formatDefinitions.find((one) =>
      one.signature.every((part) => [part].flat().some((name) => headers.has(columnKey(name)))),
    )
    return definition === undefined ? [] : [{ table, definition }]
  })
}

/** Positions of the columns of a definition in a table: by name, never by place; a cell left empty is looked for under the next alias. */
export function columnPositions(
  definition: FormatDefinition,
  headers: readonly string[],
): { readonly column: KnownColumn; readonly at: number }[] {
  const keys = headers.map(columnKey)
  const taken = new Set<number>()
  return definition.columns.flatMap((known) =>
    known.names.flatMap((name) => {
      const at = keys.indexOf(name)
      if (at < 0 || taken.has(at)) return []
      taken.add(at)
      return [{ column: known, at }]
    }),
  )
}
