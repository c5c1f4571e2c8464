import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { imported } from './focus-import.ts'
import { inFolder } from './installations.ts'
import { peakMib, rounded } from './measure.ts'

// One import in a process of its own (`node focus-import-once.ts <file> <rows>`): the most memory it held is told by nothing else.
const [file = '', rows = ''] = process.argv.slice(2)
const { seconds, charges } = await inFolder(async (folder) =>
  imported({ path: file, rows: Number(rows), folder: join(folder, 'ours'), threads: availableParallelism() }),
)
process.stdout.write(
  JSON.stringify({ rows: Number(rows), ours_s: rounded(seconds), charges, peak_mib: peakMib() }),
  () => process.exit(0),
)
