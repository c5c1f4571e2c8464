// Who may import whom (docs/architecture.md). Checked on every commit.
module.exports = {
  forbidden: [
    {
      name: 'models-are-pure',
      comment: 'models import only themselves, valibot, mathjs and yaml',
      severity: 'error',
      from: { path: '^models/' },
      to: { pathNot: ['^models/', 'node_modules/(valibot|mathjs|yaml)/'] },
    },
    {
      name: 'yaml-in-one-place',
      comment:
        'YAML is reached through models/shared/yaml-text.ts only, on the server as in the page (docs/decisions/0006)',
      severity: 'error',
      from: { pathNot: '^models/shared/yaml-text\\.ts$' },
      to: { path: 'node_modules/yaml/' },
    },
    {
      name: 'mathjs-in-one-place',
      comment: 'mathjs is reached through models/shared/formula.ts only',
      severity: 'error',
      from: { pathNot: '^models/shared/formula\\.ts$' },
      to: { path: 'node_modules/mathjs/' },
    },
    {
      name: 'client-stays-out-of-the-server',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(server|tests|data)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-mathjs-in-the-browser',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^models/shared/formula\\.ts$', reachable: true },
    },
    {
      name: 'server-stays-out-of-the-client',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(client|tests)/' },
    },
    { name: 'nothing-imports-tests', severity: 'error', from: { pathNot: '^tests/' }, to: { path: '^tests/' } },
    {
      name: 'tables-belong-to-their-feature',
      comment: 'a feature calls another one through its usecases',
      severity: 'error',
      from: { path: '^server/([^/]+)/', pathNot: '^server/(app|database|shared|demo)/' },
      to: {
        path: '^server/([^/]+)/.*\\.repository\\.ts$',
        pathNot: ['^server/$1/', '^server/(inventory|access|audit|assessment)/'],
      },
    },
    {
      name: 'ui-knows-no-domain',
      severity: 'error',
      from: { path: '^client/ui/' },
      to: { path: '^client/(?!ui/|i18n/|api/(http|load)\\.ts$)' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    {
      name: 'data-is-read-in-one-place',
      severity: 'error',
      from: { pathNot: '^(server/shared/datasets\\.ts|tests/)' },
      to: { path: '^data/' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'default'],
    },
  },
}
