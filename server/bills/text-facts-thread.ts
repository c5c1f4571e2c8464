import { parentPort, workerData } from 'node:worker_threads'
import { factsOfFile } from './text-facts.ts'

if (parentPort === null) throw new Error('this file runs in a worker thread')
parentPort.postMessage(await factsOfFile(workerData as string)) // given by factsApart, the only one that starts this file
