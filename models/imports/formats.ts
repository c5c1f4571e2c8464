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
  readonly entity: 'server' | 'application' | 'relation' | 'konveyor'
  /** Headers that together prove the format; a list inside is any one of them. */
  readonly signature: readonly (string | readonly string[])[]
  readonly columns: readonly KnownColumn[]
}

/** A header as compared: no BOM, no `*`, folded, one space for any run of punctuation. */
export function normalHeader(header: string): string {
  return fold(header.replace(/^\ufeff/, '').replaceAll('*', ''))
    .replace(/[^a-z0-9%/#:.]+/g, ' ')
    .trim()
}

const column = (field: KnownColumn['field'], names: readonly string[], unit?: string, as?: string): KnownColumn => ({
  field,
  names: names.map(normalHeader),
  ...(unit === undefined ? {} : { unit }),
  ...(as === undefined ? {} : { as }),
})

const rvtools: Omit<FormatDefinition, 'format'> = {
  version: '3–4',
  entity: 'server',
  signature: [
    'vm',
    'powerstate',
    'cpus',
    'memory',
    ['provisioned mib', 'provisioned mb', 'in use mib', 'in use mb'],
  ].map((name) => (typeof name === 'string' ? normalHeader(name) : name)),
  columns: [
    column('server.name', ['VM', 'vInfoVMName']),
    column('server.key', ['VM ID', 'vInfoVMId']),
    column('internal', ['VI SDK UUID', 'vCenter UUID'], undefined, 'site'),
    column('internal', ['VM UUID', 'SMBIOS UUID'], undefined, 'uuid'),
    column('internal', ['Template'], undefined, 'template'),
    column('internal', ['SRM Placeholder'], undefined, 'placeholder'),
    column('server.poweredOn', ['Powerstate', 'vInfoPowerstate']),
    column('server.vcpu', ['CPUs', 'vInfoCPUs']),
    column('server.memory', ['Memory', 'vInfoMemory'], 'mib'),
    column('server.storage', ['Total disk capacity MiB', 'Provisioned MiB', 'Provisioned MB'], 'mib'),
    column('server.operatingSystem', ['OS according to the VMware Tools']),
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
    signature: ['server name', 'cores', ['memory in mb'], 'os name'],
    columns: [
      column('server.name', ['Server name']),
      column('server.ipAddress', ['IP addresses', 'IP address']),
      column('server.vcpu', ['Cores']),
      column('server.memory', ['Memory (In MB)'], 'mb'),
      column('server.operatingSystem', ['OS name']),
      column('server.cpuPercent', ['CPU utilization percentage'], '%'),
      column('server.memoryPercent', ['Memory utilization percentage'], '%'),
      column('server.storage', ['Storage in use (In GB)', 'Storage allocated (In GB)'], 'gb'),
      column('internal', ['Storage in use (In MB)', 'Storage allocated (In MB)'], 'mb', 'storageMb'),
    ],
  },
  {
    format: 'aws-migration-hub',
    version: '2018–2025',
    entity: 'server',
    signature: ['externalid', 'hostname', 'cpu.numberofprocessors', 'ram.totalsizeinmb'],
    columns: [
      column('server.key', ['ExternalId', 'SMBiosId', 'ServerId']),
      column('server.name', ['HostName', 'VMware.VMName']),
      column('server.ipAddress', ['IPAddress']),
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
    format: 'migration-factory',
    version: 'CMF 3–4',
    entity: 'server',
    signature: ['wave name', 'app name', 'server name', 'r type'],
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
    signature: ['machineid', 'machinename', 'allocatedprocessorcorecount', 'memorygib'],
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
    signature: ['name', ['busines criticality', 'business criticality'], 'install status'],
    columns: [
      column('application.name', ['name']),
      column('application.mission', ['short_description']),
      column('application.owner', ['owned_by', 'managed_by_group']),
      column('workload.environment', ['used_for']),
      column('workload.technology', ['vendor']),
    ],
  },
  {
    format: 'servicenow-relations',
    version: 'cmdb_rel_ci',
    entity: 'relation',
    signature: ['parent', 'child', 'type'],
    columns: [
      column('dependency.from', ['parent']),
      column('dependency.to', ['child']),
      column('internal', ['type'], undefined, 'relation'),
    ],
  },
  {
    format: 'konveyor',
    version: '15–17',
    entity: 'konveyor',
    signature: [['record type', 'record type 1'], 'application name', 'dependency', 'dependency direction'],
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
    pattern: /^(nom )?(du )?(serveur|server|machine|hote|host|hostname|vm)( name)?$|^(server|host|machine) name$/,
    confidence: 0.95,
  },
  {
    field: 'server.vcpu',
    pattern: /^(vcpus?|cpus?|nb cpu|coeurs?|cores?|processeurs?|nombre de (coeurs|processeurs))$/,
    confidence: 0.92,
  },
  { field: 'server.memory', pattern: /^(memoire|memory|ram)( vive)?( (mb|mib|mo|gb|gib|go))?$/, confidence: 0.92 },
  {
    field: 'server.storage',
    pattern: /^(stockage|storage|disque|disk|espace disque)( (mb|mib|mo|gb|gib|go|tb|tib|to))?$/,
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
    pattern: /^(cout|cost)( (an|annuel|annual|par an))?.*$|^annual cost.*$/,
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
    const headers = new Set(table.headers.map(normalHeader))
    const definition = formatDefinitions.find((one) =>
      one.signature.every((part) =>
        typeof part === 'string' ? headers.has(part) : part.some((name) => headers.has(name)),
      ),
    )
    return definition === undefined ? [] : [{ table, definition }]
  })
}

/** Position of each column of a definition in a table: by name, first alias first; never by place. */
export function columnPositions(
  definition: FormatDefinition,
  headers: readonly string[],
): { readonly column: KnownColumn; readonly at: number }[] {
  const normal = headers.map(normalHeader)
  const taken = new Set<number>()
  return definition.columns.flatMap((known) => {
    for (const name of known.names) {
      const at = normal.indexOf(name)
      if (at >= 0 && !taken.has(at)) {
        taken.add(at)
        return [{ column: known, at }]
      }
    }
    return []
  })
}
