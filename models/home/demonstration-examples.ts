import type { Verdict } from '../rules/verdict.ts'

/** Workloads of the demonstration that show one verdict each, in the order of the table of README.md: its test holds them to it. */
export const demonstrationExamples: readonly { readonly workload: string; readonly verdict: Verdict }[] = [
  { workload: 'CH-000001', verdict: 'allow' },
  { workload: 'CH-000436', verdict: 'allow-with-mitigation' },
  { workload: 'CH-000184', verdict: 'require' },
  { workload: 'CH-000018', verdict: 'forbid' },
  { workload: 'CH-000017', verdict: 'undetermined' },
]
