import type { RandomStream } from '#models/shared/random.ts'
import { csvText } from '#server/shared/csv.ts'
import { demoApplications, demoSatellites } from './demonstration-content.ts'

export type DemoApplication = {
  readonly name: string
  readonly technology: string
  readonly core: string
  readonly profile: {
    readonly d: number
    readonly i: number
    readonly c: number
    readonly pi: boolean
    readonly regime?: string
    readonly adjudicative?: boolean
  }
  readonly isCore: boolean
}

/** Applications of a body: the core ones, each with three satellites of a lesser profile. */
export function applicationsOf(body: string, random: RandomStream): DemoApplication[] {
  return (demoApplications[body] ?? []).flatMap(([name, technology, profile]) => {
    const first = Math.floor(random() * demoSatellites.length)
    const satellites = [0, 1, 2].map((step): DemoApplication => {
      const kind = demoSatellites[(first + step * 3) % demoSatellites.length] ?? 'rapports'
      const lower = (level: number) => Math.max(1, level - (random() < 0.6 ? 1 : 0))
      return {
        name: `${name}, ${kind}`,
        technology: random() < 0.5 ? 'Linux, Java' : 'Windows, .NET',
        core: name,
        isCore: false,
        profile: {
          ...profile,
          d: lower(profile.d),
          i: lower(profile.i),
          c: lower(profile.c),
          adjudicative: profile.adjudicative === true && random() < 0.4,
        },
      }
    })
    return [{ name, technology, core: name, isCore: true, profile }, ...satellites]
  })
}

const systems = [
  'Red Hat Enterprise Linux 8 (64-bit)',
  'Ubuntu Linux (64-bit)',
  'Microsoft Windows Server 2019 (64-bit)',
  'Microsoft Windows Server 2022 (64-bit)',
  'SUSE Linux Enterprise 15 (64-bit)',
  'Debian GNU/Linux 12 (64-bit)',
]
const vInfoHeader = [
  'VM',
  'Powerstate',
  'Template',
  'SRM Placeholder',
  'CPUs',
  'Memory',
  'Total disk capacity MiB',
  'Provisioned MiB',
  'In Use MiB',
  'Primary IP Address',
  'Datacenter',
  'Application',
  'Environnement',
  'Propriétaire',
  'OS according to the configuration file',
  'VM ID',
  'VI SDK UUID',
]

export type DemoInventory = { readonly vInfo: string; readonly applications: string; readonly relations: string }

/** Three files of a body, as its tools would export them: servers (RVTools, vInfo tab), applications with costs, relations. */
export function inventoryFiles(
  body: string,
  applications: readonly DemoApplication[],
  random: RandomStream,
): DemoInventory {
  const servers: string[][] = []
  const rows: string[][] = []
  let vm = 100
  for (const [index, application] of applications.entries()) {
    const environments = [
      'Production',
      ...(random() < 0.92 ? ['Essais'] : []),
      ...(application.profile.d === 4 && application.isCore ? ['Relève'] : []),
    ]
    for (const environment of environments) {
      const isProduction = environment !== 'Essais'
      const count = isProduction ? 1 + Math.floor(random() * (application.isCore ? 4 : 2)) : 1
      const system = systems[Math.floor(random() * systems.length)] ?? ''
      let yearly = 0
      for (let i = 0; i < count; i += 1) {
        vm += 1
        const vcpu = [2, 4, 8, 16][Math.floor(random() * (isProduction && application.isCore ? 4 : 2))] ?? 2
        const gib = vcpu * ([2, 4, 8][Math.floor(random() * 3)] ?? 4)
        const disk = 60 + Math.floor(random() * (application.isCore ? 900 : 250))
        yearly += vcpu * 450 + gib * 60 + disk * 2.2
        const memory = random() < 0.02 ? '' : String(gib * 1024)
        servers.push([
          `${body.toLowerCase()}-${slug(application.core)}-${String(index).padStart(2, '0')}${String.fromCharCode(97 + i)}`,
          random() < 0.04 ? 'poweredOff' : 'poweredOn',
          'False',
          'False',
          String(vcpu),
          memory,
          String(disk * 1024),
          String(Math.round(disk * 1024 * 1.1)),
          String(Math.round(disk * 1024 * 0.6)),
          `10.${20 + (vm % 90)}.${vm % 250}.${(vm * 7) % 250}`,
          'Centre hérité Lévis-2 (fictif)',
          application.name,
          environment,
          `Direction fictive ${1 + (index % 9)}, ${body}`,
          random() < 0.03 ? '' : system,
          `vm-${vm}`,
          `vc-${body.toLowerCase()}`,
        ])
      }
      const cost = yearly * (0.9 + random() * 0.75)
      const isStated = random() < 0.86
      rows.push([
        application.name,
        environment,
        `Mission fictive : ${application.core.toLowerCase()}`,
        `Direction fictive ${1 + (index % 9)}, ${body}`,
        application.technology,
        'Centre hérité Lévis-2 (fictif)',
        isStated ? cost.toFixed(2).replace('.', ',') : '',
      ])
    }
  }
  servers.push([
    'modele-rhel8',
    'poweredOff',
    'True',
    'False',
    '2',
    '4096',
    '40960',
    '45056',
    '20480',
    '',
    'Centre hérité Lévis-2 (fictif)',
    '',
    '',
    '',
    'Red Hat Enterprise Linux 8 (64-bit)',
    `vm-${vm + 1}`,
    `vc-${body.toLowerCase()}`,
  ])
  servers.push(vInfoHeader.map(() => ''))
  const relations = applications
    .filter((one) => !one.isCore)
    .map((one) => [one.name, one.core, 'Consumes::Consumed by'])
  return {
    vInfo: csvText([vInfoHeader, ...servers], ','),
    applications: csvText(
      [['Application', 'Environnement', 'Mission', 'Détenteur', 'Technologie', 'Hébergement', 'Coût annuel'], ...rows],
      ';',
    ),
    relations: csvText([['parent', 'child', 'type'], ...relations], ','),
  }
}

/** The same applications some months later: every third stated cost is four percent higher. */
export function revisedCosts(applications: string): string {
  return applications
    .split('\n')
    .map((line, i) => (i % 3 === 1 ? line.replace(/;(\d+),(\d\d)(\r?)$/, raised) : line))
    .join('\n')
}

function raised(_: string, dollars: string, cents: string, end: string): string {
  return `;${(Number(`${dollars}.${cents}`) * 1.04).toFixed(2).replace('.', ',')}${end}`
}

function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim()
    .split(' ')
    .filter((word) => word.length > 3)
    .slice(0, 1)
    .join('')
}
