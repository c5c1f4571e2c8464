import { parentPort, workerData } from 'node:worker_threads'
import { readPart, type SeriesPart } from './series-part.ts'

if (parentPort === null) throw new Error('this file runs in a worker thread')
const part = readPart(workerData as SeriesPart) // given by readSeries, the only one that starts this file
/** Days of a machine share their memory: each stretch is handed over once. */
const buffers = new Set(
  part.tallies.flatMap(([, { cpu, memory, days }]) => [
    cpu.counts.buffer as ArrayBuffer, // made by the tally, never shared
    memory.counts.buffer as ArrayBuffer,
    ...days.map(([, words]) => words.buffer as ArrayBuffer),
  ]),
)
parentPort.postMessage(part, [...buffers])
