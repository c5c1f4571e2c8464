import type { Reporter, TestModule } from 'vitest/node'

/** Closes a run with one line that any machine can read: `N passed, N failed, N skipped`. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0 }
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      if (module.state() === 'failed' && tests.length === 0) count.failed += 1
      for (const test of tests) {
        const { state } = test.result()
        if (state === 'passed') count.passed += 1
        else if (state === 'failed') count.failed += 1
        else count.skipped += 1
      }
    }
    process.on('exit', () => console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`))
  }
}
