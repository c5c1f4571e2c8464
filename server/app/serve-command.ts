import { openDatabase } from '#server/database/database.ts'
import { openDemonstration } from '#server/demo/demonstration.ts'
import { systemClock } from '#server/shared/clock.ts'
import type { CommandLine } from './cli-arguments.ts'
import type { Output } from './cli-output.ts'
import type { Environment } from './environment.ts'
import { serve } from './serve.ts'

/** Serves until SIGINT or SIGTERM; says its address first, then the one-time links. Returns -1: the process goes on. */
export async function serveCommand(line: CommandLine, output: Output, environment: Environment): Promise<number> {
  const database = await openDatabase(environment.databaseUrl)
  const { language } = line
  const isDemonstration = line.options['demo'] === true
  if (isDemonstration) tell(loading[language])
  const links = isDemonstration
    ? await openDemonstration({
        db: database.db,
        clock: systemClock,
        baseUrl: environment.baseUrl,
        filesFolder: environment.filesFolder,
      })
    : {}
  const running = await serve(database, environment)
  output.document({ url: running.url }, `Arpent : ${running.url}`)
  for (const [role, link] of Object.entries(links)) {
    const there = link.replace(environment.baseUrl, running.url) // with port 0, known only once listening
    tell(`  ${roleNames[language][role] ?? role} : ${there}`)
  }
  if (running.firstLink !== undefined) tell(`${first[language]} : ${running.firstLink}\n${offer[language]}`)
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) return
      isStopping = true
      void running.stop().then(() => process.exit(0))
    })
  }
  return -1
}

const tell = (sentence: string) => void process.stderr.write(`${sentence}\n`)

const loading = {
  fr: 'Chargement du portefeuille de démonstration (données fictives)…',
  en: 'Loading the demonstration portfolio (fictitious data)…',
}
const first = { fr: 'Premier compte, lien à usage unique', en: 'First account, one-time link' }
const offer = {
  fr: 'Pour essayer sur des données fictives : npm start -- --demo --database file:var/demo.db',
  en: 'To try it on fictitious data: npm start -- --demo --database file:var/demo.db',
}
const roleNames: Readonly<Record<'fr' | 'en', Readonly<Record<string, string>>>> = {
  fr: {
    'portfolio-manager': 'Gestion de portefeuille',
    'security-officer': 'Sécurité de l’information',
    'finance-officer': 'Finances',
    auditor: 'Vérification interne',
    centre: 'Centrale',
    administrator: 'Administration',
  },
  en: {
    'portfolio-manager': 'Portfolio manager',
    'security-officer': 'Security officer',
    'finance-officer': 'Finance officer',
    auditor: 'Internal auditor',
    centre: 'Centre',
    administrator: 'Administrator',
  },
}
